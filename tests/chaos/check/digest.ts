/**
 * A replica in short: one print for each row, and what is wrong with it in itself (counters, places in lists, holes, rows that
 * belong to nothing). Rows come as they lie in the tables, from whichever kind of client.
 */
import { readPack } from '#renderer/data/db/archive.ts';
import type { ReplicaDb } from '#renderer/data/db/database.ts';
import { readPage } from '#renderer/data/db/pages.ts';
import type {
  ContactRecord,
  CounterRow,
  DialogRecord,
  DirectoryRecord,
  MetaRow,
  OutboxRow,
  PackRow,
  PageRow,
} from '#renderer/data/db/rows.ts';
import { placesOf } from '#renderer/data/db/rows.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Contact } from '#shared/domain/contact.ts';
import { LISTS } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Notice } from '#shared/domain/notice.ts';
import type { TalkRecord } from '#renderer/data/db/talk-rows.ts';
import type { QuickReply, ReplySlot } from '#shared/domain/quick-reply.ts';
import { canonical, print } from './canonical.ts';
import { teamDigest, type TeamDigest } from './team.ts';

export interface Tables {
  dialogs: DialogRecord[];
  contacts: Contact[];
  messages: Message[];
  pages: PageRow[];
  archive: PackRow[];
  directory: DirectoryRecord[];
  notices: Notice[];
  talks: TalkRecord[];
  talkMessages: Message[];
  quickReplies: QuickReply[];
  replySlots: ReplySlot[];
  counters: CounterRow[];
  meta: MetaRow[];
  outbox: OutboxRow[];
}

export interface Digest {
  /** `messages` are those from seq `from` on, without a hole; only of dialogs that were asked for. */
  dialogs: Record<string, { print: string; lastSeq: number; from: number; messages: string[] | null }>;
  contacts: Record<string, string>;
  /** By `<kind>/<id>`. */
  directory: Record<string, string>;
  notices: Record<string, string>;
  talks: TeamDigest;
  /** Quick replies that are not deleted, and what is on keys (`slot <n>`). */
  replies: Record<string, string>;
  outbox: { id: string; state: string }[];
  problems: string[];
}

/** All tables as they were at one moment. */
export function readTables(db: ReplicaDb): Promise<Tables> {
  return db.transaction('r', db.tables, async () => ({
    dialogs: await db.dialogs.toArray(),
    contacts: (await db.contacts.toArray()).map(withoutReach),
    messages: await db.messages.toArray(),
    pages: await db.pages.toArray(),
    archive: await db.archive.toArray(),
    directory: await db.directory.toArray(),
    notices: await db.notices.toArray(),
    talks: await db.talks.toArray(),
    talkMessages: await db.talkMessages.toArray(),
    quickReplies: await db.quickReplies.toArray(),
    replySlots: await db.replySlots.toArray(),
    counters: await db.counters.toArray(),
    meta: await db.meta.toArray(),
    outbox: await db.outbox.toArray(),
  }));
}

/** As the hub has it: the index over numbers and addresses is the replica's own. */
function withoutReach({ reach: _reach, ...contact }: ContactRecord): Contact {
  return contact;
}

/** @param since messages of dialogs that are closed and had their last activity before are left out: they were compared before */
export function digestOf(tables: Tables, me: string, since: number): Digest {
  const archived = tables.archive.flatMap(readPack);
  const problems = [
    ...tables.notices
      .filter(({ operatorId }) => operatorId !== me)
      .map(({ id }) => `the notice ${id} is another's`),
    ...listProblems(tables, me),
    ...archiveProblems(tables, archived),
    ...contactProblems(tables, archived),
  ];
  const transcripts = transcriptsOf(tables, problems);
  const all = [
    ...tables.dialogs.map(({ dialog }) => ({ dialog, messages: transcripts.get(dialog.id) ?? [] })),
    ...archived.map(({ dialog, page }) => ({ dialog, messages: page.messages })),
  ];
  const dialogs: Digest['dialogs'] = {};
  for (const { dialog, messages } of all) {
    const asked = dialog.state.status !== 'closed' || dialog.lastActivityAt >= since;
    dialogs[dialog.id] = {
      print: print(dialog),
      lastSeq: dialog.lastSeq,
      from: messages[0]?.seq ?? dialog.lastSeq + 1,
      messages: asked ? messages.map(print) : null,
    };
  }
  return {
    dialogs,
    contacts: Object.fromEntries(
      [...newestContacts(tables, archived)].map(([id, contact]) => [id, print(contact)]),
    ),
    directory: Object.fromEntries(
      // What is deleted was told once, to those who were there.
      tables.directory
        .filter(({ kind, row }) => kind !== 'filter' || !row.deleted)
        .map(({ kind, row }) => [`${kind}/${row.id}`, print({ kind, row })]),
    ),
    notices: Object.fromEntries(tables.notices.map((notice) => [notice.id, print(notice)])),
    talks: teamDigest(tables.talks, tables.talkMessages, problems),
    replies: repliesOf(tables),
    outbox: tables.outbox.map(({ id, state }) => ({ id, state: state.kind })),
    problems,
  };
}

