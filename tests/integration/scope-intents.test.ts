import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  DIALOG_INTENTS,
  intentSchema,
  type CONTACT_INTENTS,
  type DialogIntentName,
} from '#shared/intents/all.ts';
import { findContact } from '#server/contacts/store.ts';
import { toDialog } from '#server/db/rows.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, say } from './support/client.ts';
import { CHANNEL_A, CHANNEL_C, WS } from './support/company.ts';
import { dialogArgs } from './support/dialog-args.ts';
import { Everybody, NAMES, type Name } from './support/everybody.ts';

/** Of line C, which is Clara's: an operator and a senior of the other branch do not see it, whatever they know of it. */
const STRANGERS: Name[] = ['ANNA', 'VERA'];

describe('who does not see a dialog', () => {
  let all: Everybody;
  beforeAll(async () => {
    all = await Everybody.atWork('whatsapp');
  });
  afterAll(() => all?.stop());

  let count = 0;
  let dialogId = '';
  let contactId = '';
  /** Something that was said in it to the client, and to colleagues. */
  let messageIds: string[] = [];
  /** A client of their own. */
  let own = '';
  beforeEach(async () => {
    ({ dialogId, contactId } = await all.world.channel.receive(`stranger ${(count += 1)}`, 'hello', {
      channelId: CHANNEL_C,
    }));
    const said = [say(dialogId, 'to the client'), say(dialogId, 'to colleagues', 'hidden')];
    for (const one of said) expect(await all.outcome('CLARA', one)).toBe('done');
    messageIds = said.map(({ id }) => id);
    ({ contactId: own } = await all.world.channel.receive(`own ${count}`, 'hello', { channelId: CHANNEL_A }));
  });

  /** All that could have been changed. */
  async function everything(): Promise<unknown> {
    const dialogs = all.world.db.selectFrom('dialogs').selectAll();
    const row = await dialogs.where('id', '=', dialogId).executeTakeFirstOrThrow();
    const messages = all.world.db
      .selectFrom('messages')
      .select(['id', 'rev'])
      .where('dialog_id', '=', dialogId);
    return {
      dialog: toDialog(row),
      messages: await messages.orderBy('seq').execute(),
      contacts: [await findContact(all.world.db, WS, contactId), await findContact(all.world.db, WS, own)],
      notices: await all.world.db
        .selectFrom('notices')
        .select('id')
        .where('dialog_id', '=', dialogId)
        .execute(),
    };
  }
  /** Deliveries are settled in their own time; until then nothing here stands still. */
  async function untilDelivered(): Promise<void> {
    const open = all.world.db.selectFrom('deliveries').select('message_id').where('status', '<>', 'settled');
    while ((await open.execute()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  async function nothingHappens(asked: object, codes: string[] = ['not_found']): Promise<void> {
    await untilDelivered();
    const before = await everything();
    for (const name of STRANGERS) {
      const outcome = await all.outcome(name, intentSchema.parse({ ...asked, id: newId() }));
      expect([name, codes.includes(outcome), outcome]).toEqual([name, true, outcome]);
    }
    expect(await everything()).toEqual(before);
  }

  test.each(Object.keys(DIALOG_INTENTS) as DialogIntentName[])('does nothing to it by %s', async (name) => {
    const args = { dialogId, ...dialogArgs(NAMES.CLARA)[name] };
    if (!('messageId' in args)) return nothingHappens({ name, at: 1, args });
    // Knowing the very message helps as little.
    for (const messageId of messageIds) await nothingHappens({ name, at: 1, args: { ...args, messageId } });
  });

  const noted = newId();
  const CARD: Record<keyof typeof CONTACT_INTENTS, object> = {
    'contact.rename': { name: 'Another' },
    'contact.addPhone': { phone: { value: '+79160000009', written: '+79160000009' }, label: null },
    'contact.removePhone': { value: '+79160000001' },
    'contact.addEmail': { email: { value: 'a@b.example', written: 'a@b.example' }, label: null },
    'contact.removeEmail': { value: 'a@b.example' },
    'contact.tag': { tag: 'VIP' },
    'contact.untag': { tag: 'VIP' },
    'contact.note': { text: 'a note' },
    'contact.editNote': { noteId: noted, text: 'another' },
    'contact.deleteNote': { noteId: noted },
    'contact.restore': {
      what: {
        part: 'phone',
        phone: { value: '+79160000009', written: '9', label: null, source: 'client', addedAt: 1 },
      },
    },
  };

  test.each(Object.keys(CARD))('does nothing to its client by %s', async (name) => {
    await nothingHappens({ name, at: 1, args: { contactId, ...CARD[name as keyof typeof CARD] } });
  });

  test('does not make its client part of his own, or his own part of it', async () => {
    for (const name of ['contact.merge', 'contact.unmerge'])
      for (const [fromId, intoId] of [
        [contactId, own],
        [own, contactId],
      ])
        await nothingHappens({ name, at: 1, args: { fromId, intoId } });
  });

  test('writes to its client neither where he does not work, nor where he does', async () => {
    const start = (channelId: string) => ({
      name: 'dialog.start',
      at: 1,
      args: { dialogId: newId(), contact: { kind: 'known', contactId }, channelId, text: 'Good morning' },
    });
    await nothingHappens(start(CHANNEL_A));
    await nothingHappens(start(CHANNEL_C), ['forbidden']);
  });

  test('reads nothing of it: no messages, no card, no history, no files', async () => {
    for (const name of STRANGERS)
      for (const [path, status] of [
        [`/api/dialogs/${dialogId}/messages`, 404],
        [`/api/contacts/${contactId}`, 404],
        [`/api/contacts/${own}`, 200],
      ] as const) {
        expect([name, path, (await all.as(name).fetch(path)).status]).toEqual([name, path, status]);
      }
    const duplicates = await all.as('ANNA').fetch(`/api/contacts/${contactId}/duplicates`);
    expect(await duplicates.json()).toEqual({ duplicates: [] });
    const found = await all.as('ANNA').fetch(`/api/search?q=${encodeURIComponent('colleagues')}`);
    expect(await found.text()).not.toContain(dialogId);
  });

  test('may do all of that once he was invited', async () => {
    expect(
      await all.outcome('CLARA', intent('dialog.invite', { dialogId, operatorIds: [NAMES.ANNA], note: '' })),
    ).toBe('done');
    expect(await all.outcome('ANNA', intent('contact.tag', { contactId, tag: 'VIP' }))).toBe('done');
    expect(await all.outcome('ANNA', say(dialogId, 'I can help', 'hidden'))).toBe('done');
    expect(await all.outcome('ANNA', intent('contact.merge', { fromId: contactId, intoId: own }))).toBe(
      'done',
    );
    expect(await all.outcome('VERA', intent('contact.tag', { contactId: own, tag: 'opt' }))).toBe('done');
  });
});
