import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEW_REPLY } from '#shared/domain/quick-reply.ts';
import { intentSchema } from '#shared/intents/all.ts';
import { chosen, file } from '#tests/support/chosen-files.ts';
import { fakeId } from '#tests/support/fake-hub/model.ts';
import { replyDraftFixture } from '#tests/support/quick-replies.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from './actions.ts';
import { createFileActions } from './file-actions.ts';

let db: ReplicaDb;
let names = 0;
let now = 5_000;

beforeEach(() => {
  db = new ReplicaDb(`reply-actions-${(names += 1)}`);
});
afterEach(() => db.close());

const actions = () => createActions({ db, sendTyping: () => {}, now: () => now });
const files = () => createFileActions(db, () => now);
const intents = async () =>
  (await db.outbox.orderBy('n').toArray()).map((row) => intentSchema.parse(row.payload));

describe('a prepared answer', () => {
  it('takes the files that were chosen for it, behind those that it has', async () => {
    const draft = replyDraftFixture({ attachments: [file(5)] });
    await files().attach(draft.id, chosen(1));
    const basedOn = await actions().saveQuickReply(draft, NEW_REPLY);
    const [saved] = await intents();
    expect(saved?.args).toMatchObject({ attachments: [{ name: 'file 5' }, { name: 'file 1' }] });
    expect(basedOn).toEqual({ rev: 0, intentId: saved?.id });
    expect((await db.uploads.toArray()).map((row) => row.messageId)).toEqual([saved?.id]);
  });

  it('decided anew takes the place of what was refused, in one step', async () => {
    const base = await actions().saveQuickReply(replyDraftFixture({ text: 'mine' }), NEW_REPLY);
    await db.outbox
      .toCollection()
      .modify({ state: { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 } });
    await actions().saveQuickReply(replyDraftFixture({ text: 'both' }), { rev: 3, intentId: null }, [
      base.intentId ?? '',
    ]);
    expect((await intents()).map(({ args }) => args)).toMatchObject([
      { text: 'both', basedOn: { rev: 3, intentId: null } },
    ]);
    const kept = (await intents())[0]?.id ?? '';
    await actions().deleteQuickReply(replyDraftFixture().id, { rev: 3, intentId: null }, [kept]);
    expect((await intents()).map(({ name }) => name)).toEqual(['quickReply.delete']);
  });

  it('of many brought from a file all are there or none', async () => {
    const good = { draft: replyDraftFixture({ id: fakeId(9, 1) }), basedOn: NEW_REPLY };
    const bad = { draft: replyDraftFixture({ id: fakeId(9, 2), text: '' }), basedOn: NEW_REPLY };
    await expect(actions().saveQuickReplies([good, bad])).rejects.toThrow('cannot be done');
    expect(await intents()).toEqual([]);
    await actions().saveQuickReplies([good, { ...good, draft: { ...good.draft, id: fakeId(9, 3) } }]);
    expect(await intents()).toHaveLength(2);
  });

  it('counts how often it was used, and when last', async () => {
    await actions().noteReplyUsed(fakeId(9, 1));
    now += 1_000;
    await actions().noteReplyUsed(fakeId(9, 1));
    expect(await db.replyUses.get(fakeId(9, 1))).toMatchObject({ replyId: fakeId(9, 1), count: 2 });
  });
});
