import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directPlace, emptyTalk } from '#shared/domain/talk.ts';
import { intentSchema } from '#shared/intents/all.ts';
import { chosen } from '#tests/support/chosen-files.ts';
import { dialogId, fakeId, operatorId, workspaceId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { looseOf } from '../outbox/uploads.ts';
import { createActions } from './actions.ts';
import { createFileActions } from './file-actions.ts';

let db: ReplicaDb;
let names = 0;
const now = 5_000;

beforeEach(() => {
  db = new ReplicaDb(`talk-actions-${(names += 1)}`);
});
afterEach(() => db.close());

const actions = () => createActions({ db, sendTyping: () => {}, now: () => now });
const files = () => createFileActions(db, () => now);
const intents = async () =>
  (await db.outbox.orderBy('n').toArray()).map((row) => intentSchema.parse(row.payload));
const TALK = emptyTalk(workspaceId, directPlace(operatorId(1), operatorId(2)), 0);

describe('what is said to colleagues', () => {
  it('names the place of the talk, so that the first word makes it, and what its author had seen', async () => {
    await actions().talkSend(TALK, 'hello');
    const talk = { ...TALK, lastSeq: 4, rev: 4 };
    await db.talks.put({ id: TALK.id, talk, mark: null, known: null, missed: 0 });
    await actions().talkSend(TALK, 'hello again', fakeId(8, 1), [operatorId(2)]);
    expect((await intents()).map(({ args }) => args)).toMatchObject([
      { talkId: TALK.id, place: TALK.place, afterSeq: 0, replyTo: null, mentions: [] },
      { talkId: TALK.id, place: TALK.place, afterSeq: 4, replyTo: fakeId(8, 1), mentions: [operatorId(2)] },
    ]);
  });

  it('takes the files over the field with it, and the draft that it was', async () => {
    await files().attach(TALK.id, chosen(1));
    await files().attach(dialogId(1), chosen(2));
    await actions().saveDraft(TALK.id, { text: 'look ', hidden: false });
    await actions().saveDraft(dialogId(1), { text: 'look', hidden: false });
    await actions().talkSend(TALK, 'look');
    const [said] = await intents();
    expect(said?.args).toMatchObject({ attachments: [{ name: 'file 1' }] });
    expect(await looseOf(db, TALK.id)).toEqual([]);
    expect(await looseOf(db, dialogId(1))).toHaveLength(1);
    expect((await db.drafts.toArray()).map((draft) => draft.dialogId)).toEqual([dialogId(1)]);
  });

  it('refused and tried again is a new message, which knows what came meanwhile', async () => {
    await actions().talkSend(TALK, 'hello');
    const [first] = await intents();
    await db.outbox
      .toCollection()
      .modify({ state: { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 } });
    await db.talks.put({ id: TALK.id, talk: { ...TALK, lastSeq: 9 }, mark: null, known: null, missed: 0 });
    await actions().retry(first?.id ?? '');
    const [again, ...more] = await intents();
    expect(more).toEqual([]);
    expect(again?.id).not.toBe(first?.id);
    expect(again?.args).toMatchObject({ text: 'hello', afterSeq: 9 });
  });

  it('of how far one has read only the last word leaves', async () => {
    await actions().talkSend(TALK, 'hello');
    for (const seq of [3, 4, 7]) await actions().talkRead(TALK.id, seq);
    expect((await intents()).map(({ name, args }) => [name, 'seq' in args ? args.seq : null])).toEqual([
      ['talk.send', null],
      ['talk.read', 7],
    ]);
  });

  it('is corrected, taken back and reacted to in the lane of its talk', async () => {
    await actions().talkEdit(TALK.id, fakeId(8, 1), 'better');
    await actions().talkReact(TALK.id, fakeId(8, 1), '👍');
    await actions().talkDelete(TALK.id, fakeId(8, 1));
    expect((await db.outbox.toArray()).map((row) => row.dialogId)).toEqual([TALK.id, TALK.id, TALK.id]);
  });
});
