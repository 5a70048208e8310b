import { intentsResponseSchema } from '#shared/wire/http/intents.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { newId } from '#server/lib/ids.ts';
import type { DataSet, Talk } from '../data/data-set.ts';
import { BareSql } from '../hub/bare-sql.ts';
import { OperatorCalls } from '../hub/operator.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atLeast, compare, figure, type Figure } from '../lib/figure.ts';
import type { Lab } from '../lib/lab.ts';
import { drive } from '../lib/load-gen.ts';
import { percentile } from '../lib/stats.ts';

const WIDTH = 16;
const PER_RUN = 1_000;
const TEXT = 'Передала курьеру, он позвонит за час до приезда';

/** Open, answered dialogs: every intent does the same. Sorted out by lane, so that no two write to one dialog at once. */
function talksOf(set: DataSet): Talk[] {
  const talks = [...set.talks(set.dialogs - set.openDialogs)];
  return talks.filter(({ dialog }) => dialog.state.status === 'active');
}

async function run(lab: Lab): Promise<Figure[]> {
  const set = await lab.dataSet();
  const talks = talksOf(set);
  const operatorId = set.company.operators[0]?.id ?? '';
  const database = await lab.database();
  const hub = await lab.hub(database);
  const admin = await OperatorCalls.signIn(hub.ready.url, 0);
  const bare = new BareSql(await lab.database(), set.company.workspace.id, WIDTH);
  const own = [...talks];
  const laneSize = Math.floor(talks.length / WIDTH);
  const indexOf = (n: number, lane: number): number => lane * laneSize + (n % laneSize);
  const rates: Record<'hub' | 'bare', number[]> = { hub: [], bare: [] };
  const latencies: number[] = [];
  for (let i = 0; i <= lab.options.runs; i += 1) {
    const sql = await drive(PER_RUN, WIDTH, async (n, lane) => {
      const index = indexOf(n, lane);
      const talk = own[index];
      if (talk) {
        own[index] = { ...talk, dialog: await bare.say(talk.dialog, talk.externalUserId, operatorId, TEXT) };
      }
    });
    const whole = await drive(PER_RUN, WIDTH, async (n, lane) => {
      await send(admin, talks[indexOf(n, lane)]?.dialog.id ?? '');
    });
    // The first round warms both up.
    if (i === 0) continue;
    rates.bare.push((PER_RUN / sql.ms) * 1000);
    rates.hub.push((PER_RUN / whole.ms) * 1000);
    latencies.push(percentile(whole.each, 0.95));
    lab.options.say(
      `hub ${Math.round(rates.hub.at(-1) ?? 0)}/s, bare SQL ${Math.round(rates.bare.at(-1) ?? 0)}/s`,
    );
  }
  await bare.close();
  await hub.stop();
  const area = 'intents';
  return [
    figure(area, 'floor: the same rows by bare SQL transactions', '/s', rates.bare),
    figure(area, `message.send over HTTP, all effects, ${WIDTH} at a time`, '/s', rates.hub, {
      comparisons: [compare(rates.hub, 'bare SQL', rates.bare, atLeast(0.5))],
    }),
    figure(area, 'its latency, p95', 'ms', latencies),
  ];
}

async function send(admin: OperatorCalls, dialogId: string): Promise<void> {
  const args = { dialogId, text: TEXT, visibility: 'public', afterSeq: null };
  const intent = { id: newId(), name: 'message.send', args, at: Date.now() };
  const body = await admin.request('/api/intents', { protocol: PROTOCOL, intents: [intent] });
  const [result] = intentsResponseSchema.parse(JSON.parse(body)).results;
  if (result?.status !== 'done') throw new Error(`The intent was not done: ${body}`);
}

export const intents: Benchmark = { name: 'intents', run };
