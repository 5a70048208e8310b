import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS, listsOf } from '#shared/domain/lists.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { contactFixture, dialogFixture, phoneFixture } from '#tests/support/fixtures.ts';
import {
  branchId,
  channelId,
  contactId,
  dialogId,
  fakeId,
  lineId,
  operatorId,
} from '#tests/support/fake-hub/model.ts';
import { packOf } from '../db/archive.ts';
import { ReplicaDb } from '../db/database.ts';
import { contactRecord, dialogRecord, type OutboxState } from '../db/rows.ts';
import { createActions } from '../intents/actions.ts';
import {
  readContact,
  readContactFiles,
  readContactHistory,
  readContactTags,
  readDuplicates,
} from './contact.ts';
import { readContactDialogs, readDialog } from './dialog.ts';
import { readCounters, readList } from './list.ts';
import { readRefusals } from './outbox-views.ts';
import { ReplicaReader } from './reader.ts';
import { readTranscript } from './transcript.ts';

const ME = operatorId(1);
const NOW = 5_000;
let db: ReplicaDb;
let reader: ReplicaReader;
let names = 0;

beforeEach(async () => {
  db = new ReplicaDb(`contact-queries-${(names += 1)}`);
  reader = new ReplicaReader(db, { operatorId: ME, role: 'operator' });
  const channel = (n: number, kind: 'sitechat' | 'whatsapp') =>
    ({
      id: channelId(n),
      kind: 'channel',
      row: { id: channelId(n), lineId: lineId(1), kind, name: `Channel ${n}`, rev: 1 },
    }) as const;
  await db.directory.bulkPut([
    channel(1, 'sitechat'),
    channel(2, 'whatsapp'),
    { id: lineId(1), kind: 'line', row: { id: lineId(1), branchId: branchId(1), name: 'Line', rev: 1 } },
  ]);
});
afterEach(() => db.close());

const actions = () => createActions({ db, sendTyping: () => {}, now: () => NOW });
const setState = (state: OutboxState) => db.outbox.toCollection().modify({ state });

function client(n: number, patch: Partial<Contact> = {}): Contact {
  const identity = {
    channelId: channelId(1),
    kind: 'sitechat',
    externalId: `visitor ${n}`,
    display: null,
  } as const;
  return contactFixture({
    id: contactId(n),
    number: n,
    name: `Client ${n}`,
    identities: [identity],
    ...patch,
  });
}

function talk(n: number, of: number, patch: Partial<Dialog> = {}): Dialog {
  return dialogFixture({
    id: dialogId(n),
    contactId: contactId(of),
    channelId: channelId(1),
    lineId: lineId(1),
    createdAt: n * 100,
    lastActivityAt: n * 100,
    lastSeq: 2,
    ...patch,
  });
}

const CLOSED: Dialog['state'] = { status: 'closed', responsibleId: null, closedAt: 1, outcome: 'finished' };

function said(n: number, seq: number, files = 0): Message {
  const file = (i: number) => ({
    id: fakeId(9, n * 1000 + seq * 10 + i),
    name: `${seq}-${i}.pdf`,
    size: 1,
    mime: 'application/pdf',
    kind: 'pdf' as const,
    width: null,
    height: null,
    durationMs: null,
    preview: 'none' as const,
  });
  return {
    id: fakeId(8, n * 1000 + seq),
    dialogId: dialogId(n),
    seq,
    author: { kind: 'client', contactId: contactId(n) },
    visibility: seq === 2 ? 'hidden' : 'public',
    body: {
      kind: 'text',
      text: `message ${seq}`,
      attachments: Array.from({ length: files }, (_, i) => file(i)),
    },
    delivery: null,
    ...UNMARKED,
    at: n * 100 + seq,
    rev: 1,
  };
}

async function put(contacts: Contact[], dialogs: Dialog[]): Promise<void> {
  await db.contacts.bulkPut(contacts.map(contactRecord));
  await db.dialogs.bulkPut(dialogs.map((dialog) => dialogRecord(dialog, ME, 1)));
  await db.counters.bulkPut(
    LISTS.map((list) => ({ list, count: dialogs.filter((one) => listsOf(one, ME).has(list)).length })),
  );
}

async function putMessages(n: number, from: number, to: number, files = 0): Promise<void> {
  const seqs = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  await db.messages.bulkPut(seqs.map((seq) => said(n, seq, files)));
  await db.dialogs.update(dialogId(n), { known: { from, tail: from, to } });
}

