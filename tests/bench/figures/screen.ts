import type { Benchmark } from '../lib/benchmark.ts';
import { atMost, compare, figure, type Figure } from '../lib/figure.ts';
import type { Lab } from '../lib/lab.ts';
import { Screen } from '../lib/screen.ts';
import { median, percentile } from '../lib/stats.ts';

const SWITCHES = 40;
const SETTLE_MS = 2_000;
const LIST_CHANGES = 20;
/** Places of the tabs. Closed dialogs take part where there are any in the replica. */
const UNANSWERED = 0;
const OPEN = 2;
const CLOSED = 3;
/** The list of all open dialogs: the same in every size, so that only what lies around it differs. */
const ALL = 'All';

/** One size of history: its hub, and the profile of somebody who has it on his disk. */
interface Side {
  readonly messages: number;
  readonly hasClosed: boolean;
  readonly open: () => Promise<Screen>;
  readonly list: number[];
  readonly interactive: number[];
  /** Medians of the runs, in milliseconds, and the worst of each run's frames. */
  readonly switched: number[];
  readonly switchedP95: number[];
  readonly lists: number[];
}

async function prepare(lab: Lab, dialogs: number): Promise<Side> {
  await lab.dataSet(dialogs);
  const hub = await lab.hub(await lab.database(dialogs));
  const profile = lab.newProfile();
  const open = (): Promise<Screen> => Screen.open(lab, hub, profile);
  const screen = await open();
  await screen.signIn();
  const hasClosed = await screen.hasRows('Closed');
  await screen.list(ALL);
  // Which list was chosen is written down a moment later.
  await screen.page.waitForTimeout(SETTLE_MS);
  await screen.close();
  lab.options.say(`${dialogs * 10} messages: signed in and at rest`);
  const lists: Omit<Side, 'messages' | 'open' | 'hasClosed'> = {
    list: [],
    interactive: [],
    switched: [],
    switchedP95: [],
    lists: [],
  };
  return { messages: dialogs * 10, hasClosed, open, ...lists };
}

async function measure(lab: Lab, side: Side, tabs: readonly number[]): Promise<void> {
  const screen = await side.open();
  const { listMs, interactiveMs } = await screen.call('boot');
  side.list.push(listMs);
  side.interactive.push(interactiveMs);
  const frames: number[] = [];
  const times: number[] = [];
  for (let n = 0; n < SWITCHES; n += 1) {
    const seen = await screen.call('openNth', n % 6);
    frames.push(seen.frames);
    times.push(seen.ms);
  }
  side.switched.push(median(times));
  side.switchedP95.push(percentile(frames, 0.95));
  const lists: number[] = [];
  for (let n = 0; n < LIST_CHANGES; n += 1) {
    lists.push((await screen.call('switchList', tabs[n % tabs.length] ?? OPEN)).ms);
  }
  side.lists.push(median(lists));
  await screen.close();
  lab.options.say(
    `${side.messages}: list ${listMs.toFixed(0)} ms, interactive ${interactiveMs.toFixed(0)} ms, switch ${median(times).toFixed(1)} ms, p95 ${percentile(frames, 0.95).toFixed(1)} frames, lists ${median(lists).toFixed(1)} ms`,
  );
}

async function run(lab: Lab): Promise<Figure[]> {
  const small = await prepare(lab, Math.max(100, Math.round(lab.dialogs / 100)));
  const large = await prepare(lab, lab.dialogs);
  const closed = small.hasClosed && large.hasClosed;
  const tabs = closed ? [CLOSED, OPEN, UNANSWERED, OPEN] : [UNANSWERED, OPEN];
  for (let i = 0; i < lab.options.runs; i += 1) {
    await measure(lab, small, tabs);
    await measure(lab, large, tabs);
  }
  const against = `${small.messages.toLocaleString('en-US')} messages`;
  const size = large.messages.toLocaleString('en-US');
  const area = 'screen';
  return [
    figure(area, `cold start until the list is painted, ${size}`, 'ms', large.list, {
      comparisons: [compare(large.list, against, small.list, atMost(1.1))],
    }),
    figure(area, 'cold start until a dialog was opened', 'ms', large.interactive, {
      comparisons: [compare(large.interactive, against, small.interactive, atMost(1.3))],
    }),
    figure(area, 'dialog switch, p95', 'frames', large.switchedP95, { goal: atMost(2) }),
    figure(area, 'dialog switch', 'ms', large.switched, {
      comparisons: [compare(large.switched, against, small.switched, atMost(1.2))],
    }),
    figure(area, `change of list${closed ? '' : ', open ones only'}`, 'ms', large.lists, {
      comparisons: [compare(large.lists, against, small.lists, atMost(1.7))],
    }),
  ];
}

export const screen: Benchmark = { name: 'screen', run };
