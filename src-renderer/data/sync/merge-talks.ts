import type { MessagePage } from '#shared/domain/bundle.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Talk, TalkBundle, TalkMark } from '#shared/domain/talk.ts';
import type { Change } from '#shared/wire/change.ts';
import type { TalkRecord } from '../db/talk-rows.ts';

/**
 * The merge of talks of the team, pure as that of dialogs and with the same invariants: a row is never overwritten by one with a lower or
 * equal `rev`; what is known of a talk has no hole, reaches up to its newest message, and nothing of the talk lies outside of it.
 */
export class TalkStaging {
  private readonly records = new Map<Id, TalkRecord>();
  private readonly messages = new Map<string, Message>();
  private readonly written = new Set<Id>();
  private readonly writtenMessages = new Set<string>();
  /** What lies below this seq is deleted before anything is written; `Infinity`: everything. */
  readonly dropBelow = new Map<Id, number>();

  load(record: TalkRecord): void {
    this.records.set(record.id, record);
  }

  loadMessage(message: Message): void {
    this.messages.set(keyOf(message.dialogId, message.seq), message);
  }

  record(id: Id): TalkRecord | null {
    return this.records.get(id) ?? null;
  }

  put(record: TalkRecord): void {
    this.records.set(record.id, record);
    this.written.add(record.id);
  }

  message(id: Id, seq: number): Message | null {
    return this.messages.get(keyOf(id, seq)) ?? null;
  }

  putMessage(message: Message): void {
    const key = keyOf(message.dialogId, message.seq);
    this.messages.set(key, message);
    this.writtenMessages.add(key);
  }

  drop(id: Id, below: number): void {
    this.dropBelow.set(id, Math.max(below, this.dropBelow.get(id) ?? 0));
    for (const [key, message] of this.messages)
      if (message.dialogId === id && message.seq < below) {
        this.messages.delete(key);
        this.writtenMessages.delete(key);
      }
  }

  puts(): { records: TalkRecord[]; messages: Message[] } {
    return {
      records: [...this.written].flatMap((id) => this.records.get(id) ?? []),
      messages: [...this.writtenMessages].flatMap((key) => this.messages.get(key) ?? []),
    };
  }

  /** Talks that the merge changed. */
  changed(): TalkRecord[] {
    return this.puts().records;
  }
}

const keyOf = (id: Id, seq: number): string => `${id} ${seq}`;

/** What changes of the feed do to talks; those of dialogs are the other merge's. */
export function mergeTalkChanges(staging: TalkStaging, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.type === 'talk') putTalk(staging, change.talk);
    if (change.type === 'talkMessage') placeMessage(staging, change.message);
    if (change.type === 'talkMark') putMark(staging, change.mark);
  }
  forgetWhatEndsEarly(staging);
}

/**
 * All talks in scope, as a snapshot has them. Changes may have been missed since the last cursor, so what lies before the newest page is
 * dropped instead of trusted.
 */
export function mergeTalkBundles(staging: TalkStaging, bundles: readonly TalkBundle[]): void {
  for (const { talk, mark, messages } of bundles) {
    putTalk(staging, talk);
    if (mark) putMark(staging, mark);
    forgetOlder(staging, talk.id, messages[0]?.seq ?? Infinity);
    for (const message of messages) placeMessage(staging, message);
  }
  forgetWhatEndsEarly(staging);
}

/** A page of older messages, asked for on demand. @returns false when it does not join what is here */
export function mergeTalkPage(staging: TalkStaging, { dialogId, messages }: MessagePage): boolean {
  const record = staging.record(dialogId);
  const [first, last] = [messages[0], messages.at(-1)];
  if (!record || !first || !last) return false;
  if (!record.known) {
    staging.put({ ...record, known: { from: first.seq, to: last.seq } });
    for (const message of messages) staging.putMessage(message);
    forgetWhatEndsEarly(staging);
    return staging.record(dialogId)?.known !== null;
  }
  const { from, to } = record.known;
  if (last.seq < from - 1) return false;
  for (const message of messages) if (message.seq < from) staging.putMessage(message);
  staging.put({ ...record, known: { from: Math.min(from, first.seq), to } });
  return true;
}

/** The newest `most` messages stay. */
export function trimTalk(staging: TalkStaging, id: Id, most: number): void {
  const known = staging.record(id)?.known;
  if (known && known.to - known.from >= most) forgetOlder(staging, id, known.to - most + 1);
}

function putTalk(staging: TalkStaging, talk: Talk): void {
  const known = staging.record(talk.id);
  if (known && known.talk.rev >= talk.rev) return;
  staging.put({ ...(known ?? { id: talk.id, mark: null, known: null, missed: 0 }), talk });
}

function putMark(staging: TalkStaging, mark: TalkMark): void {
  const known = staging.record(mark.talkId);
  if (known && (known.mark?.rev ?? 0) < mark.rev) staging.put({ ...known, mark });
}

function placeMessage(staging: TalkStaging, message: Message): void {
  const { dialogId: id, seq } = message;
  const record = staging.record(id);
  if (!record) return;
  const { known } = record;
  if (known && seq < known.from) return staging.put({ ...record, missed: record.missed + 1 });
  if (known && seq <= known.to) {
    const there = staging.message(id, seq);
    if (!there || there.rev < message.rev) staging.putMessage(message);
    return;
  }
  const joins = known && seq === known.to + 1;
  if (known && !joins) staging.drop(id, Infinity);
  staging.put({ ...record, known: { from: joins ? known.from : seq, to: seq } });
  staging.putMessage(message);
}

function forgetOlder(staging: TalkStaging, id: Id, seq: number): void {
  const record = staging.record(id);
  const known = record?.known;
  if (!record || !known || seq <= known.from) return;
  staging.drop(id, seq);
  staging.put({ ...record, known: seq > known.to ? null : { from: seq, to: known.to } });
}

/** Of a talk of which nothing is here an old message that changed looks like its first. */
function forgetWhatEndsEarly(staging: TalkStaging): void {
  for (const record of staging.changed()) {
    if (!record.known || record.known.to >= record.talk.lastSeq) continue;
    staging.drop(record.id, Infinity);
    staging.put({ ...record, known: null, missed: record.missed + 1 });
  }
}
