import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { intentSchema } from '#shared/intents/all.ts';
import { chosen, file } from '#tests/support/chosen-files.ts';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { looseOf } from '../outbox/uploads.ts';
import { createActions } from './actions.ts';
import { createFileActions } from './file-actions.ts';

let db: ReplicaDb;
let names = 0;
const now = 5_000;

beforeEach(() => {
  db = new ReplicaDb(`file-actions-${(names += 1)}`);
});
afterEach(() => db.close());

const actions = () => createActions({ db, sendTyping: () => {}, now: () => now });
const files = () => createFileActions(db, () => now);
const intents = async () =>
  (await db.outbox.orderBy('n').toArray()).map((row) => intentSchema.parse(row.payload));

describe('a file before it is said', () => {
  it('that the hub has already is made of that one there, with the small picture that is here', async () => {
    await db.previews.put({ id: fakeId(7, 1), blob: new Blob(['small']), usedAt: 1 });
    await files().attachStored(dialogId(1), file(1, { kind: 'voice', durationMs: 900 }));
    const [row] = await looseOf(db, dialogId(1));
    expect(row).toMatchObject({
      copyOf: fakeId(7, 1),
      purpose: 'voice',
      state: { kind: 'waiting' },
      begun: false,
    });
    expect(row?.id).not.toBe(fakeId(7, 1));
    expect(row?.file.id).toBe(row?.id);
    expect(await db.previews.get(row?.id ?? '')).toMatchObject({ usedAt: now });
    expect(await db.files.count()).toBe(0);
  });

  it('goes along to another place, and what a message has already does not', async () => {
    await files().attach(dialogId(1), chosen(1));
    await actions().send(dialogId(1), 'look', 'public');
    await files().attach(dialogId(1), chosen(2));
    await files().carryFiles(dialogId(1), dialogId(2));
    expect(await looseOf(db, dialogId(1))).toEqual([]);
    expect((await looseOf(db, dialogId(2))).map(({ file: one }) => one.name)).toEqual(['file 2']);
  });

  it('waits for the next words while a form goes', async () => {
    await files().attach(dialogId(1), chosen(1));
    const form = { language: 'en', fields: [{ kind: 'name' as const, required: true }] } as const;
    const asked = { ...form, fields: [...form.fields] };
    await actions().send(dialogId(1), 'please', 'public', null, [], asked);
    expect((await intents())[0]).toMatchObject({
      name: 'message.send',
      args: { form: asked, attachments: [] },
    });
    expect(await looseOf(db, dialogId(1))).toHaveLength(1);
  });

  it('comes back over the field with the words, when the message is taken back', async () => {
    await files().attach(dialogId(1), chosen(1));
    await actions().send(dialogId(1), 'look', 'public');
    const [said] = await intents();
    expect(await files().takeBack(said?.id ?? '')).toBe('look');
    expect(await looseOf(db, dialogId(1))).toHaveLength(1);
    expect(await intents()).toEqual([]);
  });

  it('taken away is forgotten with its bytes; one that failed can be tried anew', async () => {
    await files().attach(dialogId(1), chosen(1));
    await db.uploads.toCollection().modify({ state: { kind: 'failed', why: 'too_large' } });
    await files().retryUpload(fakeId(7, 1));
    expect(await looseOf(db, dialogId(1))).toMatchObject([{ state: { kind: 'waiting' } }]);
    await files().detach(fakeId(7, 1));
    expect([await db.uploads.count(), await db.files.count()]).toEqual([0, 0]);
  });
});
