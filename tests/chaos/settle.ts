/** Brings everything to rest, and compares everybody with the hub's truth. */
import { sql } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { transaction } from '#server/db/transaction.ts';
import { appendToFeed } from '#server/feed/append.ts';
import { newestPosition } from '#server/feed/epoch.ts';
import { topics } from '#server/bus/topics.ts';
import { outboxProblems, seenProblems, type OutboxTally } from './check/outbox.ts';
import { replicaProblems } from './check/replica.ts';
import { teamProblems } from './check/team.ts';
import { rewordedBy } from './check/reworded.ts';
import { rowInHub, rowNamed } from './check/rows.ts';
import { forbiddenRows, readTruth, scopeOf, visibleTo, type Truth } from './check/truth.ts';
import { visitorProblems } from './check/visitors.ts';
import type { Digest } from './check/digest.ts';
import type { ChaosClient } from './client/client.ts';
import { heal } from './faults.ts';
import { WORKSPACE } from './hub/company.ts';
import type { World } from './world.ts';

/** Milliseconds for everything to come to rest; what is not there then never comes. */
const PATIENCE_MS = 300_000;

async function eventually(what: string, isSo: () => Promise<string | null>): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const missing = await isSo();
    if (missing === null) return;
    if (Date.now() > until) throw new Error(`never ${what}: ${missing}`);
    await delay(100);
  }
}

/**
 * Heals everything and waits until nothing is on its way any more.
 * @returns the place in the feed up to which everybody has heard everything
 * @throws Error saying what never came
 */
export async function settle(world: World): Promise<string> {
  await heal(world);
  const { clients, visitors, database } = world;
  await Promise.all(
    clients.map((client) =>
      eventually(`${client.name} has sent everything`, async () => {
        const state = await client.settled(0);
        return state.pending === 0 ? null : `${state.pending} pending, ${state.connection}`;
      }),
    ),
  );
  world.record.step('settle', 'all is sent');
  await eventually('all is delivered', async () => {
    const { rows } = await sql<{ n: string }>`
      select count(*)::text as n from deliveries where status <> 'settled'`.execute(database.pool.db);
    return rows[0]?.n === '0' ? null : `${rows[0]?.n} deliveries are open`;
  });
  world.record.step('settle', 'all is delivered');
  const { rows } = await sql<{ id: string; last_seq: number }>`
    select id, last_seq from sitechat_visitors`.execute(database.pool.db);
  const last = new Map(rows.map((row) => [row.id, row.last_seq]));
  for (const visitor of visitors)
    await eventually(`${visitor.name} has heard everything`, () =>
      Promise.resolve(
        visitor.heardUpTo >= (last.get(visitor.visitorId) ?? 0) ? null : `heard up to ${visitor.heardUpTo}`,
      ),
    );
  world.record.step('settle', 'all is heard');
  const { rev, xid } = await mark(world);
  await Promise.all(
    clients.map((client) =>
      eventually(`${client.name} is caught up`, async () => {
        const state = await client.settled(rev);
        return state.caughtUp && state.pending === 0 ? null : `${state.pending} pending, ${state.connection}`;
      }),
    ),
  );
  return xid;
}

/** Whether anything changed after `position`. */
export async function feedMoved(world: World, position: string): Promise<boolean> {
  const newest = await newestPosition(world.database.pool.db, WORKSPACE);
  return newest.xid !== position;
}

/** Changes something that everybody sees: who has it has everything before it. @returns the revision to wait for, and its transaction */
async function mark(world: World): Promise<{ rev: number; xid: string }> {
  const { pool } = world.database;
  const marked = await transaction(pool.db, async (tx) => {
    const row = await tx.db
      .updateTable('workspaces')
      .set((eb) => ({ rev: eb('rev', '+', 1) }))
      .where('id', '=', WORKSPACE)
      .returning(['id', 'name', 'rev'])
      .executeTakeFirstOrThrow();
    const change = { type: 'directory', entry: { kind: 'workspace', row } } as const;
    await appendToFeed(tx, WORKSPACE, [{ change, audience: { kind: 'everybody' } }]);
    const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(tx.db);
    return { rev: row.rev, xid: rows[0]?.xid ?? '' };
  });
  const packet = JSON.stringify({ from: 'chaos', topic: topics.feed, payload: WORKSPACE });
  await pool.pg.query('select pg_notify($1, $2)', ['otklik_bus', packet]);
  return marked;
}

