import { ADMIN_LOGIN, PASSWORD } from '../data/company.ts';
import type { DataSet, Talk } from '../data/data-set.ts';
import { Injector } from '../hub/inject.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atLeast, compare, figure, type Figure } from '../lib/figure.ts';
import { call, callAlone, withProfile } from '../lib/in-page.ts';
import type { Lab } from '../lib/lab.ts';
import { ROWS_PER_PAGE } from '../lib/page-server.ts';

/** How much history there is does not matter here: what changes lies in the live tail. */
const DIALOGS = 1_000;
const MESSAGES = 20_000;
const PER_TRANSACTION = 200;
const FLOOR_PER_TRANSACTION = 5_000;

export function openTalks(set: DataSet): Talk[] {
  return [...set.talks(set.dialogs - set.openDialogs)];
}

/** An operator comes back while much was written; the feed brings it row by row, and the clock stops at the last. */
async function run(lab: Lab): Promise<Figure[]> {
  const set = await lab.dataSet(DIALOGS);
  const database = await lab.database(DIALOGS);
  const hub = await lab.hub(database);
  const account = { hubUrl: hub.ready.url, login: ADMIN_LOGIN, password: PASSWORD };
  const talks = openTalks(set);
  const injector = await Injector.connect(database, set.company.workspace.id, talks);
  const profile = lab.newProfile();
  await withProfile(lab, profile, (page) => call(page, 'firstSync', account));
  const server = await lab.server();
  server.serveRows([...set.talks()].flatMap(({ messages }) => messages));
  const rates: Record<'feed' | 'rows', number[]> = { feed: [], rows: [] };
  for (let i = 0; i < lab.options.runs; i += 1) {
    const floor = await callAlone(lab, 'rowWrites', {
      pages: (DIALOGS * 10) / ROWS_PER_PAGE,
      perTransaction: FLOOR_PER_TRANSACTION,
    });
    rates.rows.push((floor.messages / floor.ms) * 1000);
    let last = await injector.write(PER_TRANSACTION);
    for (let n = PER_TRANSACTION; n < MESSAGES; n += PER_TRANSACTION)
      last = await injector.write(PER_TRANSACTION);
    await injector.tidy();
    const ms = await withProfile(lab, profile, (page) => call(page, 'catchUp', { ...account, ...last }));
    rates.feed.push((MESSAGES / ms) * 1000);
    lab.options.say(
      `feed ${Math.round(rates.feed.at(-1) ?? 0)}/s, rows ${Math.round(rates.rows.at(-1) ?? 0)}/s`,
    );
  }
  await injector.close();
  await hub.stop();
  const area = 'live-feed';
  return [
    figure(area, 'floor: one row per message, plain IndexedDB', 'msg/s', rates.rows),
    figure(area, `catching up with ${MESSAGES} messages by the feed`, 'msg/s', rates.feed, {
      comparisons: [compare(rates.feed, 'row writes', rates.rows, atLeast(0.9))],
    }),
  ];
}

export const liveFeed: Benchmark = { name: 'live-feed', run };
