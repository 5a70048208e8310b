import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryRow, Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message, MessageBody } from '#shared/domain/message.ts';
import type { Scope } from '#shared/domain/scope.ts';
import {
  appendToTalk,
  directPlace,
  emptyMark,
  emptyTalk,
  type Talk,
  type TalkPlace,
} from '#shared/domain/talk.ts';
import { branchId, fakeId, lineId, operatorId, workspaceId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';
import { ReplicaReader } from './reader.ts';
import { findInTalks, readTalk, readTalks, readTalkTranscript, readTeamUnread } from './talks.ts';

const ME = operatorId(1);
const BORIS = operatorId(2);
const CLARA = operatorId(3);
const line = (n: number): TalkPlace => ({ kind: 'line', lineId: lineId(n), branchId: branchId(1) });
const WITH_BORIS = directPlace(ME, BORIS);

let db: ReplicaDb;
let names = 0;
const reader = () => new ReplicaReader(db, { operatorId: ME, role: 'operator' });
const actions = () => createActions({ db, sendTyping: () => {} });
const idOf = (place: TalkPlace): Id => emptyTalk(workspaceId, place, 0).id;

const operator = (id: Id, name: string, patch: Partial<Operator> = {}): DirectoryRow => ({
  kind: 'operator',
  row: { id, name, role: 'operator', active: true, rev: 1, ...patch },
});
const put = (...rows: DirectoryRow[]) =>
  db.directory.bulkPut(rows.map((entry) => ({ ...entry, id: entry.row.id })));
const setScope = (scope: Partial<Scope>) =>
  db.meta.put({
    key: 'scope',
    value: { operatorId: ME, role: 'operator', lineIds: [], branchIds: [], ...scope },
  });

beforeEach(async () => {
  db = new ReplicaDb(`talks-${(names += 1)}`);
  await put(
    { kind: 'workspace', row: { id: workspaceId, name: 'Demo', rev: 1 } },
    operator(ME, 'Anna'),
    operator(BORIS, 'Boris'),
    operator(CLARA, 'Clara'),
    ...[1, 2].map((n): DirectoryRow => ({
      kind: 'line',
      row: { id: lineId(n), branchId: branchId(1), name: `Line ${3 - n}`, rev: 1 },
    })),
  );
  await setScope({ lineIds: [lineId(1)] });
});
afterEach(() => db.close());

const textBody = (text: string): MessageBody => ({ kind: 'text', text, attachments: [] });

/** A talk in which so much was said, by turns beginning with `by`, and known here from some seq on. */
async function said(
  place: TalkPlace,
  texts: string[],
  more: { by?: Id; read?: number; mentions?: number; from?: number; at?: number } = {},
): Promise<Talk> {
  const { by = BORIS, read = 0, mentions = 0, from = 1, at = 1_000 } = more;
  let talk: Talk = { ...emptyTalk(workspaceId, place, at), rev: 1 };
  const messages: Message[] = [];
  for (const [i, text] of texts.entries()) {
    const body = textBody(text);
    const id = fakeId(8, at + i);
    const appended = appendToTalk(talk, { id, authorId: by, body, mentions: [], replyTo: null, at: at + i });
    ({ talk } = appended);
    messages.push(appended.message);
  }
  const mark = { ...emptyMark(talk.id), seq: read, mentions, rev: 1 };
  const known = texts.length === 0 ? null : { from, to: talk.lastSeq };
  await db.talks.put({ id: talk.id, talk, mark, known, missed: 0 });
  await db.talkMessages.bulkPut(messages.filter(({ seq }) => seq >= from));
  return talk;
}

describe('the list of talks', () => {
  it('has every line one works in and every colleague, also where nothing was said yet', async () => {
    const { lines, people } = await readTalks(reader());
    expect(lines.map(({ line: one, talk }) => [one?.name, talk.rev])).toEqual([['Line 2', 0]]);
    expect(people.map(({ other }) => other?.name)).toEqual(['Anna', 'Boris', 'Clara']);
    expect(people.every(({ unread, pending, draft }) => unread === 0 && !pending && draft === null)).toBe(
      true,
    );
  });

  it('has lines by name, and those one talks with before the others, by their last word', async () => {
    await setScope({ lineIds: [lineId(1), lineId(2)] });
    await said(directPlace(ME, CLARA), ['hello'], { by: CLARA, at: 2_000 });
    await said(WITH_BORIS, ['hello'], { at: 3_000 });
    const { lines, people } = await readTalks(reader());
    expect(lines.map(({ line: one }) => one?.name)).toEqual(['Line 1', 'Line 2']);
    expect(people.map(({ other }) => other?.name)).toEqual(['Boris', 'Clara', 'Anna']);
    expect(people[0]?.lastAuthor?.name).toBe('Boris');
  });

  it('shows who has left only as long as there is a talk with him', async () => {
    await put(
      operator(BORIS, 'Boris', { active: false, rev: 2 }),
      operator(CLARA, 'Clara', { active: false, rev: 2 }),
    );
    await said(WITH_BORIS, ['good bye']);
    const { people } = await readTalks(reader());
    expect(people.map(({ other }) => other?.name)).toEqual(['Boris', 'Anna']);
  });

  it('of a supervisor has all lines of his branch, and only those he works in call him', async () => {
    await setScope({ role: 'senior', lineIds: [lineId(2)], branchIds: [branchId(1)] });
    await said(line(1), ['a', 'b']);
    await said(line(2), ['c']);
    const { lines } = await readTalks(reader());
    expect(lines.map(({ line: one, unread, followed }) => [one?.id, unread, followed])).toEqual([
      [lineId(2), 1, true],
      [lineId(1), 2, false],
    ]);
    expect(await readTeamUnread(reader())).toEqual({ unread: 1, calls: 0 });
  });

  it('says what is being written, and what has not reached the hub', async () => {
    const talk = await said(WITH_BORIS, ['hello']);
    await actions().saveDraft(talk.id, { text: ' I will\nlook ', hidden: false });
    await actions().talkSend(emptyTalk(workspaceId, directPlace(ME, CLARA), 0), 'are you there?');
    const { people } = await readTalks(reader());
    const row = (name: string) => people.find(({ other }) => other?.name === name);
    expect(row('Boris')).toMatchObject({ draft: 'I will look', pending: false });
    expect(row('Clara')).toMatchObject({
      pending: true,
      talk: { lastMessage: { preview: 'are you there?' } },
    });
    // His own words are nothing new to him.
    expect(row('Clara')?.unread).toBe(0);
  });

  it('is empty before the first copy has come', async () => {
    await db.directory.clear();
    expect(await readTalks(reader())).toEqual({ lines: [], people: [] });
    expect(await readTeamUnread(reader())).toEqual({ unread: 0, calls: 0 });
  });
});

describe('what is new', () => {
  it('counts what others said, and calls for words to him alone and those that name him', async () => {
    await said(WITH_BORIS, ['a', 'b', 'c'], { read: 1 });
    await said(line(1), ['d', 'e', 'f', 'g'], { read: 1, mentions: 1, at: 2_000 });
    expect(await readTeamUnread(reader())).toEqual({ unread: 2 + 3, calls: 2 + 1 });
  });

  it('counts where a supervisor is named, also in the talk of a line that he only watches', async () => {
    await setScope({ role: 'senior', lineIds: [lineId(2)], branchIds: [branchId(1)] });
    await said(line(1), ['a', 'b', 'c'], { mentions: 1 });
    expect(await readTeamUnread(reader())).toEqual({ unread: 1, calls: 1 });
  });

  it('is read at once, before the hub has heard of it', async () => {
    const talk = await said(WITH_BORIS, ['a', 'b', 'c']);
    await actions().talkRead(talk.id, 3);
    expect(await readTeamUnread(reader())).toEqual({ unread: 0, calls: 0 });
    expect(await readTalk(reader(), talk.id)).toMatchObject({ readUpTo: 3, unread: 0 });
    // That something was read is nothing that anybody waits for.
    expect((await readTalks(reader())).people[0]?.pending).toBe(false);
  });
});

describe('one talk', () => {
  it('can be looked at before it is begun', async () => {
    expect(await readTalk(reader(), idOf(WITH_BORIS))).toMatchObject({
      talk: { rev: 0, lastSeq: 0, place: WITH_BORIS },
      other: { name: 'Boris' },
      line: null,
      readUpTo: 0,
      refusal: null,
    });
    expect(await readTalk(reader(), idOf(line(1)))).toMatchObject({ other: null, line: { id: lineId(1) } });
  });

  it('of others, or of a line that is not his, is none', async () => {
    expect(await readTalk(reader(), idOf(directPlace(BORIS, CLARA)))).toBeNull();
    expect(await readTalk(reader(), idOf(line(2)))).toBeNull();
    expect(await readTalkTranscript(reader(), idOf(line(2)), 10)).toEqual({ items: [], hasOlder: false });
  });

  it('with who has left is read and not written to', async () => {
    const talk = await said(WITH_BORIS, ['good bye']);
    await put(operator(BORIS, 'Boris', { active: false, rev: 2 }));
    expect(await readTalk(reader(), talk.id)).toMatchObject({
      refusal: { code: 'colleague_left', operatorId: BORIS },
    });
    // What he says there nevertheless has no effect, and is shown as what it is.
    await actions().talkSend(talk, 'come back');
    const { items } = await readTalkTranscript(reader(), talk.id, 10);
    expect(items.map(({ message, pending }) => [message.seq, pending?.kind ?? null])).toEqual([
      [1, null],
      [2, 'waiting'],
    ]);
    expect((await readTalks(reader())).people[0]?.pending).toBe(false);
  });
});

describe('what was said in a talk', () => {
  const shown = async (talk: Talk, limit = 10) => {
    const { items, hasOlder } = await readTalkTranscript(reader(), talk.id, limit);
    const texts = items.map(({ message: { body } }) => (body.kind === 'text' ? body.text : body.kind));
    return { texts, hasOlder, pending: items.filter(({ pending }) => pending !== null).length };
  };

  it('is shown from the newest back, and says whether there is more', async () => {
    const talk = await said(WITH_BORIS, ['a', 'b', 'c', 'd'], { from: 2 });
    expect(await shown(talk)).toEqual({ texts: ['b', 'c', 'd'], hasOlder: true, pending: 0 });
    expect(await shown(talk, 2)).toEqual({ texts: ['c', 'd'], hasOlder: true, pending: 0 });
    const whole = await said(directPlace(ME, CLARA), ['a', 'b'], { by: CLARA, at: 9_000 });
    expect(await shown(whole)).toEqual({ texts: ['a', 'b'], hasOlder: false, pending: 0 });
  });

  it('of which nothing is here yet is known to be there', async () => {
    const talk = await said(WITH_BORIS, ['a', 'b']);
    await db.talks.update(talk.id, { known: null });
    expect(await shown(talk)).toEqual({ texts: [], hasOlder: true, pending: 0 });
  });

  it('has own words behind it in their order, and once the hub has told them only once', async () => {
    const talk = await said(WITH_BORIS, ['a']);
    await actions().talkSend(talk, 'mine 1');
    await actions().talkSend(talk, 'mine 2');
    expect(await shown(talk)).toEqual({ texts: ['a', 'mine 1', 'mine 2'], hasOlder: false, pending: 2 });
    const [first] = await db.outbox.orderBy('n').toArray();
    const body = textBody('mine 1');
    const told = { id: first?.id ?? '', authorId: ME, body, mentions: [], replyTo: null, at: 5_000 };
    const { talk: after, message } = appendToTalk(talk, told);
    await db.talkMessages.put(message);
    await db.talks.update(talk.id, { talk: after, known: { from: 1, to: 2 } });
    expect(await shown(talk)).toEqual({ texts: ['a', 'mine 1', 'mine 2'], hasOlder: false, pending: 1 });
  });

  it('is shown as he changed it, and what was refused stays to be decided about', async () => {
    const talk = await said(WITH_BORIS, ['a', 'b'], { by: ME });
    await actions().talkEdit(talk.id, fakeId(8, 1_000), 'a, better');
    await actions().talkDelete(talk.id, fakeId(8, 1_001));
    expect((await shown(talk)).texts).toEqual(['a, better', 'deleted']);
    await actions().talkSend(talk, 'too late');
    await db.outbox
      .orderBy('n')
      .last()
      .then((row) =>
        db.outbox.update(row?.n ?? 0, { state: { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 } }),
      );
    expect(await shown(talk)).toEqual({
      texts: ['a, better', 'deleted', 'too late'],
      hasOlder: false,
      pending: 1,
    });
  });
});

describe('words of the team', () => {
  it('are found by their stems, the newest first, as many as are wanted, with the place where they were said', async () => {
    await said(WITH_BORIS, ['заказ пришёл', 'иду домой', 'про заказы'], { at: 1_000 });
    await said(line(1), ['где заказ?'], { at: 2_000 });
    const found = async (text: string, limit = 10) =>
      (await findInTalks(reader(), text, limit)).map(({ message: { body }, place }) => [
        body.kind === 'text' ? body.text : '',
        place.kind,
      ]);
    expect(await found('заказ')).toEqual([
      ['где заказ?', 'line'],
      ['про заказы', 'direct'],
      ['заказ пришёл', 'direct'],
    ]);
    expect(await found('заказ', 2)).toHaveLength(2);
    expect(await found('дом')).toEqual([['иду домой', 'direct']]);
    expect(await found('самолёт')).toEqual([]);
    expect(await found(' ?! ')).toEqual([]);
  });

  it('of a talk that went out of sight are not found', async () => {
    const talk = await said(line(1), ['где заказ?']);
    await db.talks.delete(talk.id);
    expect(await findInTalks(reader(), 'заказ', 10)).toEqual([]);
  });
});
