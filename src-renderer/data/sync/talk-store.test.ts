import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '#shared/domain/message.ts';
import {
  appendToTalk,
  directPlace,
  emptyMark,
  emptyTalk,
  type Talk,
  type TalkBundle,
} from '#shared/domain/talk.ts';
import type { Change } from '#shared/wire/change.ts';
import { dialogId, fakeId, operatorId, workspaceId } from '#tests/support/fake-hub/model.ts';
import { messageFixture } from '#tests/support/fixtures.ts';
import { ReplicaDb } from '../db/database.ts';
import type { Gap } from './history.ts';
import { writeSyncMeta } from './sync-meta.ts';
import { applyTalkChanges, olderOfTalk, trimTalks, writeTalkBundles, writeTalkPage } from './talk-store.ts';

let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`talk-store-${(names += 1)}`);
});
afterEach(() => db.close());

/** The talk with the n-th colleague in the hub, after so many messages. */
function talked(n: number, count: number): { talk: Talk; messages: Message[] } {
  let talk: Talk = { ...emptyTalk(workspaceId, directPlace(operatorId(1), operatorId(1 + n)), 0), rev: 1 };
  const messages: Message[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const body = { kind: 'text' as const, text: `word ${seq}`, attachments: [] };
    const draft = {
      id: fakeId(8, n * 1_000 + seq),
      authorId: operatorId(1 + n),
      body,
      mentions: [],
      replyTo: null,
      at: seq,
    };
    const said = appendToTalk(talk, draft);
    talk = { ...said.talk, rev: talk.rev + 1 };
    messages.push(said.message);
  }
  return { talk, messages };
}
const told = ({ talk, messages }: ReturnType<typeof talked>, from = 1): Change[] => [
  { type: 'talk', talk },
  ...messages.slice(from - 1).map((message): Change => ({ type: 'talkMessage', message })),
];
const bundle = (n: number, count: number, newest: number): TalkBundle => {
  const { talk, messages } = talked(n, count);
  return { talk, mark: null, messages: messages.slice(count - newest) };
};
const page = (n: number, count: number, from: number, to: number) => {
  const { talk, messages } = talked(n, count);
  return { dialogId: talk.id, messages: messages.slice(from - 1, to) };
};
const asked = (missed: number, generation = 0): Gap => ({ before: null, asked: { generation, missed } });
const idOf = (n: number) => talked(n, 0).talk.id;
const seqs = async (n: number) =>
  (
    await db.talkMessages
      .where('[dialogId+seq]')
      .between([idOf(n), 0], [idOf(n), Infinity])
      .toArray()
  ).map(({ seq }) => seq);
const known = async (n: number) => (await db.talks.get(idOf(n)))?.known;

describe('what the feed brings of talks', () => {
  it('is written with its messages, each once, however often it comes', async () => {
    for (let times = 0; times < 2; times += 1) await applyTalkChanges(db, told(talked(1, 3)));
    await applyTalkChanges(db, told(talked(1, 5), 3));
    expect([await seqs(1), await known(1)]).toEqual([[1, 2, 3, 4, 5], { from: 1, to: 5 }]);
    expect((await db.talks.get(idOf(1)))?.talk).toEqual(talked(1, 5).talk);
  });

  it('touches nothing of other talks, and writes nothing for what is about none', async () => {
    await applyTalkChanges(db, told(talked(2, 2)));
    const before = await db.talks.get(idOf(2));
    await applyTalkChanges(db, told(talked(1, 1)));
    await applyTalkChanges(db, [{ type: 'message', message: messageFixture({ dialogId: dialogId(1) }) }]);
    expect(await db.talks.get(idOf(2))).toEqual(before);
    expect(await db.talkMessages.count()).toBe(3);
  });

  it('takes a changed message in the place of the older one, and a mark that is newer', async () => {
    const { talk, messages } = talked(1, 2);
    await applyTalkChanges(db, told({ talk, messages }));
    const [first] = messages;
    if (!first) throw new Error('nothing was said');
    const better = { ...first, body: { kind: 'text' as const, text: 'better', attachments: [] }, rev: 2 };
    const mark = { ...emptyMark(talk.id), seq: 2, rev: 4 };
    await applyTalkChanges(db, [
      { type: 'talkMessage', message: better },
      { type: 'talkMark', mark },
    ]);
    await applyTalkChanges(db, [
      { type: 'talkMessage', message: first },
      { type: 'talkMark', mark: { ...mark, seq: 1, rev: 3 } },
    ]);
    expect(await db.talkMessages.get([talk.id, 1])).toEqual(better);
    expect((await db.talks.get(talk.id))?.mark).toEqual(mark);
  });

  it('after a hole keeps what is new, and lets go of what lies before it', async () => {
    await applyTalkChanges(db, told(talked(1, 2)));
    await applyTalkChanges(db, told(talked(1, 6), 5));
    expect([await seqs(1), await known(1)]).toEqual([[5, 6], { from: 5, to: 6 }]);
  });
});

