import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { snapshotPageSchema } from '#shared/wire/http/snapshot.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import type { BroadcastOrder, BroadcastReport } from '../hub/bare-broadcast.ts';
import { Injector } from '../hub/inject.ts';
import { Listeners } from '../hub/listeners.ts';
import { useOf } from '../hub/metrics.ts';
import { OperatorCalls } from '../hub/operator.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atMost, compare, figure, type Figure } from '../lib/figure.ts';
import type { Lab } from '../lib/lab.ts';
import { openTalks } from './live-feed.ts';

const DIALOGS = 1_000;
const SOCKETS = 500;
const EVENTS = 200;
const PING_MS = 5_000;

const isChange = (text: string): boolean =>
  text.startsWith('{"type":"changes"') && !text.includes('"changes":[]');

/** A bare ws server in a process of its own, so that its use of the processor is its own as well. */
class Broadcast {
  readonly #child: ChildProcess;
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(): Promise<Broadcast> {
    const child = fork(fileURLToPath(new URL('../hub/bare-broadcast.ts', import.meta.url)));
    const [report] = (await once(child, 'message')) as [BroadcastReport];
    if (report.report !== 'ready') throw new Error('The bare server did not start');
    return new Broadcast(child, report.url);
  }

  order(order: BroadcastOrder): void {
    this.#child.send(order);
  }

  async cpuSeconds(): Promise<number> {
    const answer = once(this.#child, 'message') as Promise<[BroadcastReport]>;
    this.order({ order: 'use' });
    const [report] = await answer;
    return report.report === 'use' ? report.cpuSeconds : Number.NaN;
  }

  stop(): void {
    this.#child.disconnect();
  }
}

/** One event after the other: nothing is gathered into fewer messages. @returns the hub's processor time, in seconds */
async function hubRound(
  url: string,
  injector: Injector,
  listeners: Listeners,
  sockets: number,
): Promise<number> {
  const before = (await useOf(url)).cpuSeconds;
  for (let i = 0; i < EVENTS; i += 1) {
    const wanted = listeners.heard + sockets;
    await injector.write(1);
    await listeners.until(wanted);
  }
  return (await useOf(url)).cpuSeconds - before;
}

async function bareRound(broadcast: Broadcast, listeners: Listeners, text: string): Promise<number> {
  const before = await broadcast.cpuSeconds();
  for (let i = 0; i < EVENTS; i += 1) {
    const wanted = listeners.heard + SOCKETS;
    broadcast.order({ order: 'send', text });
    await listeners.until(wanted);
  }
  return (await broadcast.cpuSeconds()) - before;
}

async function run(lab: Lab): Promise<Figure[]> {
  const set = await lab.dataSet(DIALOGS);
  const database = await lab.database(DIALOGS);
  const { ready } = await lab.hub(database);
  const admin = await OperatorCalls.signIn(ready.url, 0);
  const { cursor } = snapshotPageSchema.parse(JSON.parse(await admin.request('/api/sync/snapshot?limit=1')));
  const hello = { type: 'hello', protocol: PROTOCOL, token: admin.token, cursor };
  const live = `${ready.url.replace('http', 'ws')}/api/live`;
  const injector = await Injector.connect(database, set.company.workspace.id, openTalks(set));
  // What an event costs before anybody but one hears it; its share of the whole is taken off below.
  const one = new Listeners();
  await one.add(live, hello, isChange);
  await hubRound(ready.url, injector, one, 1);
  const alone = await hubRound(ready.url, injector, one, 1);
  one.close();
  const before = (await useOf(ready.url)).residentBytes;
  const many = new Listeners();
  const { cursor: now } = snapshotPageSchema.parse(
    JSON.parse(await admin.request('/api/sync/snapshot?limit=1')),
  );
  for (let i = 0; i < SOCKETS; i += 1) await many.add(live, { ...hello, cursor: now }, isChange);
  const pinging = setInterval(() => many.say({ type: 'ping' }), PING_MS);
  await hubRound(ready.url, injector, many, SOCKETS);
  const perConnection = ((await useOf(ready.url)).residentBytes - before) / SOCKETS / 1024;

  const broadcast = await Broadcast.start();
  const bareListeners = new Listeners();
  for (let i = 0; i < SOCKETS; i += 1) await bareListeners.add(broadcast.url, undefined);
  const text = 'x'.repeat(Math.round(many.meanBytes));
  const costs: Record<'hub' | 'bare', number[]> = { hub: [], bare: [] };
  for (let i = 0; i < lab.options.runs; i += 1) {
    const whole = await hubRound(ready.url, injector, many, SOCKETS);
    costs.hub.push(((whole - alone) * 1e6) / (EVENTS * (SOCKETS - 1)));
    costs.bare.push(((await bareRound(broadcast, bareListeners, text)) * 1e6) / (EVENTS * SOCKETS));
    lab.options.say(
      `µs per delivered event: hub ${costs.hub.at(-1)?.toFixed(1)}, bare ${costs.bare.at(-1)?.toFixed(1)}`,
    );
  }
  clearInterval(pinging);
  many.close();
  bareListeners.close();
  broadcast.stop();
  await injector.close();
  const area = 'fan-out';
  return [
    figure(area, `floor: bare ws broadcast to ${SOCKETS}, ${text.length} bytes`, 'µs CPU', costs.bare),
    figure(area, 'one event to one more operator', 'µs CPU', costs.hub, {
      comparisons: [compare(costs.hub, 'bare ws broadcast', costs.bare, atMost(2))],
    }),
    figure(area, 'memory per connection', 'KiB', [perConnection], { goal: atMost(100) }),
  ];
}

export const fanOut: Benchmark = { name: 'fan-out', run };
