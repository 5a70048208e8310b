import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import { intentSchema } from '#shared/intents/all.ts';
import { channelId, contactId, dialogId, lineId, operatorId } from '#tests/support/fake-hub/model.ts';
import { contactFixture, dialogFixture, phoneFixture } from '#tests/support/fixtures.ts';
import { ReplicaDb } from '../db/database.ts';
import { contactRecord, dialogRecord } from '../db/rows.ts';
import { createActions, InvalidActionError } from './actions.ts';

const ME = operatorId(1);
const OLGA = contactId(1);
const CHANNEL = channelId(1);
let db: ReplicaDb;
let names = 0;

beforeEach(async () => {
  db = new ReplicaDb(`contact-actions-${(names += 1)}`);
  await putChannel('whatsapp');
});
afterEach(() => db.close());

const actions = () => createActions({ db, sendTyping: () => {} });
const intents = async () =>
  (await db.outbox.orderBy('n').toArray()).map((row) => intentSchema.parse(row.payload));
const putChannel = (kind: ChannelKind, n = 1) => {
  const row = { id: channelId(n), lineId: lineId(1), kind, name: kind, rev: 1 };
  return db.directory.put({ kind: 'channel', id: row.id, row });
};
const putClient = (patch: Partial<Contact> = {}) =>
  db.contacts.put(contactRecord(contactFixture({ id: OLGA, ...patch })));
const known = (externalId: string) => ({
  channelId: CHANNEL,
  kind: 'whatsapp' as const,
  externalId,
  display: null,
});

describe('a number or an address as a person types it', () => {
  it.each([
    ['8 (916) 000-00-01', '+79160000001'],
    [' +7 916 000 00 01 ', '+79160000001'],
    ['+49 30 901820', '+4930901820'],
  ])('%s is kept as what it means, and as it was written', async (typed, value) => {
    expect(await actions().addPhone(OLGA, typed, 'work')).toBe(true);
    expect((await intents())[0]).toMatchObject({
      name: 'contact.addPhone',
      args: { contactId: OLGA, phone: { value, written: typed.trim() }, label: 'work' },
    });
  });

  it.each(['', '12', 'call me', '+7 916'])(
    '"%s" is no number, and nothing is asked of the hub',
    async (typed) => {
      expect(await actions().addPhone(OLGA, typed)).toBe(false);
      expect(await intents()).toEqual([]);
    },
  );

  it('an address is kept in small letters, and as it was written', async () => {
    expect(await actions().addEmail(OLGA, ' Olga@Example.com ')).toBe(true);
    expect(await actions().addEmail(OLGA, 'olga at example')).toBe(false);
    expect((await intents()).map(({ args }) => args)).toMatchObject([
      { email: { value: 'olga@example.com', written: 'Olga@Example.com' }, label: null },
    ]);
  });
});

describe('a note', () => {
  it('has the id of its intent, so that it can be corrected before the hub has heard of it', async () => {
    const note = await actions().noteContact(OLGA, ' speaks French ');
    await actions().editNote(OLGA, note, 'speaks German');
    await actions().deleteNote(OLGA, note);
    const [made, edited, deleted] = await intents();
    expect(made?.id).toBe(note);
    expect([edited?.args, deleted?.args]).toMatchObject([
      { noteId: note, text: 'speaks German' },
      { noteId: note },
    ]);
  });

  it('without a word is none', async () => {
    await expect(actions().noteContact(OLGA, ' \n ')).rejects.toThrow(InvalidActionError);
    expect(await intents()).toEqual([]);
  });
});

describe('two clients', () => {
  it('are made one in the lane of the one who stays, in order with what is done to him', async () => {
    await actions().renameContact(OLGA, 'Ольга');
    await actions().mergeContacts(contactId(2), OLGA);
    await actions().unmergeContacts(contactId(2), OLGA);
    expect((await db.outbox.toArray()).map((row) => row.dialogId)).toEqual([OLGA, OLGA, OLGA]);
  });

  it('who are the same cannot be made one', async () => {
    await expect(async () => actions().mergeContacts(OLGA, OLGA)).rejects.toThrow(InvalidActionError);
  });
});

