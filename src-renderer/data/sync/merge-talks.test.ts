import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '#shared/domain/message.ts';
import { appendToTalk, directPlace, emptyTalk, type Talk, type TalkMark } from '#shared/domain/talk.ts';
import type { Change } from '#shared/wire/change.ts';
import { ANNA, BORIS, contactFixture, dialogFixture, messageFixture } from '#tests/support/fixtures.ts';
import type { TalkRecord } from '../db/talk-rows.ts';
import { mergeTalkBundles, mergeTalkChanges, mergeTalkPage, TalkStaging, trimTalk } from './merge-talks.ts';

const WORKSPACE = '01890000-0000-7000-8000-0000000000f1';
const idOf = (n: number): string => `01890000-0000-7000-8000-00000000${String(n).padStart(4, '0')}`;

/** A talk in the hub with so many messages, and what it became. */
function talked(count: number): { talk: Talk; messages: Message[] } {
  let talk = { ...emptyTalk(WORKSPACE, directPlace(ANNA, BORIS), 0), rev: 1 };
  const messages: Message[] = [];
  for (let n = 1; n <= count; n += 1) {
    const said = appendToTalk(talk, {
      id: idOf(n),
      authorId: BORIS,
      body: { kind: 'text', text: `word ${n}`, attachments: [] },
      mentions: [],
      replyTo: null,
      at: n,
    });
    talk = { ...said.talk, rev: talk.rev + 1 };
    messages.push(said.message);
  }
  return { talk, messages };
}

/** A replica of talks, in memory. */
class Shelf {
  records = new Map<string, TalkRecord>();
  messages = new Map<string, Message>();

  run(work: (staging: TalkStaging) => void): void {
    const staging = new TalkStaging();
    for (const record of this.records.values()) staging.load(record);
    for (const message of this.messages.values()) staging.loadMessage(message);
    work(staging);
    for (const [id, below] of staging.dropBelow)
      for (const [key, message] of this.messages)
        if (message.dialogId === id && message.seq < below) this.messages.delete(key);
    const { records, messages } = staging.puts();
    for (const record of records) this.records.set(record.id, record);
    for (const message of messages) this.messages.set(`${message.dialogId} ${message.seq}`, message);
  }

  apply(changes: readonly Change[]): void {
    this.run((staging) => mergeTalkChanges(staging, changes));
  }

  get seqs(): number[] {
    return [...this.messages.values()].map(({ seq }) => seq).toSorted((a, b) => a - b);
  }

  get only(): TalkRecord | undefined {
    return [...this.records.values()][0];
  }
}

const told = ({ talk, messages }: { talk: Talk; messages: readonly Message[] }): Change[] => [
  { type: 'talk', talk },
  ...messages.map((message): Change => ({ type: 'talkMessage', message })),
];

