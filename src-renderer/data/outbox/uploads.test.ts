import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent } from '#shared/intents/all.ts';
import { NOTHING_ELSE } from '#shared/intents/message-send.ts';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import type { UploadState } from '../db/upload-row.ts';
import { keepPreview, keptPreview } from '../sync/preview-cache.ts';
import { addIntent, discardIntent, takeBatch } from './outbox.ts';
import {
  addUpload,
  looseOf,
  moveUploads,
  removeUpload,
  retryUpload,
  sweepUploads,
  takeLoose,
  type ChosenFile,
} from './uploads.ts';

const LIMITS = { maxIntents: 100, maxBytes: 1e6 };
const DIALOG = dialogId(1);
let db: ReplicaDb;
let names = 0;

beforeEach(() => {
  db = new ReplicaDb(`uploads-${(names += 1)}`);
});
afterEach(() => db.close());

const chosen = (n: number): ChosenFile => ({
  file: {
    id: fakeId(7, n),
    name: `file ${n}`,
    size: 3,
    mime: 'text/plain',
    kind: 'text',
    width: null,
    height: null,
    durationMs: null,
    preview: 'none',
  },
  purpose: 'file',
  blob: new Blob(['abc']),
  preview: null,
});
const message = (n: number, dialog = 1): Intent => ({
  id: fakeId(9, n),
  name: 'message.send',
  args: {
    ...NOTHING_ELSE,
    dialogId: dialogId(dialog),
    text: `text ${n}`,
    visibility: 'public',
    afterSeq: null,
  },
  at: 1,
});
const take = async () => (await takeBatch(db, LIMITS, 1)).map(({ intent }) => intent.id);
const setState = (n: number, state: UploadState) =>
  db.uploads.where('id').equals(fakeId(7, n)).modify({ state });

async function say(n: number, dialog = 1): Promise<void> {
  await addIntent(db, message(n, dialog));
  await takeLoose(db, dialogId(dialog), fakeId(9, n));
}

describe('a message with files', () => {
  it('waits for all of them, and so does what was said after it there; elsewhere nothing waits', async () => {
    await addUpload(db, DIALOG, chosen(1), 1);
    await addUpload(db, DIALOG, chosen(2), 1);
    await say(1);
    await addIntent(db, message(2));
    await addIntent(db, message(3, 2));
    expect(await take()).toEqual([fakeId(9, 3)]);
    await setState(1, { kind: 'done' });
    expect(await take()).not.toContain(fakeId(9, 1));
    await setState(2, { kind: 'done' });
    expect(await take()).toEqual([fakeId(9, 1), fakeId(9, 2), fakeId(9, 3)]);
  });

  it('becomes a dead letter when one of them cannot be sent, and holds nobody up', async () => {
    await addUpload(db, DIALOG, chosen(1), 1);
    await say(1);
    await addIntent(db, message(2));
    await setState(1, { kind: 'failed', why: 'too_large' });
    expect(await take()).toEqual([fakeId(9, 2)]);
    const row = await db.outbox.where('id').equals(fakeId(9, 1)).first();
    expect(row?.state).toMatchObject({ kind: 'failed', unreadable: false });
  });

  it('takes what lies over the text field of its dialog, in the order of choosing', async () => {
    await addUpload(db, DIALOG, chosen(2), 1);
    await addUpload(db, DIALOG, chosen(1), 1);
    await addUpload(db, dialogId(2), chosen(3), 1);
    expect((await takeLoose(db, DIALOG, fakeId(9, 1))).map(({ name }) => name)).toEqual(['file 2', 'file 1']);
    expect(await looseOf(db, DIALOG)).toEqual([]);
    expect(await looseOf(db, dialogId(2))).toHaveLength(1);
  });

  it('keeps its files until it has left the outbox, then they are forgotten', async () => {
    await addUpload(db, DIALOG, chosen(1), 1);
    await addUpload(db, DIALOG, chosen(2), 1);
    await say(1);
    await addUpload(db, DIALOG, chosen(3), 1);
    await sweepUploads(db);
    expect(await db.files.count()).toBe(3);
    await discardIntent(db, fakeId(9, 1));
    await sweepUploads(db);
    expect(await db.files.toCollection().primaryKeys()).toEqual([fakeId(7, 3)]);
    expect(await looseOf(db, DIALOG)).toHaveLength(1);
  });

  it('gives them back, or to the message that takes its place, to be tried anew', async () => {
    await addUpload(db, DIALOG, chosen(1), 1);
    await say(1);
    await setState(1, { kind: 'failed', why: 'refused' });
    await moveUploads(db, fakeId(9, 1), fakeId(9, 2));
    expect(await db.uploads.where('messageId').equals(fakeId(9, 2)).first()).toMatchObject({
      state: { kind: 'waiting' },
    });
    await moveUploads(db, fakeId(9, 2), null);
    expect(await looseOf(db, DIALOG)).toHaveLength(1);
  });
});

describe('a file over the text field', () => {
  it('can be taken away; one that a message says cannot', async () => {
    await addUpload(db, DIALOG, chosen(1), 1);
    await say(1);
    await addUpload(db, DIALOG, chosen(2), 1);
    await removeUpload(db, fakeId(7, 1));
    await removeUpload(db, fakeId(7, 2));
    expect(await db.files.toCollection().primaryKeys()).toEqual([fakeId(7, 1)]);
  });

  it('is tried once more when the person says so', async () => {
    await addUpload(db, DIALOG, chosen(1), 1);
    await setState(1, { kind: 'failed', why: 'too_large' });
    await retryUpload(db, fakeId(7, 1));
    expect(await looseOf(db, DIALOG)).toMatchObject([{ state: { kind: 'waiting' }, sent: 0 }]);
  });
});

describe('small pictures', () => {
  it('are kept up to a size, those looked at last', async () => {
    const HOUR = 3600 * 1000;
    const picture = (n: number): [string, Blob] => [fakeId(7, n), new Blob(['x'.repeat(40)])];
    await keepPreview(db, ...picture(1), 1, 100);
    await keepPreview(db, ...picture(2), 2, 100);
    expect(await keptPreview(db, fakeId(7, 1), 2 * HOUR)).toHaveProperty('size', 40);
    await keepPreview(db, ...picture(3), 2 * HOUR, 100);
    expect(await db.previews.toCollection().primaryKeys()).toEqual([fakeId(7, 1), fakeId(7, 3)]);
    expect(await keptPreview(db, fakeId(7, 2), 1)).toBeNull();
  });
});
