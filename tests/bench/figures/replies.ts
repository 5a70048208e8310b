import pg from 'pg';
import { ADMIN_LOGIN, PASSWORD } from '../data/company.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atMost, compare, figure, type Figure } from '../lib/figure.ts';
import { call, withProfile } from '../lib/in-page.ts';
import type { Lab } from '../lib/lab.ts';
import { percentile } from '../lib/stats.ts';
import type { Account, ReplyTimes } from '../page/calls.ts';

const WORDS = [
  'доставка',
  'оплата',
  'возврат',
  'размер',
  'наличие',
  'скидка',
  'курьер',
  'гарантия',
  'подарок',
  'чай',
];
/** As they are typed: each letter is a question. */
const QUESTIONS = ['доставк', 'оплатой', 'возв разм', 'cкидка', 'crblrf', 'гарант 12', 'чай', 'zzz'].flatMap(
  (text) => Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1)),
);
const SMALL = 100;
const LARGE = 10_000;
/** Dialogs beside the replies: few, so that the replies are what is measured. */
const DIALOGS = 100;

interface Side {
  readonly count: number;
  readonly account: Account;
  readonly profile: string;
  readonly runs: ReplyTimes[];
}

async function prepare(lab: Lab, count: number): Promise<Side> {
  const url = await lab.database(DIALOGS);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Several words of a small vocabulary and a number: common words stand in thousands of replies.
  await client.query(
    `insert into quick_replies (workspace_id, id, shelf, folder, title, text, shortcut, updated_at, updated_by, intent_id, rev)
     select w.id, gen_random_uuid(), 'company', array['Папка ' || n % 20],
       ($1::text[])[1 + n % 10] || ' ' || ($1::text[])[1 + (n / 10) % 10] || ' ' || n,
       'Здравствуйте, {client.name}! ' || repeat(($1::text[])[1 + (n / 7) % 10] || ' и ' || ($1::text[])[1 + (n / 3) % 10] || '. ', 8),
       'r' || n, now(), (select o.id from operators o where o.workspace_id = w.id limit 1), gen_random_uuid(), 1
     from workspaces w, generate_series(1, $2::int) n`,
    [WORDS, count],
  );
  await client.end();
  const hub = await lab.hub(url);
  const account = { hubUrl: hub.ready.url, login: ADMIN_LOGIN, password: PASSWORD };
  const side: Side = { count, account, profile: lab.newProfile(), runs: [] };
  // Once for the first sync, which is none of this.
  await ask(lab, side);
  return side;
}

async function ask(lab: Lab, { profile, account, count }: Side): Promise<ReplyTimes> {
  const times = await withProfile(lab, profile, (page) =>
    call(page, 'replies', { ...account, questions: QUESTIONS }),
  );
  if (times.replies !== count) throw new Error(`${times.replies} replies instead of ${count}`);
  return times;
}

/** A library of ten thousand quick replies against one of a hundred. */
async function run(lab: Lab): Promise<Figure[]> {
  await lab.dataSet(DIALOGS);
  const sides = [await prepare(lab, SMALL), await prepare(lab, LARGE)] as const;
  for (let i = 0; i < lab.options.runs; i += 1)
    for (const side of sides) {
      const times = await ask(lab, side);
      side.runs.push(times);
      lab.options.say(
        `${side.count} replies: first ${times.firstMs.toFixed(1)} ms, opened ${times.openMs.toFixed(3)}, a letter p50 ${percentile(times.searchMs, 0.5).toFixed(2)} p95 ${percentile(times.searchMs, 0.95).toFixed(2)}, used ${times.useMs.toFixed(1)}`,
      );
    }
  const [small, large] = sides;
  const area = 'replies';
  const of = (what: string, value: (times: ReplyTimes) => number, most: number | null): Figure =>
    figure(area, what, 'ms', large.runs.map(value), {
      comparisons: [compare(large.runs.map(value), `${SMALL} replies`, small.runs.map(value))],
      ...(most === null ? {} : { goal: atMost(most) }),
    });
  return [
    of('10,000 quick replies: read after a start', ({ firstMs }) => firstMs, null),
    of('the list behind /, opened', ({ openMs }) => openMs, 1),
    of('a letter of a search, p50', ({ searchMs }) => percentile(searchMs, 0.5), null),
    of('a letter of a search, p95', ({ searchMs }) => percentile(searchMs, 0.95), 16),
    of('one is used: until the order shows it', ({ useMs }) => useMs, null),
  ];
}

export const replies: Benchmark = { name: 'replies', run };
