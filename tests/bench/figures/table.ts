import { ADMIN_LOGIN, PASSWORD } from '../data/company.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atMost, compare, figure, type Figure } from '../lib/figure.ts';
import { call, withProfile } from '../lib/in-page.ts';
import type { Lab } from '../lib/lab.ts';
import { percentile } from '../lib/stats.ts';
import type { Account, TableTimes } from '../page/calls.ts';

const SCROLLS = 200;
/** A screen that jumps through all lines may not miss a frame for them. */
const FRAME_MS = 16.7;

interface Side {
  readonly profile: string;
  readonly account: Account;
  readonly runs: TableTimes[];
}

async function prepare(lab: Lab, dialogs: number): Promise<Side> {
  await lab.dataSet(dialogs);
  const hub = await lab.hub(await lab.database(dialogs));
  const account = { hubUrl: hub.ready.url, login: ADMIN_LOGIN, password: PASSWORD };
  const profile = lab.newProfile();
  await withProfile(lab, profile, (page) => call(page, 'firstSync', account));
  return { profile, account, runs: [] };
}

async function measure(lab: Lab, side: Side): Promise<void> {
  const times = await withProfile(lab, side.profile, (page) =>
    call(page, 'table', { ...side.account, scrolls: SCROLLS }),
  );
  side.runs.push(times);
  const of = (all: readonly number[], share: number): string => percentile(all, share).toFixed(1);
  lab.options.say(
    `${times.lines} lines: there after ${times.opened.toFixed(0)} ms; new order p50 ${of(times.asked, 0.5)}, ` +
      `filter p50 ${of(times.again, 0.5)} p95 ${of(times.again, 0.95)}, window p95 ${of(times.scrolled, 0.95)} ms`,
  );
}

/** Filter, order and window of the table of dialogs, against a hundredth of the lines. */
async function run(lab: Lab): Promise<Figure[]> {
  const small = await prepare(lab, Math.max(100, Math.round(lab.dialogs / 100)));
  const large = await prepare(lab, lab.dialogs);
  for (let i = 0; i < lab.options.runs; i += 1) {
    await measure(lab, small);
    await measure(lab, large);
  }
  const lines = (side: Side): string => `${(side.runs[0]?.lines ?? 0).toLocaleString('en-US')} lines`;
  const at = (side: Side, of: 'asked' | 'again' | 'scrolled', share: number): number[] =>
    side.runs.map((times) => percentile(times[of], share));
  const against = (of: 'asked' | 'again' | 'scrolled', share: number) => [
    compare(at(large, of, share), lines(small), at(small, of, share)),
  ];
  const area = 'table';
  return [
    figure(area, `filter and first window, ${lines(large)}, p50`, 'ms', at(large, 'again', 0.5), {
      comparisons: against('again', 0.5),
    }),
    figure(area, 'filter and first window, p95', 'ms', at(large, 'again', 0.95), { goal: atMost(50) }),
    figure(area, 'another order, p50', 'ms', at(large, 'asked', 0.5), { comparisons: against('asked', 0.5) }),
    figure(area, 'a window anywhere, p95', 'ms', at(large, 'scrolled', 0.95), {
      goal: atMost(FRAME_MS),
      comparisons: against('scrolled', 0.95),
    }),
    figure(
      area,
      'all lines there after the first question',
      'ms',
      large.runs.map(({ opened }) => opened),
    ),
  ];
}

export const table: Benchmark = { name: 'table', run };
