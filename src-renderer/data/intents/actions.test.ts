import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { intentSchema } from '#shared/intents/all.ts';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { dialogId, operatorId } from '#tests/support/fake-hub/model.ts';
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
    await actions().saveDraft(dialogId(1), 'hello ');
    await actions().send(dialogId(1), 'hello', 'public');
    expect(await db.drafts.count()).toBe(0);
    await actions().saveDraft(dialogId(1), 'something else');
    await actions().send(dialogId(1), 'quick reply', 'public');
    expect((await db.drafts.get(dialogId(1)))?.text).toBe('something else');
    await actions().saveDraft(dialogId(1), ' ');
    expect(await db.drafts.count()).toBe(0);
  });
});

describe('typing', () => {
  it('is told at most every few seconds for a dialog, and at once for another', () => {
    const told: string[] = [];
    const typing = throttleTyping(
      (id) => told.push(id),
      () => now,
    );
    typing('a');
    typing('a');
    now += TYPING_EVERY_MS - 1;
    typing('a');
    now += 1;
    typing('a');
    typing('b');
    expect(told).toEqual(['a', 'a', 'b']);
  });

  it('is not silenced by a clock that was put back', () => {
    const told: string[] = [];
    const typing = throttleTyping(
      (id) => told.push(id),
      () => now,
    );
    typing('a');
    now -= 3_600_000;
    typing('a');
    expect(told).toEqual(['a', 'a']);
  });
});
