/** Fills an empty database with the demo company, through the same doors as real life. */
import { sql } from 'kysely';
import { uuidv7 } from '#shared/lib/ids.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { talkIdOf } from '#shared/domain/talk.ts';
import { NOTHING_ELSE } from '#shared/intents/message-send.ts';
import { hashPassword } from '../auth/password.ts';
import type { Bus } from '../bus/bus.ts';
import { lock, transaction, waitLong, type Db, type Tx } from '../db/transaction.ts';
import { beginEpoch } from '../feed/epoch.ts';
import { receive } from '../intake/receive.ts';
import { executeInTalkIn } from '../intents/execute-in-one.ts';
import { executeIntentIn } from '../intents/execute.ts';
import { seedCards } from './cards.ts';
import { BRANCHES, CHANNELS, LINES, OPERATORS, PASSWORD, WORKSPACE } from './company.ts';
import { seedFilters } from './filters.ts';
import { seedReplies } from './replies.ts';
import { planTeam, type TeamSaying } from './team.ts';
import { planTalks, randomFrom, type PlannedTalk, type Step } from './plan.ts';

export interface Demo {
  /** Channel of the demo shop's site chat. */
  channelId: string;
  logins: { login: string; password: string; name: string; role: string }[];
}

/** Nobody listens yet. */
const SILENT: Bus = { publish: () => undefined, subscribe: () => () => undefined };

/**
 * Once, in one transaction, into an empty database only.
 * @returns null when the database holds something else
 */
export async function seedDemo(db: Db, now: () => number): Promise<Demo | null> {
  const known = await workspaces(db);
  if (known.length === 0) {
    const hashes = await Promise.all(OPERATORS.map(() => hashPassword(PASSWORD)));
    await transaction(db, async (tx) => {
      await waitLong(tx);
      await lock(tx, 'seed');
      if ((await workspaces(tx.db)).length === 0) await seedIn(tx, hashes, now());
    });
  } else if (!known.includes(WORKSPACE.id)) return null;
  return {
    channelId: CHANNELS.shop.id,
    logins: OPERATORS.map(({ login, name, role }) => ({ login, password: PASSWORD, name, role })),
  };
}

async function workspaces(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('workspaces').select('id').limit(2).execute();
  return rows.map((row) => row.id);
}

async function seedIn(tx: Tx, hashes: readonly string[], now: number): Promise<void> {
  await seedDirectory(tx, hashes);
  await seedReplies(tx, now);
  await beginEpoch(tx, WORKSPACE.id);
  const newId = ids();
  await seedFilters(tx, now);
  for (const talk of planTalks(now)) {
    await seedTalk(tx, talk, newId);
  }
  await seedCards(tx, now, newId);
  await settleDeliveries(tx);
  await seedTeam(tx, now, newId);
  // A client that begins now takes a snapshot; nobody needs the feed of how it came about.
  await beginEpoch(tx, WORKSPACE.id);
}

/** Ids of the given moment, the same every time. */
function ids(): (at: number) => string {
  const random = randomFrom(7);
  return (at) =>
    uuidv7(
      at,
      Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256)),
    );
}

async function seedDirectory(tx: Tx, hashes: readonly string[]): Promise<void> {
  const { db } = tx;
  const workspace_id = WORKSPACE.id;
  await db.insertInto('workspaces').values(WORKSPACE).execute();
  await db
    .insertInto('branches')
    .values(Object.values(BRANCHES).map((branch) => ({ workspace_id, ...branch })))
    .execute();
  await db
    .insertInto('lines')
    .values(
      Object.values(LINES).map(({ id, name, branch }) => ({ workspace_id, id, name, branch_id: branch.id })),
    )
    .execute();
  await db
    .insertInto('channels')
    .values(
      Object.values(CHANNELS).map(({ id, line, kind, name, config }) => ({
        workspace_id,
        id,
        kind,
        name,
        line_id: LINES[line].id,
        config: JSON.stringify(config),
      })),
    )
    .execute();
  await db
    .insertInto('operators')
    .values(OPERATORS.map(({ id, name, role }) => ({ workspace_id, id, name, role })))
    .execute();
  await db
    .insertInto('logins')
    .values(
      OPERATORS.map(({ id, login }, i) => ({
        login,
        workspace_id,
        operator_id: id,
        password_hash: hashes[i] ?? '',
      })),
    )
    .execute();
  await db
    .insertInto('line_members')
    .values(
      OPERATORS.flatMap(({ id, lines }) =>
        lines.map((line) => ({ workspace_id, operator_id: id, line_id: LINES[line].id })),
      ),
    )
    .execute();
  await db
    .insertInto('branch_members')
    .values(
      OPERATORS.flatMap(({ id, branches }) =>
        branches.map((branch) => ({ workspace_id, operator_id: id, branch_id: BRANCHES[branch].id })),
      ),
    )
    .execute();
}

