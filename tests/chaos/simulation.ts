import { chooseFault, commit, usualWeather } from './faults.ts';
import type { Options } from './options.ts';
import { Random } from './random.ts';
import { RunRecord } from './record.ts';
import { compare, explain, feedMoved, settle, type Comparison } from './settle.ts';
import { stateOf } from './state.ts';
import { buildWorld, type World } from './world.ts';

export interface Outcome {
  record: RunRecord;
  last: Comparison | null;
  said: number;
}

/** Words of visitors for every step of the operators. */
const SAID_PER_STEP = 0.2;
/** Intents that one client is asked for at once: the rest of a round is for whoever is not held up. */
const PORTION = 40;
/** A difference that is still there after so many looks at a world at rest is no delay. */
const LOOKS = 4;
/** Looks that were overtaken by something new. */
const MOST_MOVED = 100;
/** Longer than anything that ends by itself. */
const STUCK_MS = 420_000;

export interface How {
  signal?: AbortSignal;
  /** A run that did not get on for so long hangs, in milliseconds. */
  stuckMs?: number;
}

/** Runs rounds of work and faults, each brought to rest and compared. Never throws for what it is looking for. */
export async function simulate(options: Options, how: How = {}): Promise<Outcome> {
  const record = new RunRecord(options.out);
  const random = new Random(options.seed);
  record.trace('options', JSON.stringify(options));
  const world = await buildWorld(options, random, record);
  record.step('round', 'everybody is there');
  const watch = new Watch(record, how);
  let last: Comparison | null = null;
  try {
    for (let made = 0; made < options.steps && record.violations.length === 0;) {
      const steps = Math.min(options.round, options.steps - made);
      const since = Date.now();
      await watch.over(round(world, steps, random.fork()));
      made += steps;
      last = await watch.over(look(world, made >= options.steps ? 0 : since - 60_000));
      record.step('round', `${made} made, ${last.dialogs} dialogs, ${last.messages} messages compared`);
      progressLine(world, made, last);
    }
  } catch (error) {
    record.violation(error instanceof Error ? (error.stack ?? error.message) : String(error));
    record.trace('state', await stateOf(world));
  } finally {
    watch.end();
    await world.stop();
  }
  return { record, last, said: world.visitors.reduce((sum, { said }) => sum + said.length, 0) };
}

/** Ends the waiting for what hangs, or for what somebody outside wants stopped. */
class Watch {
  readonly #ended: Promise<never>;
  readonly #timer: NodeJS.Timeout;

  constructor(record: RunRecord, { signal, stuckMs = STUCK_MS }: How) {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#ended = promise;
    promise.catch(() => undefined);
    signal?.addEventListener('abort', () => reject(new Error('stopped from outside')));
    this.#timer = setInterval(() => {
      if (Date.now() - record.movedAt > stuckMs)
        reject(new Error(`the run hangs: nothing got on for ${stuckMs / 1000} s`));
    }, 1_000);
  }

  over<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#ended]);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

/** Everybody works and talks while things go wrong. */
async function round(world: World, steps: number, random: Random): Promise<void> {
  const { record, clients, visitors, options } = world;
  const end = record.made + steps;
  let over = false;
  const { promise: ended, resolve: endTalk } = Promise.withResolvers<void>();
  let left = steps;
  let atWork = 0;
  usualWeather(world);
  const act = (client: World['clients'][number], count: number): Promise<number> =>
    client.act(count, random.below(2 ** 32), options.gap, () => over);
  const work = async (client: World['clients'][number]): Promise<void> => {
    // Whoever is done waits for what others may leave to him.
    for (; left > 0 || atWork > 0; await pause(20)) {
      const portion = Math.min(PORTION, left);
      if (portion === 0) continue;
      left -= portion;
      atWork += 1;
      const undone = await act(client, portion);
      left += undone;
      atWork -= 1;
    }
  };
  // Browsers are slower by far: they do what they can while the others work.
  const [slow, fast] = [clients.slice(options.clients), clients.slice(0, options.clients)];
  const working = fast.map((client) => work(client));
  const beside = slow.map((client) => act(client, Infinity));
  const talking = visitors.map((visitor, n) => talk(world, visitor, n, ended));
  const wreaking = wreak(world, end, random, () => over);
  const pace = setInterval(() => record.trace('pace', ''), 2_000);
  await Promise.all(working);
  clearInterval(pace);
  over = true;
  endTalk();
  record.step('round', 'all have done their part');
  await Promise.all([...talking, ...beside, wreaking]);
}

/** Visitors talk at a pace that follows the operators'. */
async function talk(
  { record, visitors }: World,
  visitor: World['visitors'][number],
  n: number,
  ended: Promise<void>,
): Promise<void> {
  const every = visitors.length / SAID_PER_STEP;
  const over = ended.then(() => true);
  for (let next = record.made + (every * (n + 1)) / visitors.length; ; next += every) {
    if (await Promise.race([over, record.reached(next).then(() => false)])) return;
    await visitor.say();
  }
}

async function wreak(world: World, end: number, random: Random, isOver: () => boolean): Promise<void> {
  const { record, options } = world;
  const going: Promise<void>[] = [];
  for (let next = record.made; ;) {
    next += random.between(0.3, 1.7) * options.every;
    if (next >= end) break;
    while (record.made < next && !isOver()) await Promise.race([record.reached(next), pause(1_000)]);
    if (isOver()) break;
    going.push(commit(world, chooseFault(random), random.fork()));
  }
  await Promise.all(going);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

async function look(world: World, since: number): Promise<Comparison> {
  const { record } = world;
  for (let looks = 1, moved = 0; ; looks += 1) {
    record.step('settle', 'begins');
    const position = await settle(world);
    record.step('settle', 'all are caught up');
    const seen = await compare(world, since);
    if (seen.problems.length === 0) return seen;
    // A receipt came while it was compared: that look says nothing.
    if (moved < MOST_MOVED && (await feedMoved(world, position))) {
      moved += 1;
      looks -= 1;
      continue;
    }
    const words = await Promise.all(seen.problems.slice(0, 40).map((one) => explain(world, one)));
    if (looks < LOOKS) {
      // Written down at once: what comes now comes late (receipts were still on their way, or a request was repeated).
      record.step('look', words.join('\n'));
      continue;
    }
    for (const one of words) record.violation(one);
    return seen;
  }
}

function progressLine(world: World, made: number, seen: Comparison): void {
  const { record } = world;
  const faults = [...record.faults.values()].reduce((sum, n) => sum + n, 0);
  process.stdout.write(
    `${made} steps in ${record.seconds.toFixed(0)} s, ${faults} faults, ${seen.dialogs} dialogs, ` +
      `${seen.messages} messages compared, ${record.violations.length} violations\n`,
  );
}