function repliesOf({ quickReplies, replySlots }: Tables): Digest['replies'] {
  return Object.fromEntries([
    ...quickReplies.filter(({ deleted }) => !deleted).map((reply) => [reply.id, print(reply)]),
    ...replySlots.map((slot) => [`slot ${slot.slot}`, print(slot)]),
  ]) as Digest['replies'];
}

/** A client's row, or his copy in a pack, whichever is newer: as readers have it. */
function newestContacts({ contacts }: Tables, archived: readonly DialogBundle[]): Map<string, Contact> {
  const newest = new Map(contacts.map((contact) => [contact.id, contact]));
  for (const { contact } of archived) {
    const known = newest.get(contact.id);
    if (!known || known.rev < contact.rev) newest.set(contact.id, contact);
  }
  return newest;
}

function archiveProblems(
  { dialogs, archive, counters }: Tables,
  archived: readonly DialogBundle[],
): string[] {
  const problems: string[] = [];
  const said = counters.find(({ list }) => list === 'archived')?.count ?? 0;
  if (said !== archived.length) problems.push(`the archive counts ${said}, there are ${archived.length}`);
  for (const pack of archive) {
    const ids = readPack(pack).map(({ dialog }) => dialog.id);
    if (ids.join() !== pack.ids.join())
      problems.push(`a pack says it holds ${pack.ids.join()}: ${ids.join()}`);
  }
  const places = [...dialogs.map(({ id }) => id), ...archived.map(({ dialog }) => dialog.id)];
  const twice = places.filter((id, i) => places.indexOf(id) !== i);
  return [...problems, ...twice.map((id) => `the dialog ${id} lies in two places`)];
}

function listProblems({ dialogs, counters }: Tables, me: string): string[] {
  const problems: string[] = [];
  const counted = new Map(counters.map(({ list, count }) => [list, count]));
  for (const list of LISTS) {
    const recount = dialogs.filter(({ dialog }) => placesOf(dialog, me)[list] !== undefined).length;
    const said = counted.get(list) ?? 0;
    if (said !== recount) problems.push(`the counter of ${list} says ${said}, there are ${recount}`);
  }
  for (const { id, dialog, lists } of dialogs)
    if (canonical(lists) !== canonical(placesOf(dialog, me)))
      problems.push(`${id} is in other lists than it says`);
  return problems;
}

function contactProblems({ dialogs, contacts }: Tables, archived: readonly DialogBundle[]): string[] {
  const needed = new Set(dialogs.map(({ contactId }) => contactId));
  const housed = new Set([...needed, ...archived.map(({ contact }) => contact.id)]);
  const here = new Set(contacts.map(({ id }) => id));
  return [
    ...contacts.filter(({ id }) => !housed.has(id)).map(({ id }) => `the client ${id} has no dialog here`),
    ...[...needed].filter((id) => !here.has(id)).map((id) => `the client ${id} of a dialog is not here`),
  ];
}

/** Every message that is here, by dialog, and what is wrong with that. */
function transcriptsOf(tables: Tables, problems: string[]): Map<string, Message[]> {
  const found = new Map<string, Message[]>();
  const add = (dialogId: string, messages: readonly Message[]): void => {
    const all = found.get(dialogId) ?? [];
    all.push(...messages);
    found.set(dialogId, all);
  };
  for (const page of tables.pages) {
    const messages = readPage(page);
    if (messages) add(page.dialogId, messages);
    else problems.push(`the page ${page.dialogId}/${page.from} cannot be read`);
  }
  for (const message of tables.messages) add(message.dialogId, [message]);
  const records = new Map(tables.dialogs.map((record) => [record.id, record]));
  for (const [dialogId, messages] of found) {
    messages.sort((a, b) => a.seq - b.seq);
    const known = records.get(dialogId)?.known;
    const expected = known ? Array.from({ length: known.to - known.from + 1 }, (_, i) => known.from + i) : [];
    const seqs = messages.map(({ seq }) => seq);
    if (seqs.join() !== expected.join())
      problems.push(`${dialogId} says it knows ${known?.from}–${known?.to}, here are ${seqs.join(' ')}`);
  }
  return found;
}
