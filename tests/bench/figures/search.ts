import { ADMIN_LOGIN, PASSWORD } from '../data/company.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atMost, compare, figure, type Figure } from '../lib/figure.ts';
import { call, withProfile } from '../lib/in-page.ts';
import type { Lab } from '../lib/lab.ts';
import { percentile } from '../lib/stats.ts';
import type { Account, SearchTimes } from '../page/calls.ts';

/** Words of the data set: everywhere, common and rare ones, other forms than were written, and beginnings as one types. */
const ONE = [
  'заказ',
  'доставка',
  'курьер',
  'возврат',
  'спасиб',
  'размер',
  'самовыв',
  'delivery',
  'дост',
  'ст',
];
const TWO = [
  'где заказ',
  'заказ курьер',
  'доставка город',
  'размер подошёл',
  'спасибо ожидание',
  'проверьте оплатила',
  'курьером звонит',
  'код смс',
  'товар наличии',
  'вернуть разм',
  'order deliv',
  'заказа не',
];
/** Each question is asked so often in a run; the first time finds nothing in any cache. */
const ROUNDS = 8;

interface Side {
  readonly messages: number;
  readonly profile: string;
  readonly account: Account;
  readonly one: number[][];
  readonly two: number[][];
}

async function prepare(lab: Lab, dialogs: number): Promise<Side> {
  await lab.dataSet(dialogs);
  const hub = await lab.hub(await lab.database(dialogs));
  const account = { hubUrl: hub.ready.url, login: ADMIN_LOGIN, password: PASSWORD };
  const side: Side = { messages: dialogs * 10, profile: lab.newProfile(), account, one: [], two: [] };
  const { found, bytes } = await ask(lab, side, ONE.slice(0, 1));
  if (found === 0) throw new Error('Nothing was found: the index is empty');
  lab.options.say(`${side.messages} messages are searchable, ${Math.round(bytes / 2 ** 20)} MiB on the disk`);
  return side;
}

function ask(lab: Lab, side: Side, questions: readonly string[]): Promise<SearchTimes> {
  return withProfile(lab, side.profile, (page) => call(page, 'search', { ...side.account, questions }));
}

async function measure(lab: Lab, side: Side): Promise<void> {
  const rounds = (questions: readonly string[]): string[] =>
    Array.from({ length: ROUNDS }, () => questions).flat();
  const { times } = await ask(lab, side, [...rounds(ONE), ...rounds(TWO)]);
  side.one.push(times.slice(0, ONE.length * ROUNDS));
  side.two.push(times.slice(ONE.length * ROUNDS));
  const of = (runs: readonly number[][], share: number): string =>
    percentile(runs.at(-1) ?? [0], share).toFixed(2);
  lab.options.say(
    `${side.messages}: one word p50 ${of(side.one, 0.5)} p95 ${of(side.one, 0.95)} ms, two ${of(side.two, 0.5)} and ${of(side.two, 0.95)} ms`,
  );
}

/** Words in a replica that has everything, against a tenth of it. */
async function run(lab: Lab): Promise<Figure[]> {
  const small = await prepare(lab, Math.max(100, Math.round(lab.dialogs / 10)));
  const large = await prepare(lab, lab.dialogs);
  for (let i = 0; i < lab.options.runs; i += 1) {
    await measure(lab, small);
    await measure(lab, large);
  }
  const at = (runs: readonly number[][], share: number): number[] =>
    runs.map((times) => percentile(times, share));
  const against = `${small.messages.toLocaleString('en-US')} messages`;
  const size = large.messages.toLocaleString('en-US');
  const area = 'search';
  return [
    figure(area, `one word, ${size} messages, p50`, 'ms', at(large.one, 0.5)),
    figure(area, 'one word, p95', 'ms', at(large.one, 0.95)),
    figure(area, `two words, ${size} messages, p50`, 'ms', at(large.two, 0.5), {
      comparisons: [compare(at(large.two, 0.5), against, at(small.two, 0.5), atMost(2))],
    }),
    figure(area, 'two words, p95', 'ms', at(large.two, 0.95), {
      goal: atMost(5),
      comparisons: [compare(at(large.two, 0.95), against, at(small.two, 0.95))],
    }),
  ];
}

export const search: Benchmark = { name: 'search', run };
