import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { intentSchema } from '#shared/intents/all.ts';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { dialogRecord } from '../db/rows.ts';
import { createActions, InvalidActionError } from './actions.ts';
import { throttleTyping, TYPING_EVERY_MS } from './typing-throttle.ts';

let db: ReplicaDb;
let names = 0;
let now = 1_000;
const sent: string[] = [];
const actions = () => createActions({ db, sendTyping: (id) => sent.push(id), now: () => now });
const intents = async () => (await db.outbox.toArray()).map((row) => intentSchema.parse(row.payload));

beforeEach(() => {
  db = new ReplicaDb(`actions-${(names += 1)}`);
});
afterEach(() => db.close());

describe('actions', () => {
  it('lie durably in the outbox when they resolve, as intents that the hub understands', async () => {
    await actions().answer(dialogId(1));
    await actions().markRead(dialogId(1));
    await actions().finish(dialogId(1));
    expect((await intents()).map((intent) => intent.name)).toEqual([
      'dialog.answer',
      'dialog.markRead',
      'dialog.finish',
    ]);
    const ids = (await intents()).map((intent) => intent.id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id[14]).toBe('7');
  });

  it('a message knows what its author had seen', async () => {
    await actions().send(dialogId(1), 'hello', 'public');
    const dialog = dialogFixture({ id: dialogId(1), lastSeq: 12 });
    await db.dialogs.put(dialogRecord(dialog, operatorId(1), 1));
    await actions().send(dialogId(1), 'hello again', 'hidden');
    expect((await intents()).map((intent) => intent.args)).toMatchObject([
      { afterSeq: null, visibility: 'public' },
      { afterSeq: 12, visibility: 'hidden' },
    ]);
  });

  it('what is finished by what was looked at puts nothing aside that came after that', async () => {
    const dialog = dialogFixture({ id: dialogId(1), lastSeq: 12 });
    await db.dialogs.put(dialogRecord(dialog, operatorId(1), 1));
    await actions().finish(dialogId(1), 11);
    await actions().finish(dialogId(1));
    expect((await intents()).map(({ args }) => args)).toMatchObject([{ afterSeq: 11 }, { afterSeq: 12 }]);
  });

  it('what is taken back before it has left was never done; afterwards the hub is told', async () => {
    const before = { lastSeq: 3, free: true, waitingSince: 5, unread: 1, restedUntil: null };
    await actions().answer(dialogId(2));
    await actions().finish(dialogId(1));
    await actions().undo(dialogId(1), 'finish', before);
    expect((await intents()).map(({ name }) => name)).toEqual(['dialog.answer']);
    // Something else was done since.
    await actions().finish(dialogId(1));
    await actions().pin(dialogId(1));
    await actions().undo(dialogId(1), 'finish', before);
    // It may have reached the hub.
    await actions().markRead(dialogId(2));
    const [row] = (await db.outbox.toArray()).slice(-1);
    if (row) await db.outbox.put({ ...row, attempts: 1 });
    await actions().undo(dialogId(2), 'markRead', before);
    expect((await intents()).map(({ name }) => name)).toEqual([
      'dialog.answer',
      'dialog.finish',
      'dialog.pin',
      'dialog.undo',
      'dialog.markRead',
      'dialog.undo',
    ]);
    expect((await intents())[3]?.args).toEqual({
      dialogId: dialogId(1),
      deed: 'finish',
      before,
    });
  });

  it('of several words of himself that have not left only the last is kept, by the hub’s clock', async () => {
    await db.meta.put({ key: 'clockOffset', value: 500 });
    await actions().answer(dialogId(1));
    await actions().setPresence('break');
    await actions().setPresence('away');
    await actions().setPresence('online');
    expect((await intents()).map(({ name, args }) => [name, args])).toEqual([
      ['dialog.answer', { dialogId: dialogId(1) }],
      ['presence.set', { choice: 'online', saidAt: now + 500 }],
    ]);
    // One that may have reached the hub stays: only the hub can say what became of it.
    const row = await db.outbox.orderBy('n').last();
    await db.outbox.update(row?.n ?? 0, { attempts: 1 });
    await actions().setPresence('off');
    expect((await intents()).slice(1)).toHaveLength(2);
  });

  it('finishing and marking as read know what was seen', async () => {
    const dialog = dialogFixture({ id: dialogId(1), lastSeq: 12 });
    await db.dialogs.put(dialogRecord(dialog, operatorId(1), 1));
    await actions().finish(dialogId(1));
    await actions().markRead(dialogId(1));
    expect((await intents()).map((intent) => intent.args)).toMatchObject([
      { afterSeq: 12 },
      { afterSeq: 12 },
    ]);
  });

  it('a refused message tried again is a new one, which knows what happened', async () => {
    await actions().send(dialogId(1), 'hello', 'public');
    const [first] = await intents();
    const refusal = { code: 'overtaken', operatorId: operatorId(2), what: 'answered' } as const;
    await db.outbox.toCollection().modify({ state: { kind: 'refused', refusal, at: 1 } });
    await db.dialogs.put(dialogRecord(dialogFixture({ id: dialogId(1), lastSeq: 7 }), operatorId(1), 1));
    await actions().retry(first?.id ?? '');
    const [again, ...more] = await intents();
    expect(more).toEqual([]);
    expect(again?.id).not.toBe(first?.id);
    expect(again?.args).toMatchObject({ text: 'hello', visibility: 'public', afterSeq: 7 });
    expect((await db.outbox.toArray()).map((row) => row.state.kind)).toEqual(['waiting']);
  });

  it.each([
    ['an empty text', '  \n'],
    ['a text of more than 64 KiB', 'ы'.repeat(MAX_TEXT_BYTES / 2 + 1)],
  ])('%s is refused here and leaves the draft', async (_, text) => {
    await db.drafts.put({ dialogId: dialogId(1), text });
    await expect(actions().send(dialogId(1), text, 'public')).rejects.toThrow(InvalidActionError);
    expect(await intents()).toEqual([]);
    expect(await db.drafts.count()).toBe(1);
  });

  it('a draft becomes the message, unless it has become another draft', async () => {
    await actions().saveDraft(dialogId(1), { text: 'hello ', hidden: false });
    await actions().send(dialogId(1), 'hello', 'public');
    expect(await db.drafts.count()).toBe(0);
    await actions().saveDraft(dialogId(1), { text: 'something else', hidden: false });
    await actions().send(dialogId(1), 'quick reply', 'public');
    expect((await db.drafts.get(dialogId(1)))?.text).toBe('something else');
    await actions().saveDraft(dialogId(1), { text: ' ', hidden: false });
    expect(await db.drafts.count()).toBe(0);
  });

  it('colleagues named in a hidden message go with it, and are kept with its draft', async () => {
    const draft = { text: '@Boris', hidden: true, mentions: [operatorId(2)] };
    await actions().saveDraft(dialogId(1), draft);
    expect(await db.drafts.get(dialogId(1))).toMatchObject(draft);
    await actions().send(dialogId(1), '@Boris', 'hidden', null, [operatorId(2)]);
    expect((await intents())[0]?.args).toMatchObject({ visibility: 'hidden', mentions: [operatorId(2)] });
  });

  it('what is answered is kept with the draft, also without a word, and goes with the message', async () => {
    const quotation = { messageId: fakeId(8, 1), seq: 1, preview: 'hello', files: null } as const;
    const author = { kind: 'operator', operatorId: operatorId(2) } as const;
    const answers = { quotation: { ...quotation, author, visibility: 'public' }, wasHidden: false } as const;
    await actions().saveDraft(dialogId(1), { text: '', hidden: false, answers });
    expect(await db.drafts.get(dialogId(1))).toMatchObject({ answers });
    await actions().saveDraft(dialogId(1), { text: 'yes', hidden: false, answers });
    await actions().send(dialogId(1), 'yes', 'public', quotation.messageId);
    expect(await db.drafts.get(dialogId(1))).toBeUndefined();
  });

  it('the mode of a dialog stays when its hidden message has gone', async () => {
    await actions().saveDraft(dialogId(1), { text: 'between us', hidden: true });
    await actions().send(dialogId(1), 'between us', 'hidden');
    expect(await db.drafts.get(dialogId(1))).toMatchObject({ text: '', hidden: true });
  });
});

describe('typing', () => {
  it('is told at most every few seconds for a dialog, and at once for another', () => {
    const told: string[] = [];
    const typing = throttleTyping(
      (id) => told.push(id),
      () => now,
    );
    typing('a', 'public');
    typing('a', 'public');
    now += TYPING_EVERY_MS - 1;
    typing('a', 'public');
    now += 1;
    typing('a', 'public');
    typing('b', 'public');
    expect(told).toEqual(['a', 'a', 'b']);
  });

  it('is not silenced by a clock that was put back', () => {
    const told: string[] = [];
    const typing = throttleTyping(
      (id) => told.push(id),
      () => now,
    );
    typing('a', 'public');
    now -= 3_600_000;
    typing('a', 'public');
    expect(told).toEqual(['a', 'a']);
  });
});
