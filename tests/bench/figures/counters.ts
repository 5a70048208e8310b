import { ADMIN_LOGIN, PASSWORD } from '../data/company.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atLeast, atMost, compare, figure, type Figure } from '../lib/figure.ts';
import { call, withProfile } from '../lib/in-page.ts';
import type { Lab } from '../lib/lab.ts';

/** The numbers on the tabs, against counting every dialog of the replica again. */
async function run(lab: Lab): Promise<Figure[]> {
  await lab.dataSet();
  const hub = await lab.hub(await lab.database());
  const account = { hubUrl: hub.ready.url, login: ADMIN_LOGIN, password: PASSWORD };
  const profile = lab.newProfile();
  await withProfile(lab, profile, (page) => call(page, 'firstSync', account));
  const times: Record<'counter' | 'scan' | 'wrong', number[]> = { counter: [], scan: [], wrong: [] };
  let dialogs = 0;
  for (let i = 0; i < lab.options.runs; i += 1) {
    const one = await withProfile(lab, profile, (page) => call(page, 'counters', account));
    times.counter.push(one.counterMs);
    times.scan.push(one.scanMs);
    times.wrong.push(one.equal ? 0 : 1);
    dialogs = one.dialogs;
    lab.options.say(
      `counters ${one.counterMs.toFixed(2)} ms, scan ${one.scanMs.toFixed(0)} ms, equal: ${one.equal}`,
    );
  }
  await hub.stop();
  const area = 'counters';
  return [
    figure(area, `floor: recount of ${dialogs.toLocaleString('en-US')} dialogs by scan`, 'ms', times.scan),
    figure(area, 'counters', 'ms', times.counter, {
      comparisons: [compare(times.scan, 'scan, times as long', times.counter, atLeast(500))],
    }),
    figure(area, 'differences between the two', '', [times.wrong.reduce((sum, one) => sum + one, 0)], {
      goal: atMost(0),
    }),
  ];
}

export const counters: Benchmark = { name: 'counters', run };