describe('the card', () => {
  it('shows what was done to it at once, until it is refused', async () => {
    await put([client(1)], [talk(1, 1)]);
    expect(await readContact(reader, contactId(1))).toMatchObject({ contact: client(1), pending: false });
    const noteId = await actions().noteContact(contactId(1), ' note ');
    await actions().renameContact(contactId(1), 'Anna');
    expect(await actions().addPhone(contactId(1), '8 (916) 123-45-67')).toBe(true);
    expect(await actions().addPhone(contactId(1), '12')).toBe(false);
    expect(await actions().addEmail(contactId(1), 'Anna@Example.com')).toBe(true);
    await actions().tagContact(contactId(1), 'VIP');
    const card = await readContact(reader, contactId(1));
    expect(card).toMatchObject({
      pending: true,
      contact: {
        name: 'Anna',
        phones: [{ value: '+79161234567', written: '8 (916) 123-45-67', source: 'operator' }],
        emails: [{ value: 'anna@example.com' }],
        tags: ['VIP'],
        notes: [{ id: noteId, text: 'note', authorId: ME, at: NOW }],
      },
    });
    expect((await readList(reader, 'all', 10)).rows[0]?.contact?.name).toBe('Anna');
    expect((await readDialog(reader, dialogId(1)))?.contact?.name).toBe('Anna');
    await setState({ kind: 'refused', refusal: { code: 'not_found' }, at: NOW });
    expect(await readContact(reader, contactId(1))).toMatchObject({ contact: client(1), pending: false });
    const refusals = await readRefusals(db);
    expect(refusals.map((one) => one.contactId)).toEqual(refusals.map(() => contactId(1)));
    expect(refusals[0]).toMatchObject({ name: 'contact.note', text: 'note' });
  });

  it('of who lies only in a pack is read there', async () => {
    const bundle = {
      dialog: talk(1, 1, { state: CLOSED }),
      contact: client(1),
      page: { dialogId: dialogId(1), messages: [] },
    };
    await db.archive.put(packOf([bundle]));
    expect((await readContact(reader, contactId(1)))?.contact).toEqual(client(1));
    expect(await readContact(reader, contactId(2))).toBe(null);
  });

  it('knows who may be the same person, own words included, and all tags', async () => {
    const phones = [phoneFixture('+79161234567')];
    await put(
      [client(1, { tags: ['b'] }), client(2, { phones }), client(3, { phones, tags: ['a', 'b'] })],
      [],
    );
    expect(await readDuplicates(reader, contactId(1))).toEqual([]);
    await actions().addPhone(contactId(1), '+7 916 123 45 67');
    const found = await readDuplicates(reader, contactId(1));
    expect(found.map(({ contact, shared }) => [contact.id, shared])).toEqual([
      [contactId(3), ['+79161234567']],
      [contactId(2), ['+79161234567']],
    ]);
    await actions().mergeContacts(contactId(2), contactId(1));
    expect((await readDuplicates(reader, contactId(1))).map(({ contact }) => contact.id)).toEqual([
      contactId(3),
    ]);
    expect(await readContactTags(db)).toEqual(['a', 'b']);
  });
});

describe('merging', () => {
  it('is seen at once everywhere: card, lists, talks', async () => {
    await put([client(1), client(2, { tags: ['two'] })], [talk(1, 1), talk(2, 2)]);
    await actions().mergeContacts(contactId(2), contactId(1));
    const card = await readContact(reader, contactId(2));
    expect(card?.contact).toMatchObject({
      id: contactId(1),
      tags: ['two'],
      merged: [{ contactId: contactId(2) }],
    });
    const rows = (await readList(reader, 'all', 10)).rows;
    expect(rows.map(({ dialog, contact }) => [dialog.contactId, contact?.id])).toEqual(
      rows.map(() => [contactId(1), contactId(1)]),
    );
    const ids = (await readContactDialogs(reader, contactId(2))).map(({ id }) => id);
    expect(ids).toEqual([dialogId(2), dialogId(1)]);
    expect((await readDialog(reader, dialogId(2)))?.contact?.name).toBe('Client 1');
    await actions().unmergeContacts(contactId(2), contactId(1));
    expect((await readContact(reader, contactId(1)))?.contact.merged).toEqual([]);
    expect((await readContactDialogs(reader, contactId(1))).map(({ id }) => id)).toEqual([dialogId(1)]);
  });

  it('crosswise in one outbox ends nowhere in a circle', async () => {
    await put([client(1), client(2)], [talk(1, 1), talk(2, 2)]);
    await actions().mergeContacts(contactId(2), contactId(1));
    await actions().mergeContacts(contactId(1), contactId(2));
    expect((await readContact(reader, contactId(2)))?.contact.id).toBe(contactId(1));
  });
});