describe('the merge of talks', () => {
  it('takes a new talk with its first words, and what follows', () => {
    const shelf = new Shelf();
    shelf.apply(told(talked(1)));
    shelf.apply(told({ ...talked(2), messages: talked(2).messages.slice(1) }));
    expect(shelf.only).toMatchObject({ known: { from: 1, to: 2 }, talk: { lastSeq: 2 } });
    expect(shelf.seqs).toEqual([1, 2]);
  });

  it('an older version changes nothing, whatever it is of', () => {
    const shelf = new Shelf();
    const { talk, messages } = talked(2);
    const [first] = messages as [Message];
    const edited: Message = { ...first, rev: 2, body: { kind: 'text', text: 'edited', attachments: [] } };
    const mark: TalkMark = { talkId: talk.id, seq: 2, own: 0, mentions: 0, rev: 2 };
    shelf.apply([
      ...told({ talk, messages }),
      { type: 'talkMessage', message: edited },
      { type: 'talkMark', mark },
    ]);
    shelf.apply([
      { type: 'talk', talk: { ...talk, rev: 1, lastSeq: 1 } },
      { type: 'talkMessage', message: first },
      { type: 'talkMark', mark: { ...mark, seq: 1, rev: 1 } },
    ]);
    expect(shelf.only).toMatchObject({ talk, mark });
    expect(shelf.messages.get(`${talk.id} 1`)).toEqual(edited);
  });

  it('a message without its talk is none of ours, and neither is anything of a dialog', () => {
    const shelf = new Shelf();
    const [message] = talked(1).messages as [Message];
    shelf.apply([
      { type: 'talkMessage', message },
      { type: 'dialog', dialog: dialogFixture() },
      { type: 'message', message: messageFixture() },
      { type: 'contact', contact: contactFixture() },
      { type: 'gone', dialogId: message.dialogId },
    ]);
    expect([shelf.records.size, shelf.messages.size]).toEqual([0, 0]);
  });

  it('a hole forgets what lies before it', () => {
    const shelf = new Shelf();
    shelf.apply(told(talked(2)));
    const later = talked(5);
    shelf.apply(told({ talk: later.talk, messages: later.messages.slice(4) }));
    expect(shelf.only?.known).toEqual({ from: 5, to: 5 });
    expect(shelf.seqs).toEqual([5]);
  });

  it('an old message that changed is counted where it is not here, and is not taken for the first', () => {
    const shelf = new Shelf();
    const { talk, messages } = talked(5);
    shelf.apply(told({ talk, messages: messages.slice(3) }));
    const [first] = messages as [Message];
    shelf.apply([{ type: 'talkMessage', message: { ...first, rev: 2 } }]);
    expect(shelf.only).toMatchObject({ known: { from: 4, to: 5 }, missed: 1 });
    const empty = new Shelf();
    empty.apply([
      { type: 'talk', talk },
      { type: 'talkMessage', message: { ...first, rev: 2 } },
    ]);
    expect(empty.only).toMatchObject({ known: null, missed: 1 });
    expect(empty.messages.size).toBe(0);
  });

  it('a snapshot drops what lies before its page, and all of a talk that comes without messages', () => {
    const shelf = new Shelf();
    const { talk, messages } = talked(6);
    shelf.apply(told({ talk, messages }));
    shelf.run((staging) => mergeTalkBundles(staging, [{ talk, mark: null, messages: messages.slice(4) }]));
    expect([shelf.only?.known, shelf.seqs]).toEqual([{ from: 5, to: 6 }, [5, 6]]);
    shelf.run((staging) => mergeTalkBundles(staging, [{ talk, mark: null, messages: [] }]));
    expect([shelf.only?.known, shelf.seqs]).toEqual([null, []]);
  });

  it('a page of the past joins what is here, or is asked for again', () => {
    const shelf = new Shelf();
    const { talk, messages } = talked(9);
    shelf.apply(told({ talk, messages: messages.slice(7) }));
    const page = (from: number, to: number) => ({
      dialogId: talk.id,
      messages: messages.slice(from - 1, to),
    });
    shelf.run((staging) => expect(mergeTalkPage(staging, page(1, 3))).toBe(false));
    shelf.run((staging) => expect(mergeTalkPage(staging, page(5, 7))).toBe(true));
    expect([shelf.only?.known, shelf.seqs]).toEqual([{ from: 5, to: 9 }, [5, 6, 7, 8, 9]]);
    shelf.run((staging) => trimTalk(staging, talk.id, 3));
    expect([shelf.only?.known, shelf.seqs]).toEqual([{ from: 7, to: 9 }, [7, 8, 9]]);
  });

  it('in whatever pieces and however often it is told, what is known is whole and true', () => {
    const truth = talked(12);
    const pieces = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 11 }), count: fc.integer({ min: 0, max: 6 }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const shelf = new Shelf();
        for (const { from, count } of parts) {
          const upTo = Math.min(12, from + count);
          const { talk } = talked(Math.max(upTo, shelf.only?.talk.lastSeq ?? 0));
          shelf.apply(told({ talk, messages: truth.messages.slice(from, upTo) }));
          const record = shelf.only;
          const known = record?.known;
          const expected = known
            ? Array.from({ length: known.to - known.from + 1 }, (_, i) => known.from + i)
            : [];
          expect(shelf.seqs).toEqual(expected);
          if (known) expect(known.to).toBeGreaterThanOrEqual(record.talk.lastSeq);
        }
      }),
    );
  });
});
