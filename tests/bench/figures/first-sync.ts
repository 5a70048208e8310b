import type { Message } from '#shared/domain/message.ts';
import { ADMIN_LOGIN, PASSWORD } from '../data/company.ts';
import type { DataSet } from '../data/data-set.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atLeast, compare, figure, type Figure } from '../lib/figure.ts';
import { callAlone } from '../lib/in-page.ts';
import type { Lab } from '../lib/lab.ts';
import { ROWS_PER_PAGE } from '../lib/page-server.ts';
import type { FirstSync, Took } from '../page/calls.ts';

/** Floors and peers get a part: their rate does not rise with the size, and a million would take them most of an hour. */
const FLOOR_MESSAGES = 100_000;
const PEER_MESSAGES = 50_000;
const PER_TRANSACTION = 5_000;

/** The newest messages, dialog by dialog. */
function someMessages(set: DataSet, count: number): Message[] {
  const messages: Message[] = [];
  for (let i = set.dialogs - 1; i >= 0 && messages.length < count; i -= 1) {
    messages.push(...set.talk(i).messages);
  }
  return messages.slice(0, count);
}

async function run(lab: Lab): Promise<Figure[]> {
  const set = await lab.dataSet();
  const server = await lab.server();
  const floorRows = someMessages(set, Math.min(FLOOR_MESSAGES, set.messages));
  const peerRows = floorRows.slice(0, PEER_MESSAGES);
  const hub = await lab.hub(await lab.database());
  const account = { hubUrl: hub.ready.url, login: ADMIN_LOGIN, password: PASSWORD };
  const rates = { rows: [], wire: [], rxdb: [], pouchdb: [], product: [] } as Record<string, number[]>;
  const keep = (name: string, { messages, ms }: Took): void => {
    const rate = (messages / ms) * 1000;
    rates[name]?.push(rate);
    lab.options.say(`${name}: ${messages} messages in ${Math.round(ms)} ms, ${Math.round(rate)}/s`);
  };
  const syncs: FirstSync[] = [];
  const searchable: number[] = [];
  for (let i = 0; i < lab.options.runs; i += 1) {
    server.serveRows(floorRows);
    const pages = Math.ceil(floorRows.length / ROWS_PER_PAGE);
    keep('rows', await callAlone(lab, 'rowWrites', { pages, perTransaction: PER_TRANSACTION }));
    keep('wire', await callAlone(lab, 'wireOnly', { pages }));
    const sync = await callAlone(lab, 'firstSync', account);
    syncs.push(sync);
    keep('product', sync);
    searchable.push((sync.messages / sync.searchableMs) * 1000);
    server.serveRows(peerRows);
    const peerPages = { pages: Math.ceil(peerRows.length / ROWS_PER_PAGE) };
    keep('rxdb', await callAlone(lab, 'rxdb', peerPages));
    keep('pouchdb', await callAlone(lab, 'pouchdb', peerPages));
  }
  await hub.stop();
  return figuresOf({ ...rates, searchable }, syncs, set);
}

function figuresOf(rates: Record<string, number[]>, syncs: readonly FirstSync[], set: DataSet): Figure[] {
  const of = (name: string): number[] => rates[name] ?? [];
  const area = 'first-sync';
  const last = syncs.at(-1);
  // The clock may have stopped before the archive began: then the rate is of a part, and no goal is judged by it.
  const whole = syncs.every(({ dialogs }) => dialogs === set.dialogs);
  const goal = (value: number) => (whole ? atLeast(value) : null);
  const note = last
    ? `${last.messages} of ${set.messages} messages, ${last.dialogs} of ${set.dialogs} dialogs, ${last.records} records, ${Math.round(last.bytes / 2 ** 20)} MiB on the disk`
    : '';
  return [
    figure(area, 'floor: one row per message, plain IndexedDB', 'msg/s', of('rows')),
    figure(area, 'floor: fetch + JSON.parse', 'msg/s', of('wire')),
    figure(area, 'peer: RxDB replication', 'msg/s', of('rxdb')),
    figure(area, 'peer: PouchDB replication', 'msg/s', of('pouchdb')),
    figure(
      area,
      whole ? 'hub → whole replica' : 'hub → replica, NOT WHOLE when the clock stopped',
      'msg/s',
      of('product'),
      {
        note,
        comparisons: [
          compare(of('product'), 'row writes', of('rows'), goal(5)),
          compare(of('product'), 'RxDB', of('rxdb'), goal(10)),
          compare(of('product'), 'PouchDB', of('pouchdb'), goal(20)),
          compare(of('product'), 'fetch + JSON.parse', of('wire')),
        ],
      },
    ),
    figure(area, 'hub → all of it searchable', 'msg/s', of('searchable'), {
      comparisons: [compare(of('searchable'), 'row writes', of('rows'), goal(2.5))],
    }),
    figure(
      area,
      'until the list can be worked with',
      'ms',
      syncs.map(({ usableMs }) => usableMs),
    ),
  ];
}

export const firstSync: Benchmark = { name: 'first-sync', run };
