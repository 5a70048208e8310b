import type { Line, Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { scopeSchema, type Scope } from '#shared/domain/scope.ts';
import {
  directPlace,
  emptyMark,
  emptyTalk,
  followsTalk,
  otherOf,
  seesTalk,
  talkIdOf,
  unreadIn,
  type TalkPlace,
} from '#shared/domain/talk.ts';
import { matchesQuery, parseQuery } from '#shared/lib/search-query.ts';
import { previewOf } from '#shared/lib/text.ts';
import type { Watched } from '../db/changes.ts';
import { descending } from '../db/descending.ts';
import { isPending, type OutboxEntry } from '../db/outbox-entry.ts';
import type { TalkRecord } from '../db/talk-rows.ts';
import { readDirectory } from './directory.ts';
import type { ReplicaReader } from './reader.ts';
import { overlayTalk, type OverlaidTalk } from './talk-overlay.ts';
import { pendingState } from './transcript.ts';
import type {
  DirectoryView,
  TalkFound,
  TalkListView,
  TalkRow,
  TalkView,
  TeamUnread,
  TranscriptItem,
  TranscriptView,
} from './views.ts';

export const WATCHED_TALKS: Watched[] = [
  { table: 'talks' },
  { table: 'directory' },
  { table: 'outbox' },
  { table: 'drafts' },
  { table: 'meta', from: 'scope' },
];

export function watchedTalk(talkId: Id): Watched[] {
  return [
    { table: 'talks', from: talkId },
    { table: 'directory' },
    { table: 'outbox' },
    { table: 'meta', from: 'scope' },
  ];
}

export function watchedTalkTranscript(talkId: Id): Watched[] {
  return [
    { table: 'talks', from: talkId },
    { table: 'talkMessages', from: [talkId, 0], to: [talkId, Infinity] },
    { table: 'directory' },
    { table: 'outbox' },
  ];
}

/** Newest messages looked through for intents already carried out. */
const TAIL = 50;
/** Messages looked through for words, from the newest on, and how many at a time. */
const SEARCHED = { most: 10_000, atOnce: 500 } as const;

/** What is asked of many talks at once. */
interface Surroundings {
  directory: DirectoryView;
  scope: Scope;
  workspaceId: Id;
}

interface ReadTalk extends OverlaidTalk {
  record: TalkRecord | null;
  entries: readonly OutboxEntry[];
}

async function surroundings(reader: ReplicaReader): Promise<Surroundings> {
  const directory = await readDirectory(reader.db);
  const stored: unknown = (await reader.db.meta.get('scope'))?.value;
  const parsed = scopeSchema.safeParse(stored);
  const { operatorId, role } = reader.viewer;
  return {
    directory,
    scope: parsed.success ? parsed.data : { operatorId, role, lineIds: [], branchIds: [] },
    workspaceId: directory.workspace?.id ?? '',
  };
}

/** Every place in which the person may talk: his lines, his colleagues, himself. */
function places({ directory, scope }: Surroundings): TalkPlace[] {
  const lines = [...directory.lines.values()].map(({ id: lineId, branchId }): TalkPlace => ({
    kind: 'line',
    lineId,
    branchId,
  }));
  const people = [...directory.operators.values()].filter(({ active }) => active);
  return [
    ...lines.filter((place) => seesTalk(scope, place)),
    ...people.map(({ id }) => directPlace(scope.operatorId, id)),
  ];
}

/** Ids follow from places by a hash, which is worth remembering. */
const ids = new Map<string, Id>();
function idOf(workspaceId: Id, place: TalkPlace): Id {
  const key = `${workspaceId} ${place.kind === 'line' ? place.lineId : place.memberIds.join(' ')}`;
  const id = ids.get(key) ?? talkIdOf(workspaceId, place);
  ids.set(key, id);
  return id;
}

async function newest(reader: ReplicaReader, record: TalkRecord | null, limit: number): Promise<Message[]> {
  if (!record?.known) return [];
  const { from, to } = record.known;
  return reader.db.talkMessages
    .where('[dialogId+seq]')
    .between([record.id, Math.max(from, to - limit + 1)], [record.id, to], true, true)
    .toArray();
}

function leftIn(
  { directory, scope }: Pick<Surroundings, 'directory' | 'scope'>,
  place: TalkPlace,
): Id | null {
  const other = otherOf(place, scope.operatorId);
  return other !== null && directory.operators.get(other)?.active === false ? other : null;
}

async function overlaid(
  reader: ReplicaReader,
  around: Surroundings,
  where: { record: TalkRecord | null; place: TalkPlace },
  entries: readonly OutboxEntry[],
  tail: number = TAIL,
): Promise<ReadTalk> {
  const { record, place } = where;
  const talk = record?.talk ?? emptyTalk(around.workspaceId, place, 0);
  const base = { talk, mark: record?.mark ?? emptyMark(talk.id) };
  const pending = entries.filter((entry) => isPending(entry.state));
  const found =
    pending.length === 0
      ? { ...base, messages: [], changed: new Map<Id, Message>(), pending: false }
      : overlayTalk(
          { ...(await reader.context()), left: leftIn(around, place) },
          base,
          pending,
          new Map((await newest(reader, record, tail)).map((message) => [message.id, message])),
        );
  return { ...found, record, entries };
}

/** Lines by name, then colleagues: those one talks with first, by the last word; the others by name. */
export async function readTalks(reader: ReplicaReader): Promise<TalkListView> {
  return reader.look(async () => {
    const around = await surroundings(reader);
    if (around.workspaceId === '') return { lines: [], people: [] };
    const records = new Map((await reader.db.talks.toArray()).map((record) => [record.id, record]));
    const known = new Map([...records.values()].map((record) => [record.id, record.talk.place]));
    for (const place of places(around)) known.set(idOf(around.workspaceId, place), place);
    const entries = Map.groupBy(await reader.entries(), ({ intent }) =>
      'talkId' in intent.args ? intent.args.talkId : '',
    );
    const drafts = new Map((await reader.db.drafts.toArray()).map((draft) => [draft.dialogId, draft.text]));
    const rows: TalkRow[] = [];
    for (const [id, place] of known) {
      const record = records.get(id) ?? null;
      const read = await overlaid(reader, around, { record, place }, entries.get(id) ?? []);
      rows.push(rowOf(around, read, drafts.get(id) ?? ''));
    }
    return {
      lines: rows.filter((row) => row.talk.place.kind === 'line').toSorted(byName),
      people: rows.filter((row) => row.talk.place.kind === 'direct').toSorted(byLastWord),
    };
  });
}

function rowOf(around: Surroundings, read: ReadTalk, draft: string): TalkRow {
  const { talk, mark, pending } = read;
  const { directory, scope } = around;
  const author = talk.lastMessage?.author;
  return {
    ...sides(around, talk.place),
    talk,
    unread: unreadIn(talk, mark),
    mentions: mark.mentions,
    followed: followsTalk(scope, talk.place),
    lastAuthor: (author?.kind === 'operator' && directory.operators.get(author.operatorId)) || null,
    pending,
    draft: draft.trim() === '' ? null : previewOf(draft),
  };
}

/** Who or what is on the other side. */
function sides({ directory, scope }: Surroundings, place: TalkPlace): Pick<TalkRow, 'line' | 'other'> {
  if (place.kind === 'line') return { line: lineIn(directory, place.lineId), other: null };
  const other = otherOf(place, scope.operatorId) ?? scope.operatorId;
  return { line: null, other: directory.operators.get(other) ?? null };
}

const lineIn = (directory: DirectoryView, id: Id): Line | null => directory.lines.get(id) ?? null;

const nameOf = ({ line, other }: { line: Line | null; other: Operator | null }): string =>
  line?.name ?? other?.name ?? '';

function byName(a: TalkRow, b: TalkRow): number {
  return nameOf(a).localeCompare(nameOf(b)) || (a.talk.id < b.talk.id ? -1 : 1);
}

function byLastWord(a: TalkRow, b: TalkRow): number {
  const at = ({ talk }: TalkRow): number => (talk.lastSeq > 0 ? talk.lastActivityAt : 0);
  return at(b) - at(a) || byName(a, b);
}

/** What is new for the person, for the counter of the team, which is never added to that of clients. */
export async function readTeamUnread(reader: ReplicaReader): Promise<TeamUnread> {
  const { lines, people } = await readTalks(reader);
  const total: TeamUnread = { unread: 0, calls: 0 };
  for (const { talk, unread, mentions, followed } of [...lines, ...people]) {
    // Who is called by name in a talk that he does not follow hears of that, and of nothing else there.
    total.unread += followed ? unread : mentions;
    total.calls += talk.place.kind === 'direct' ? unread : mentions;
  }
  return total;
}

export async function readTalk(reader: ReplicaReader, talkId: Id): Promise<TalkView | null> {
  return reader.look(async () => {
    const around = await surroundings(reader);
    const read = await findTalk(reader, around, talkId);
    if (!read) return null;
    const { talk, mark } = read;
    const left = leftIn(around, talk.place);
    return {
      ...sides(around, talk.place),
      talk,
      readUpTo: mark.seq,
      unread: unreadIn(talk, mark),
      refusal: left === null ? null : { code: 'colleague_left', operatorId: left },
    };
  });
}

/** A talk that is here, or one that could be begun. */
async function findTalk(
  reader: ReplicaReader,
  around: Surroundings,
  talkId: Id,
  tail: number = TAIL,
): Promise<ReadTalk | null> {
  const record = (await reader.db.talks.get(talkId)) ?? null;
  const place =
    record?.talk.place ?? places(around).find((one) => idOf(around.workspaceId, one) === talkId) ?? null;
  if (!place) return null;
  return overlaid(reader, around, { record, place }, await reader.entries(talkId), tail);
}

/** The newest `limit` messages, then what the person said and the hub has not confirmed. */
export async function readTalkTranscript(
  reader: ReplicaReader,
  talkId: Id,
  limit: number,
): Promise<TranscriptView> {
  return reader.look(async () => {
    const found = await findTalk(reader, await surroundings(reader), talkId, limit);
    if (!found) return { items: [], hasOlder: false };
    const { record } = found;
    const messages = await newest(reader, record, limit);
    const here = new Set(messages.map((message) => message.id));
    const entries = found.entries.filter((entry) => !here.has(entry.intent.id));
    const now = (message: Message): Message => found.changed.get(message.id) ?? message;
    const items = messages.map((message): TranscriptItem => ({ message: now(message), pending: null }));
    let seq = record?.talk.lastSeq ?? 0;
    for (const entry of entries) {
      const effects = found.messages.filter((one) => one.intentId === entry.intent.id);
      const said = effects.length > 0 ? effects.map((one) => one.message) : undelivered(reader, entry);
      const pending = pendingState(entry.state);
      for (const message of said) items.push({ message: { ...now(message), seq: (seq += 1) }, pending });
    }
    const first = messages[0]?.seq ?? 0;
    return { items, hasOlder: first === 0 ? (record?.talk.lastSeq ?? 0) > 0 : first > 1 };
  });
}

/** A text that has no effect: refused, a dead letter, or about to be refused. */
function undelivered({ viewer }: ReplicaReader, { intent, state }: OutboxEntry): Message[] {
  if (intent.name !== 'talk.send' || state.kind === 'confirmed') return [];
  const { talkId, text, attachments, mentions } = intent.args;
  return [
    {
      ...UNMARKED,
      id: intent.id,
      dialogId: talkId,
      seq: 1,
      author: { kind: 'operator', operatorId: viewer.operatorId },
      visibility: 'hidden',
      body: { kind: 'text', text, attachments },
      delivery: null,
      mentions,
      at: intent.at,
      rev: 1,
    },
  ];
}

/** Messages of the team that are here and have these words, the newest first. */
export async function findInTalks(reader: ReplicaReader, text: string, limit: number): Promise<TalkFound[]> {
  const query = parseQuery(text);
  if (!query) return [];
  return reader.look(async () => {
    const records = new Map((await reader.db.talks.toArray()).map((record) => [record.id, record]));
    const found: TalkFound[] = [];
    for (let at = 0; at < SEARCHED.most; at += SEARCHED.atOnce) {
      const rows = await descending(reader.db.talkMessages.orderBy('at'))
        .offset(at)
        .limit(SEARCHED.atOnce)
        .toArray();
      for (const message of rows) {
        const talk = records.get(message.dialogId)?.talk;
        if (!talk || message.body.kind !== 'text' || !matchesQuery(query, message.body.text)) continue;
        found.push({ message, place: talk.place });
        if (found.length === limit) return found;
      }
      if (rows.length < SEARCHED.atOnce) return found;
    }
    return found;
  });
}
