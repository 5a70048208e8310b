/** A client as a process of its own: the real replica, outbox and sync over a database that survives the process. */
import { openDurable } from './durable-idb.ts';
import { flushCompileCache } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { ReplicaDb, replicaName } from '#renderer/data/db/database.ts';
import type { Layout } from '#renderer/data/db/pages.ts';
import { readArchivePlace } from '#renderer/data/sync/archive-store.ts';
import { openClient } from '#renderer/session/open-client.ts';
import { recallSession } from '#renderer/session/session-store.ts';
import { resumeSession, signIn } from '#renderer/session/sign-in.ts';
import type { Session } from '#shared/wire/http/session.ts';
import { digestOf, readTables } from '../check/digest.ts';
import { rowsHere } from '../check/rows.ts';
import { Random } from '../random.ts';
import { LedgerWriter } from './ledger.ts';
import { Person } from './person.ts';
import type { Answer, Order, Question, Report, StartOrder } from './protocol.ts';

const tell = (report: Report): void => {
  process.send?.(report);
};
const fail = (error: unknown): void =>
  tell({ type: 'failed', words: error instanceof Error ? (error.stack ?? error.message) : String(error) });

/** A device whose clock is off: everything in the process believes it. */
const trueNow = Date.now;
let clockOffset = 0;
Date.now = () => trueNow() + clockOffset;

/** So small that transcripts fill pages, and closed dialogs packs, within a run. */
const LAYOUT: Layout = { page: 20, packAt: 30, keep: 10, bulk: 5, settled: { ms: 5_000, dialogs: 10 } };

/** Shorter than for people, or waiting would be most of a run; long enough for a machine that does other things too. */
const HASTE = { backoff: { baseMs: 30, maxMs: 600 }, heartbeatMs: 5_000, timeoutMs: 12_000 };

/** Whoever sees no dialog (his rights were taken, or his replica is only being filled) leaves his work to the others. */
const MOST_IN_VAIN = 20;

interface Opened {
  client: Awaited<ReturnType<typeof openClient>>;
  db: ReplicaDb;
  person: Person;
}
let opened: Opened | null = null;
/** Acts follow one another, whatever is ordered meanwhile. */
let acting: Promise<void> = Promise.resolve();

async function start(order: StartOrder): Promise<void> {
  clockOffset = order.clockOffset;
  const ledger = new LedgerWriter(order.ledger);
  let committed = await openDurable(order.journal, (n, _db, writes) => {
    committed = n;
    ledger.commit(n, writes);
  });
  ledger.restarted(committed);
  const { token, session } = await enter(order);
  const client = await openClient({
    hubUrl: order.hubUrl,
    token,
    session,
    worker: false,
    engine: { ...HASTE, layout: LAYOUT },
  });
  const db = new ReplicaDb(replicaName(order.hubUrl, session.workspace.id, session.operator.id));
  await db.open();
  const violation = (words: string): void => tell({ type: 'violation', words });
  opened = { client, db, person: new Person({ client, db, ledger, committed: () => committed, violation }) };
  tell({ type: 'started', token });
  // The next life begins with what this one has compiled.
  flushCompileCache();
}

/** As at the start of the app: with a token and a remembered session no network is needed. */
async function enter(order: StartOrder): Promise<{ token: string; session: Session }> {
  const { hubUrl, token, login, password } = order;
  if (token !== null) {
    const session = await recallSession(hubUrl);
    if (session) return { token, session };
    const resumed = await resumeSession(hubUrl, token);
    if (resumed.kind === 'resumed') return { token, session: resumed.session };
  }
  for (;;) {
    const result = await signIn(hubUrl, { login, password, device: 'chaos' }, { timeoutMs: 20_000 });
    if (result.kind === 'signed_in') return { token: result.token, session: result.session };
    await delay(100);
  }
}

async function act({ count, seed, gapMs }: Extract<Order, { type: 'act' }>): Promise<void> {
  if (!opened) throw new Error('told to act before it was open');
  const { person } = opened;
  const random = new Random(seed);
  let untold = 0;
  let inVain = 0;
  for (let made = 0; made < count && inVain < MOST_IN_VAIN;) {
    if (await person.act(random)) {
      made += 1;
      untold += 1;
      inVain = 0;
    } else inVain += 1;
    if (untold >= 10 || made === count || inVain === MOST_IN_VAIN) {
      tell({ type: 'made', count: untold });
      untold = 0;
    }
    const gap = random.next() * gapMs;
    if (gap >= 1) await delay(gap);
  }
  tell({ type: 'idle' });
}

async function answer(question: Question): Promise<Answer> {
  if (!opened) throw new Error('asked before it was open');
  const { client, db } = opened;
  if (question.kind === 'digest')
    return digestOf(await readTables(db), client.session.operator.id, question.since);
  if (question.kind === 'rows') return { rows: rowsHere(await readTables(db), question.name) };
  const rows = await db.outbox.toArray();
  // By a clock that was moved far enough nobody has answered for a month. Only the person sends it again: here she does.
  for (const { id, state } of rows) if (state.kind === 'unanswered') await client.actions.retry(id);
  const pending = rows.filter(({ state }) => !['refused', 'failed'].includes(state.kind)).length;
  const workspace = await db.directory.get(['workspace', client.session.workspace.id]);
  const status = await new Promise<{ connection: { kind: string } }>((resolve, reject) => {
    const stop = client.queries.status().subscribe((value) => {
      setImmediate(() => stop());
      resolve(value);
    }, reject);
  });
  const archived = (await readArchivePlace(db)).next === null;
  const caughtUp = archived && (workspace?.row.rev ?? 0) >= question.workspaceRev;
  return { pending, caughtUp, connection: status.connection.kind };
}

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case 'start':
      return start(order);
    case 'act':
      acting = acting.then(() => act(order)).catch(fail);
      return undefined;
    case 'clock':
      clockOffset = order.offset;
      return undefined;
    case 'wake':
      return opened?.client.reconnect();
    case 'stop':
      await opened?.client.close();
      return process.exit(0);
    case 'ask':
      return tell({ type: 'answer', n: order.n, value: await answer(order.question) });
  }
}

process.on('message', (order: Order) => void obey(order).catch(fail));
// Ctrl+C reaches everybody; whoever started us decides.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', fail);