describe('a snapshot of talks', () => {
  it('takes the place of what was here: others are gone, with every word', async () => {
    await applyTalkChanges(db, [...told(talked(1, 3)), ...told(talked(2, 2))]);
    await writeTalkBundles(db, [bundle(1, 8, 2), bundle(3, 1, 1)]);
    expect(await db.talks.toCollection().primaryKeys()).toEqual([idOf(1), idOf(3)].toSorted());
    // What was missed may have changed them: what lies before its page is not trusted.
    expect([await seqs(1), await seqs(2), await seqs(3)]).toEqual([[7, 8], [], [1]]);
  });

  it('without talks leaves none', async () => {
    await applyTalkChanges(db, told(talked(1, 3)));
    await writeTalkBundles(db, []);
    expect([await db.talks.count(), await db.talkMessages.count()]).toEqual([0, 0]);
  });
});

describe('the past of a talk', () => {
  it('is asked for before what is here, until the first word is', async () => {
    expect(await olderOfTalk(db, idOf(1))).toEqual({ kind: 'whole' });
    await writeTalkBundles(db, [bundle(1, 9, 2), bundle(2, 4, 0), bundle(3, 0, 0)]);
    expect(await olderOfTalk(db, idOf(1))).toMatchObject({ kind: 'gap', before: 8 });
    expect(await olderOfTalk(db, idOf(2))).toMatchObject({ kind: 'gap', before: null });
    expect(await olderOfTalk(db, idOf(3))).toEqual({ kind: 'whole' });
    expect(await writeTalkPage(db, idOf(1), asked(0), page(1, 9, 4, 7))).toBe('written');
    expect(await olderOfTalk(db, idOf(1))).toMatchObject({ before: 4 });
    expect(await writeTalkPage(db, idOf(1), asked(0), page(1, 9, 1, 3))).toBe('written');
    expect(await olderOfTalk(db, idOf(1))).toEqual({ kind: 'whole' });
    expect(await seqs(1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('comes where nothing was here, when it is the newest', async () => {
    await writeTalkBundles(db, [bundle(2, 4, 0)]);
    expect(await writeTalkPage(db, idOf(2), asked(0), page(2, 4, 3, 4))).toBe('written');
    expect([await seqs(2), await known(2)]).toEqual([[3, 4], { from: 3, to: 4 }]);
  });

  it('is asked for again when a message of it may have changed meanwhile, or when it does not join', async () => {
    await writeTalkBundles(db, [bundle(1, 9, 2)]);
    const [old] = page(1, 9, 2, 2).messages;
    if (!old) throw new Error('nothing was said');
    await applyTalkChanges(db, [{ type: 'talkMessage', message: { ...old, rev: 2 } }]);
    expect(await olderOfTalk(db, idOf(1))).toMatchObject({ before: 8, asked: { missed: 1 } });
    expect(await writeTalkPage(db, idOf(1), asked(0), page(1, 9, 1, 7))).toBe('outdated');
    expect(await writeTalkPage(db, idOf(1), asked(1), page(1, 9, 1, 5))).toBe('outdated');
    expect(await seqs(1)).toEqual([8, 9]);
  });

  it('is asked for again after another snapshot, before which nobody told what changed', async () => {
    await writeTalkBundles(db, [bundle(1, 9, 2)]);
    await writeSyncMeta(db, { cursor: null, generation: 2, snapshot: null, outdated: false });
    expect(await writeTalkPage(db, idOf(1), asked(0, 1), page(1, 9, 1, 7))).toBe('outdated');
    expect(await writeTalkPage(db, idOf(1), asked(0, 2), page(1, 9, 1, 7))).toBe('written');
  });

  it('that the hub does not have, or of a talk that has gone, is not written', async () => {
    await writeTalkBundles(db, [bundle(1, 9, 2)]);
    expect(await writeTalkPage(db, idOf(1), asked(0), { dialogId: idOf(1), messages: [] })).toBe(
      'nothing_older',
    );
    expect(await writeTalkPage(db, idOf(2), asked(0), page(2, 4, 1, 2))).toBe('outdated');
    expect(await db.talkMessages.count()).toBe(2);
  });

  it('goes, as far as it is more than is kept, and can be asked for again', async () => {
    await applyTalkChanges(db, [...told(talked(1, 12)), ...told(talked(2, 3))]);
    await trimTalks(db, 5);
    expect([await seqs(1), await seqs(2)]).toEqual([
      [8, 9, 10, 11, 12],
      [1, 2, 3],
    ]);
    expect(await olderOfTalk(db, idOf(1))).toMatchObject({ kind: 'gap', before: 8 });
    await trimTalks(db, 5);
    expect(await seqs(1)).toHaveLength(5);
  });
});