describe('writing first', () => {
  const write = (address: string | null = null) =>
    actions().startDialog({
      contact: { kind: 'known', contactId: OLGA },
      channelId: CHANNEL,
      address,
      text: 'Good morning',
    });

  it('begins a dialog with an id of its own, which is there to be opened at once', async () => {
    await putClient({ phones: [phoneFixture('+79160000001')] });
    const answer = await write();
    const [start] = await intents();
    expect(answer).toMatchObject({ kind: 'started', contactId: OLGA });
    expect(start?.name === 'dialog.start' && start.args).toMatchObject({
      dialogId: answer.kind === 'started' ? answer.dialogId : '',
      contact: { kind: 'known', contactId: OLGA },
      address: null,
      text: 'Good morning',
    });
  });

  it('says at once what is missing, where it is known here', async () => {
    await putClient();
    const lacks = { code: 'cannot_write_first', lacks: 'phone' };
    expect(await write()).toEqual({ kind: 'refused', refusal: lacks });
    await putClient({ rev: 2, phones: [phoneFixture('+79160000001')] });
    expect(await write('+79160000002')).toEqual({ kind: 'refused', refusal: lacks });
    expect(await intents()).toEqual([]);
  });

  it('leaves to the hub what only it can know: a client who is not here', async () => {
    expect((await write()).kind).toBe('started');
  });

  it('to a channel that is not there is refused', async () => {
    await db.directory.clear();
    await putClient({ phones: [phoneFixture('+79160000001')] });
    expect(await write()).toEqual({ kind: 'refused', refusal: { code: 'no_such_target' } });
  });

  it('leads to the dialog that is open already', async () => {
    await putClient({ identities: [known('79160000001')] });
    const open = dialogFixture({ id: dialogId(1), contactId: OLGA, channelId: CHANNEL });
    await db.dialogs.put(dialogRecord(open, ME, 0));
    expect(await write()).toEqual({ kind: 'open', dialogId: dialogId(1) });
    const closed = { status: 'closed', closedAt: 2, outcome: 'finished', responsibleId: ME } as const;
    await db.dialogs.put(dialogRecord({ ...open, state: closed }, ME, 0));
    expect((await write()).kind).toBe('started');
  });

  it('of several accounts in one channel does not guess whose dialog is open', async () => {
    await putClient({ identities: [known('79160000001'), known('79160000002')] });
    await db.dialogs.put(
      dialogRecord(dialogFixture({ id: dialogId(1), contactId: OLGA, channelId: CHANNEL }), ME, 0),
    );
    expect((await write('+79160000002')).kind).toBe('started');
  });

  describe('to somebody new', () => {
    const writeTo = (contact: { name: string; phone: string; email?: string }) =>
      actions().startDialog({ contact: { kind: 'new', ...contact }, channelId: CHANNEL, text: 'Hello' });

    it('makes the client together with the dialog', async () => {
      const answer = await writeTo({ name: 'Пётр', phone: '8 916 000-00-09', email: '' });
      const [start] = await intents();
      expect(start?.name === 'dialog.start' && start.args.contact).toEqual({
        kind: 'new',
        contactId: answer.kind === 'started' ? answer.contactId : '',
        name: 'Пётр',
        phone: { value: '+79160000009', written: '8 916 000-00-09' },
        email: null,
      });
    });

    it.each([
      [
        { name: 'x', phone: 'none' },
        { kind: 'invalid', what: 'phone' },
      ],
      [
        { name: 'x', phone: '+79160000009', email: 'none' },
        { kind: 'invalid', what: 'email' },
      ],
      [
        { name: 'x', phone: '' },
        { kind: 'refused', refusal: { code: 'cannot_write_first', lacks: 'phone' } },
      ],
    ])('%j: nothing is begun, and it is said why', async (contact, answer) => {
      expect(await writeTo(contact)).toEqual(answer);
      expect(await intents()).toEqual([]);
    });

    it('where the messenger wants to be asked first, nobody new can be written to', async () => {
      await putChannel('telegram');
      expect(await writeTo({ name: 'x', phone: '+79160000009' })).toEqual({
        kind: 'refused',
        refusal: { code: 'cannot_write_first', lacks: 'acquaintance' },
      });
    });
  });
});