async function seedTalk(tx: Tx, talk: PlannedTalk, newId: (at: number) => string): Promise<void> {
  const began = talk.steps[0]?.at ?? 0;
  const visitorId = newId(began);
  await tx.db
    .insertInto('sitechat_visitors')
    .values({
      workspace_id: WORKSPACE.id,
      id: visitorId,
      channel_id: talk.channelId,
      // Nobody has this visitor's token: his device is none.
      token_hash: Buffer.from(visitorId),
      created_at: new Date(began),
      last_seen_at: new Date(began),
    })
    .execute();
  let dialogId = '';
  for (const step of talk.steps) {
    dialogId = await seedStep(tx, talk, step, { visitorId, dialogId, newId });
  }
}

async function seedStep(
  tx: Tx,
  talk: PlannedTalk,
  step: Step,
  at: { visitorId: string; dialogId: string; newId: (at: number) => string },
): Promise<string> {
  const now = (): number => step.at;
  const newId = (): string => at.newId(step.at);
  if (step.by === 'client') {
    const incoming = {
      workspaceId: WORKSPACE.id,
      channelId: talk.channelId,
      externalUserId: at.visitorId,
      name: talk.name,
      externalMessageId: newId(),
      text: step.text,
      at: step.at,
    };
    return (await receive(tx, { bus: SILENT, now, newId }, incoming)).dialogId;
  }
  const { dialogId } = at;
  const scope: Scope = { operatorId: step.operatorId, role: 'admin', lineIds: [], branchIds: [] };
  const deps = { bus: SILENT, now, companyRead: () => null, companyStopped: () => undefined };
  const envelope = { id: newId(), at: step.at };
  const result = await executeIntentIn(
    tx,
    deps,
    { workspaceId: WORKSPACE.id, scope },
    step.by === 'finish'
      ? { ...envelope, name: 'dialog.finish', args: { dialogId, afterSeq: null } }
      : {
          ...envelope,
          name: 'message.send',
          args: { ...NOTHING_ELSE, dialogId, text: step.text, visibility: 'public', afterSeq: null },
        },
  );
  if (result.status === 'refused') throw new Error(`The demo was refused: ${JSON.stringify(result.refusal)}`);
  return dialogId;
}

/** What colleagues said; all but the newest of it they have read. */
async function seedTeam(tx: Tx, now: number, newId: (at: number) => string): Promise<void> {
  const sayings = planTeam(now);
  for (const saying of sayings.filter(({ read }) => read)) await seedSaying(tx, saying, newId);
  await sql`
    insert into talk_marks (workspace_id, operator_id, talk_id, seq, own, mentions, rev)
    select t.workspace_id, o.id, t.id, t.last_seq, 0, 0, 1
    from talks t join operators o on o.workspace_id = t.workspace_id and (o.id in (t.member_a, t.member_b)
      or (t.kind = 'line' and o.role <> 'operator')
      or exists (select from line_members m
        where m.workspace_id = t.workspace_id and m.operator_id = o.id and m.line_id = t.line_id))
    on conflict (workspace_id, operator_id, talk_id) do update set seq = excluded.seq, own = 0, mentions = 0`.execute(
    tx.db,
  );
  for (const saying of sayings.filter(({ read }) => !read)) await seedSaying(tx, saying, newId);
}

async function seedSaying(tx: Tx, saying: TeamSaying, newId: (at: number) => string): Promise<void> {
  const { place, authorId, text, at } = saying;
  const scope: Scope = { operatorId: authorId, role: 'admin', lineIds: [], branchIds: [] };
  const deps = { bus: SILENT, now: () => at, companyRead: () => null, companyStopped: () => undefined };
  const mentions = OPERATORS.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
  const args = { talkId: talkIdOf(WORKSPACE.id, place), place, text, mentions };
  const given = { ...args, attachments: [], afterSeq: null, replyTo: null };
  const result = await executeInTalkIn(
    tx,
    deps,
    { workspaceId: WORKSPACE.id, scope },
    { id: newId(at), at, name: 'talk.send', args: given },
  );
  if (result.status === 'refused') throw new Error(`The demo was refused: ${JSON.stringify(result.refusal)}`);
}

/** What the company said long ago has long been read. */
async function settleDeliveries(tx: Tx): Promise<void> {
  await tx.db.updateTable('deliveries').set({ status: 'settled', attempts: 1 }).execute();
  await tx.db
    .updateTable('messages')
    .set({ delivery_state: 'read', delivery_at: sql<Date>`at + interval '1 minute'` })
    .where('delivery_state', '=', 'pending')
    .execute();
}
