import { setTimeout as delay } from 'node:timers/promises';
import { Injector, type Injected } from '../hub/inject.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atLeast, atMost, figure, type Figure } from '../lib/figure.ts';
import type { Lab } from '../lib/lab.ts';
import { Screen } from '../lib/screen.ts';
import { percentile } from '../lib/stats.ts';
import { openTalks } from './live-feed.ts';

const DIALOGS = 1_000;
const IN_DIALOGS = 20;
const BATCH = 50;
const BATCH_MS = 50;
const SECONDS = 10;
const KEY_MS = 120;
const LATE_MS = 100;
/** Below that the burst was none, and what it says is no answer. */
const ENOUGH_PER_SECOND = 950;

export interface Stage {
  readonly screen: Screen;
  readonly injector: Injector;
  readonly stop: () => Promise<void>;
}

/** An operator with one of the busy dialogs open; the last message of every batch comes into it. */
export async function setUp(lab: Lab): Promise<Stage> {
  const set = await lab.dataSet(DIALOGS);
  const database = await lab.database(DIALOGS);
  const hub = await lab.hub(database);
  const talks = openTalks(set).slice(-IN_DIALOGS);
  const injector = await Injector.connect(database, set.company.workspace.id, talks);
  const screen = await Screen.open(lab, hub, lab.newProfile());
  await screen.signIn();
  await screen.list('All');
  // Brings the busy dialogs to the top of the list.
  const last = await injector.write(IN_DIALOGS);
  const option = `[role=option][data-dialog-id="${last.dialogId}"]`;
  await screen.page.locator(option).waitFor();
  await screen.call('openDialog', last.dialogId);
  await screen.call('untilText', last.text);
  const stop = async (): Promise<void> => {
    await screen.close();
    await injector.close();
    await hub.stop();
  };
  return { screen, injector, stop };
}

const round = (count: number): number => Math.round(count / IN_DIALOGS) * IN_DIALOGS;

interface Burst {
  readonly frames: number[];
  readonly drainedMs: number;
  readonly lateKeys: number;
  readonly perSecond: number;
}

async function burstOnce({ screen, injector }: Stage): Promise<Burst> {
  await screen.page.getByRole('textbox', { name: 'Message' }).click();
  await screen.call('watch');
  await screen.call('watched');
  const done = new AbortController();
  const typist = (async () => {
    while (!done.signal.aborted) {
      await screen.page.keyboard.press('a');
      await delay(KEY_MS);
    }
  })();
  const startedAt = performance.now();
  let last: Injected | null = null;
  let count = 0;
  for (let n = 0; n < (SECONDS * 1000) / BATCH_MS; n += 1) {
    const due = startedAt + n * BATCH_MS;
    if (performance.now() < due) await delay(due - performance.now());
    // Whole turns, so that the last message of a batch is always in the open dialog.
    last = await injector.write(n % 2 === 0 ? round(BATCH) : round(BATCH - 10));
    count += n % 2 === 0 ? round(BATCH) : round(BATCH - 10);
  }
  const writtenAt = performance.timeOrigin + performance.now();
  const perSecond = (count / (performance.now() - startedAt)) * 1000;
  const shownAt = await screen.call('untilText', last?.text ?? '');
  const { frames, keys } = await screen.call('watched');
  done.abort();
  await typist;
  const lateKeys = keys.filter((ms) => ms > LATE_MS).length;
  return { frames, drainedMs: Math.max(0, shownAt - writtenAt), lateKeys, perSecond };
}

async function runBurst(lab: Lab): Promise<Figure[]> {
  const bursts: Burst[] = [];
  for (let i = 0; i < lab.options.runs; i += 1) {
    const stage = await setUp(lab);
    bursts.push(await burstOnce(stage));
    await stage.stop();
    const { frames, drainedMs, lateKeys, perSecond } = bursts.at(-1) ?? {
      frames: [0],
      drainedMs: 0,
      lateKeys: 0,
      perSecond: 0,
    };
    lab.options.say(
      `frame p95 ${percentile(frames, 0.95).toFixed(1)} ms, drained ${drainedMs.toFixed(0)} ms, late keys ${lateKeys}, ${perSecond.toFixed(0)}/s`,
    );
  }
  const of = (value: (burst: Burst) => number): number[] => bursts.map(value);
  const area = 'burst';
  return [
    figure(
      area,
      `offered for ${SECONDS} s: messages a second`,
      '/s',
      of(({ perSecond }) => perSecond),
      { goal: atLeast(ENOUGH_PER_SECOND) },
    ),
    figure(
      area,
      'frame, p95',
      'ms',
      of(({ frames }) => percentile(frames, 0.95)),
      { goal: atMost(16.7) },
    ),
    figure(
      area,
      'drained after the last',
      'ms',
      of(({ drainedMs }) => drainedMs),
      { goal: atMost(50) },
    ),
    figure(
      area,
      `key presses painted later than ${LATE_MS} ms`,
      '',
      of(({ lateKeys }) => lateKeys),
      { goal: atMost(0) },
    ),
  ];
}

export const burst: Benchmark = { name: 'burst', run: runBurst };
