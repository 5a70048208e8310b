import { PROTOCOL } from '#shared/wire/protocol.ts';
import { snapshotPageSchema } from '#shared/wire/http/snapshot.ts';
import { newId } from '#server/lib/ids.ts';
import type { DataSet, Talk } from '../data/data-set.ts';
import { OperatorCalls } from '../hub/operator.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atMost, compare, figure, type Figure } from '../lib/figure.ts';
import type { Lab } from '../lib/lab.ts';
import { percentile } from '../lib/stats.ts';

/** At scale 1 a hundred thousand messages against `--growth` times as many: two millions, or the goal's ten. */
const PER_RUN = 60;

/** One size of hub, and what a client may ask it. */
interface Side {
  readonly operator: OperatorCalls;
  /** Of which a request asks, in turn. */
  readonly open: readonly Talk[];
  readonly closed: readonly Talk[];
  readonly next: string;
}

type Ask = (side: Side, n: number) => Promise<unknown>;

const turn = <T>(list: readonly T[], n: number): T => {
  const one = list[n % list.length];
  if (one === undefined) throw new Error('Nothing to ask for');
  return one;
};

const REQUESTS: Readonly<Record<string, Ask>> = {
  session: ({ operator }) => operator.request('/api/session'),
  'snapshot, first page': ({ operator }) => operator.request('/api/sync/snapshot?limit=50'),
  'snapshot, next page': ({ operator, next }) =>
    operator.request(`/api/sync/snapshot?limit=50&after=${encodeURIComponent(next)}`),
  'older messages of a dialog': ({ operator, closed }, n) =>
    operator.request(
      `/api/dialogs/${turn(closed, n).dialog.id}/messages?before=${turn(closed, n).dialog.lastSeq}`,
    ),
  "a client's dialogs": ({ operator, open }, n) =>
    operator.request(`/api/contacts/${turn(open, n).contact.id}/dialogs`),
  'intent message.send': ({ operator, open }, n) => {
    const args = {
      dialogId: turn(open, n).dialog.id,
      text: 'Сейчас проверю',
      visibility: 'public',
      afterSeq: null,
    };
    const intents = [{ id: newId(), name: 'message.send', args, at: Date.now() }];
    return operator.request('/api/intents', { protocol: PROTOCOL, intents });
  },
};

/** Dialogs spread over the whole set, of ordinary length: the same kind of rows in both sizes. */
function sample(set: DataSet, from: number, to: number): Talk[] {
  const talks: Talk[] = [];
  for (let i = 0; i < 200; i += 1) {
    const place = from + Math.floor(((to - from) * i) / 200);
    if (set.length(place) >= 6 && set.length(place) <= 20) talks.push(set.talk(place));
  }
  return talks;
}

async function openSide(lab: Lab, dialogs: number): Promise<Side> {
  const set = await lab.dataSet(dialogs);
  const hub = await lab.hub(await lab.database(dialogs));
  const operator = await OperatorCalls.signIn(hub.ready.url, 0);
  const first = snapshotPageSchema.parse(JSON.parse(await operator.request('/api/sync/snapshot?limit=10')));
  const firstOpen = set.dialogs - set.openDialogs;
  return {
    operator,
    open: sample(set, firstOpen, set.dialogs).filter(({ dialog }) => dialog.state.status === 'active'),
    closed: sample(set, 0, firstOpen),
    next: first.next ?? '',
  };
}

async function p50(ask: Ask, side: Side, from: number): Promise<number> {
  const each: number[] = [];
  for (let n = 0; n < PER_RUN; n += 1) {
    const startedAt = performance.now();
    await ask(side, from + n);
    each.push(performance.now() - startedAt);
  }
  return percentile(each, 0.5);
}

async function run(lab: Lab): Promise<Figure[]> {
  const { growth } = lab.options;
  const few = Math.max(500, lab.dialogs / 10);
  const small = await openSide(lab, few);
  const large = await openSide(lab, few * growth);
  const figures: Figure[] = [];
  for (const [what, ask] of Object.entries(REQUESTS)) {
    const runs: Record<'small' | 'large', number[]> = { small: [], large: [] };
    await p50(ask, small, 0);
    await p50(ask, large, 0);
    for (let i = 1; i <= lab.options.runs; i += 1) {
      runs.small.push(await p50(ask, small, i * PER_RUN));
      runs.large.push(await p50(ask, large, i * PER_RUN));
    }
    const against = `${(few * 10).toLocaleString('en-US')} messages`;
    figures.push(
      figure(
        'growth',
        `${what}, ${(few * growth * 10).toLocaleString('en-US')} messages, p50`,
        'ms',
        runs.large,
        {
          comparisons: [compare(runs.large, against, runs.small, atMost(1.5))],
        },
      ),
    );
    lab.options.say(`${what}: ${figures.at(-1)?.comparisons[0]?.ratio.toFixed(2)}×`);
  }
  return figures;
}

export const growthOfHub: Benchmark = { name: 'growth', run };