export interface Comparison {
  problems: string[];
  /** Null unless everything was compared. */
  tally: OutboxTally | null;
  messages: number;
  dialogs: number;
}

/** @param since 0: everything; otherwise only what changed since, as far as messages go */
export async function compare(world: World, since: number): Promise<Comparison> {
  const { db } = world.database.pool;
  const truth = await readTruth(db, since);
  const problems = await forbiddenRows(db);
  const digests = new Map<string, Digest>();
  const read = async (client: ChaosClient): Promise<[ChaosClient, Digest]> => [
    client,
    await client.digest(since),
  ];
  for (const [client, digest] of await Promise.all(world.clients.map(read))) {
    const scope = await scopeOf(db, client.employee);
    const visible = visibleTo(truth, scope);
    digests.set(client.name, digest);
    const found = [
      ...replicaProblems(digest, truth, visible, scope),
      ...teamProblems(digest.talks, truth.team, scope),
    ];
    problems.push(...found.map((words) => `${client.name}: ${words}`));
  }
  for (const [id, messages] of truth.messages) {
    const lastSeq = truth.dialogs.get(id)?.dialog.lastSeq;
    if (messages.length !== lastSeq || messages.some(({ seq }, i) => seq !== i + 1))
      problems.push(`${id} has holes in the hub itself`);
  }
  const counts = { messages: [...truth.messages.values()].flat().length, dialogs: truth.dialogs.size };
  if (since > 0) return { problems, tally: null, ...counts };
  const outboxes = compareOutboxes(world, truth, digests);
  for (const visitor of world.visitors) {
    const { name, visitorId, said, heard } = visitor;
    problems.push(...visitorProblems({ name, visitorId, said, heard, items: await visitor.items() }, truth));
  }
  return { problems: [...problems, ...outboxes.problems], tally: outboxes.tally, ...counts };
}

function compareOutboxes(
  world: World,
  truth: Truth,
  digests: ReadonlyMap<string, Digest>,
): { problems: string[]; tally: OutboxTally } {
  const byId = new Map([...truth.messages.values()].flat().map((message) => [message.id, message]));
  const total: OutboxTally = { intents: 0, done: 0, refused: {}, discarded: 0, visible: 0 };
  const problems: string[] = [];
  const known = new Set<string>();
  // Read once: after a long run each ledger is a large file.
  const all = world.clients.map((client) => ({ client, deeds: client.deeds() }));
  const reworded = rewordedBy(
    all.flatMap(({ deeds }) => (deeds.kind === 'ledger' ? [deeds.stories] : [])),
    truth.intents,
  );
  for (const { client, deeds } of all) {
    if (deeds.kind === 'ledger') for (const id of deeds.stories.keys()) known.add(id);
    const operatorId = client.employee.id;
    const { problems: found, tally } =
      deeds.kind === 'ledger'
        ? outboxProblems(deeds.stories, operatorId, truth, byId, reworded)
        : seenProblems(deeds.said, operatorId, truth, byId, digests.get(client.name)?.outbox ?? [], reworded);
    problems.push(...found.map((words) => `${client.name}: ${words}`));
    for (const key of ['intents', 'done', 'discarded', 'visible'] as const) total[key] += tally[key];
    for (const [code, n] of Object.entries(tally.refused))
      total.refused[code] = (total.refused[code] ?? 0) + n;
  }
  const watched = new Set(
    all.filter(({ deeds }) => deeds.kind === 'seen').map(({ client }) => client.employee.id),
  );
  for (const [id, { operatorId }] of truth.intents)
    if (!known.has(id) && !watched.has(operatorId)) problems.push(`${id} is in the hub, and nobody did it`);
  return { problems, tally: total };
}

/** For the report: both sides of whatever differs. */
export async function explain(world: World, problem: string): Promise<string> {
  const client = world.clients.find(({ name }) => problem.startsWith(`${name}: `));
  const name = rowNamed(problem);
  if (!client || !name) return problem;
  const [here, hub] = await Promise.all([client.rows(name), rowInHub(world.database.pool.db, name)]);
  return `${problem}\n  here: ${JSON.stringify(here)}\n  hub:  ${JSON.stringify(hub)}`;
}
