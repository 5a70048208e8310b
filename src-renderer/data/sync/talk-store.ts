import type { MessagePage } from '#shared/domain/bundle.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { TalkBundle } from '#shared/domain/talk.ts';
import type { Change } from '#shared/wire/change.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { MessageKey } from '../db/rows.ts';
import { TALK_KEPT } from '../db/talk-rows.ts';
import { askedNow, gapBefore, isStillSo, type Gap, type OlderGap } from './history.ts';
import { mergeTalkBundles, mergeTalkChanges, mergeTalkPage, TalkStaging, trimTalk } from './merge-talks.ts';

/** Applies what of a batch is about talks of the team. Inside the transaction of the batch. */
export async function applyTalkChanges(db: ReplicaDb, changes: readonly Change[]): Promise<void> {
  const ids = new Set<Id>();
  const messages: Message[] = [];
  for (const change of changes) {
    if (change.type === 'talk') ids.add(change.talk.id);
    if (change.type === 'talkMark') ids.add(change.mark.talkId);
    if (change.type !== 'talkMessage') continue;
    ids.add(change.message.dialogId);
    messages.push(change.message);
  }
  if (ids.size === 0) return;
  const staging = await load(db, [...ids], messages);
  mergeTalkChanges(staging, changes);
  await write(db, staging);
}

/** Takes over the talks of a snapshot; others are no longer there, or no longer ours. Inside its transaction. */
export async function writeTalkBundles(db: ReplicaDb, bundles: readonly TalkBundle[]): Promise<void> {
  const here = new Set(bundles.map(({ talk }) => talk.id));
  const gone = (await db.talks.toCollection().primaryKeys()).filter((id) => !here.has(id));
  for (const id of gone) await deleteMessages(db, id, Infinity);
  await db.talks.bulkDelete(gone);
  const messages = bundles.flatMap((bundle) => bundle.messages);
  const staging = await load(db, [...here], messages);
  mergeTalkBundles(staging, bundles);
  await write(db, staging);
}

/** What is missing of a talk's past. `whole`: nothing, or the talk is not here. */
export async function olderOfTalk(db: ReplicaDb, talkId: Id): Promise<OlderGap> {
  return db.transaction('r', db.talks, db.meta, async () => {
    const record = await db.talks.get(talkId);
    if (!record || record.talk.lastSeq === 0) return { kind: 'whole' };
    return gapBefore(db, { known: record.known, missed: record.missed });
  });
}

export async function writeTalkPage(
  db: ReplicaDb,
  talkId: Id,
  { asked }: Gap,
  page: MessagePage,
): Promise<'written' | 'nothing_older' | 'outdated'> {
  return db.transaction('rw', db.talks, db.talkMessages, db.meta, async () => {
    const record = await db.talks.get(talkId);
    if (!record || !isStillSo(asked, await askedNow(db, { missed: record.missed }))) return 'outdated';
    if (page.messages.length === 0) return 'nothing_older';
    const staging = await load(db, [talkId], page.messages);
    if (!mergeTalkPage(staging, page)) return 'outdated';
    await write(db, staging);
    return 'written';
  });
}

/** Keeps talks of years small. */
export async function trimTalks(db: ReplicaDb, most: number = TALK_KEPT): Promise<void> {
  await db.transaction('rw', db.talks, db.talkMessages, async () => {
    const staging = new TalkStaging();
    for (const record of await db.talks.toArray()) {
      staging.load(record);
      trimTalk(staging, record.id, most);
    }
    await write(db, staging);
  });
}

async function load(db: ReplicaDb, ids: readonly Id[], messages: readonly Message[]): Promise<TalkStaging> {
  const staging = new TalkStaging();
  for (const record of await db.talks.bulkGet([...ids])) if (record) staging.load(record);
  const known = messages.filter(({ dialogId, seq }) => {
    const part = staging.record(dialogId)?.known;
    return part && seq >= part.from && seq <= part.to;
  });
  const keys = known.map(({ dialogId, seq }): MessageKey => [dialogId, seq]);
  const rows = keys.length > 0 ? await db.talkMessages.bulkGet(keys) : [];
  for (const row of rows) if (row) staging.loadMessage(row);
  return staging;
}

async function write(db: ReplicaDb, staging: TalkStaging): Promise<void> {
  for (const [id, below] of staging.dropBelow) await deleteMessages(db, id, below);
  const { records, messages } = staging.puts();
  if (records.length > 0) await db.talks.bulkPut(records);
  if (messages.length > 0) await db.talkMessages.bulkPut(messages);
}

async function deleteMessages(db: ReplicaDb, id: Id, below: number): Promise<void> {
  await db.talkMessages.where('[dialogId+seq]').between([id, 0], [id, below]).delete();
}