describe('writing first', () => {
  const start = async (
    contact: { kind: 'known'; contactId: Id } | { kind: 'new'; name: string; phone: string },
    channel = 2,
  ) => actions().startDialog({ contact, channelId: channelId(channel), text: ' Hello ' });

  it('shows the dialog, its client and what follows before the hub knows of it', async () => {
    const answer = await start({ kind: 'new', name: ' Anna ', phone: '8 916 123-45-67' });
    if (answer.kind !== 'started') throw new Error(answer.kind);
    const { dialogId: id, contactId: who } = answer;
    await actions().send(id, 'and more', 'public');
    const view = await readDialog(reader, id);
    expect(view).toMatchObject({
      contact: { id: who, name: 'Anna', phones: [{ value: '+79161234567' }] },
      dialog: { state: { status: 'active', responsibleId: ME }, lastSeq: 3 },
    });
    const transcript = await readTranscript(reader, id, 50);
    expect(transcript.hasOlder).toBe(false);
    expect(
      transcript.items.map(({ message, pending }) => [message.seq, message.body.kind, pending?.kind]),
    ).toEqual([
      [1, 'event', 'waiting'],
      [2, 'text', 'waiting'],
      [3, 'text', 'waiting'],
    ]);
    const mine = await readList(reader, 'mine', 10);
    expect(mine).toMatchObject({
      total: 1,
      rows: [{ dialog: { id }, contact: { name: 'Anna' }, pending: true }],
    });
    expect(await readCounters(reader)).toMatchObject({ mine: 1, all: 1 });
    expect((await readContactDialogs(reader, who)).map((dialog) => dialog.id)).toEqual([id]);
    expect((await readContact(reader, who))?.contact.name).toBe('Anna');
    await setState({ kind: 'refused', refusal: { code: 'known_client', contactId: null }, at: NOW });
    expect(await readDialog(reader, id)).toBe(null);
    const [refused] = await readRefusals(db);
    expect(refused).toMatchObject({ name: 'dialog.start', dialogId: id, text: ' Hello ', hidden: false });
    await actions().retry(refused?.intentId ?? '');
    expect(await readDialog(reader, id)).toMatchObject({ contact: { id: who } });
  });

  it('says what cannot be, and where a dialog is open', async () => {
    await put([client(1)], [talk(1, 1)]);
    expect(await start({ kind: 'new', name: '', phone: '12' })).toEqual({ kind: 'invalid', what: 'phone' });
    expect(await start({ kind: 'new', name: 'Anna', phone: '' }, 1)).toEqual({
      kind: 'refused',
      refusal: { code: 'cannot_write_first', lacks: 'acquaintance' },
    });
    expect(await start({ kind: 'known', contactId: contactId(1) })).toEqual({
      kind: 'refused',
      refusal: { code: 'cannot_write_first', lacks: 'phone' },
    });
    expect(await start({ kind: 'known', contactId: contactId(1) }, 1)).toEqual({
      kind: 'open',
      dialogId: dialogId(1),
    });
    expect(await db.outbox.count()).toBe(0);
    await put([client(1)], [talk(1, 1, { state: CLOSED })]);
    expect(await start({ kind: 'known', contactId: contactId(1) }, 1)).toMatchObject({ kind: 'started' });
  });
});

describe('the history of a client', () => {
  it('is one scroll of what is here, with the place where each gap begins', async () => {
    const packed = talk(2, 1, { state: CLOSED, lastSeq: 3 });
    await put([client(1)], [talk(1, 1, { lastSeq: 0 }), talk(3, 1, { lastSeq: 5 }), talk(4, 2)]);
    await putMessages(3, 3, 5);
    await db.archive.put(
      packOf([
        {
          dialog: packed,
          contact: client(1),
          page: { dialogId: packed.id, messages: [said(2, 1), said(2, 2), said(2, 3)] },
        },
      ]),
    );
    const all = await readContactHistory(reader, contactId(1), 100);
    expect(all.hasMore).toBe(false);
    expect(
      all.parts.map(({ dialog, items, place }) => [
        dialog.id,
        items.map(({ message }) => message.seq),
        place,
      ]),
    ).toEqual([
      [dialogId(1), [], null],
      [dialogId(2), [1, 2, 3], null],
      [dialogId(3), [3, 4, 5], { dialogId: dialogId(3), before: 3 }],
    ]);
    expect(all.parts[2]).toMatchObject({ channel: { name: 'Channel 1' }, line: { name: 'Line' } });
    const some = await readContactHistory(reader, contactId(1), 4);
    expect(some).toMatchObject({
      hasMore: true,
      parts: [{ items: [{ message: { seq: 3 } }] }, { dialog: { id: dialogId(3) } }],
    });
    const few = await readContactHistory(reader, contactId(1), 2);
    expect(few.parts.map(({ items }) => items.map(({ message }) => message.seq))).toEqual([[4, 5]]);
    expect(few.hasMore).toBe(true);
  });

  it('has its files, newest first, hidden ones marked', async () => {
    await put([client(1)], [talk(1, 1), talk(2, 1)]);
    await putMessages(1, 1, 2, 1);
    await putMessages(2, 1, 1, 2);
    const files = await readContactFiles(reader, contactId(1));
    expect(files.map(({ dialogId: of, seq, file, visibility }) => [of, seq, file.name, visibility])).toEqual([
      [dialogId(2), 1, '1-0.pdf', 'public'],
      [dialogId(2), 1, '1-1.pdf', 'public'],
      [dialogId(1), 2, '2-0.pdf', 'hidden'],
      [dialogId(1), 1, '1-0.pdf', 'public'],
    ]);
  });
});
