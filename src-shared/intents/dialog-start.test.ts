import { describe, expect, it } from 'vitest';
import { ANNA, BRANCH, contactFixture, emailFixture, LINE, phoneFixture } from '#tests/support/fixtures.ts';
import { MAX_IDENTITIES, type Contact } from '../domain/contact.ts';
import type { ChannelKind } from '../domain/directory.ts';
import type { IntentInput } from './all.ts';
import type { ContactContext } from './define.ts';
import {
  addresseeOf,
  approach,
  dialogStart,
  newContact,
  startDialog,
  type StartPlace,
} from './dialog-start.ts';

const CHANNEL = '01890000-0000-7000-8000-000000000031';
const DIALOG = '01890000-0000-7000-8000-000000000001';
const NEW = '01890000-0000-7000-8000-000000000042';
const CTX: ContactContext = {
  intentId: '01890000-0000-7000-8000-000000000099',
  actor: { operatorId: ANNA, role: 'operator' },
  now: 9_000,
};
const OLGA = contactFixture();
const args = (patch: Partial<IntentInput<'dialog.start'>> = {}) =>
  dialogStart.args.parse({
    dialogId: DIALOG,
    contact: { kind: 'known', contactId: OLGA.id },
    channelId: CHANNEL,
    text: 'Good morning',
    ...patch,
  });
const place = (kind: ChannelKind, contact: Contact | null = OLGA): StartPlace => ({
  channel: { id: CHANNEL, kind, lineId: LINE },
  branchId: BRANCH,
  contact,
  number: 7,
});
const identity = (externalId: string, kind: ChannelKind = 'whatsapp') => ({
  channelId: CHANNEL,
  kind,
  externalId,
  display: null,
});
const reached = (contact: Contact, kind: ChannelKind, address: string | null = null) => {
  const found = approach(contact, { id: CHANNEL, kind }, address);
  return found.ok ? found.identity.externalId : found.refusal;
};
const lacks = (what: 'acquaintance' | 'phone' | 'email') => ({ code: 'cannot_write_first', lacks: what });

describe('a client is reached', () => {
  it('as the channel knows him already, whatever stands on his card', () => {
    const known = { ...OLGA, identities: [identity('79160000001')], phones: [phoneFixture('+79160000002')] };
    expect(reached(known, 'whatsapp')).toBe('79160000001');
    // Another of his numbers, when it is asked for.
    expect(reached(known, 'whatsapp', '+79160000002')).toBe('79160000002');
    expect(reached(known, 'whatsapp', '+79160000001')).toBe('79160000001');
  });

  it('not by how another channel knows him', () => {
    const elsewhere = { ...identity('79160000001'), channelId: BRANCH };
    expect(reached({ ...OLGA, identities: [elsewhere] }, 'whatsapp')).toEqual(lacks('phone'));
  });

  it('by his first number, written as messengers write numbers', () => {
    const phones = [phoneFixture('+79160000001'), phoneFixture('+79160000002')];
    expect(reached({ ...OLGA, phones }, 'whatsapp')).toBe('79160000001');
    expect(reached({ ...OLGA, phones }, 'whatsapp', '+79160000002')).toBe('79160000002');
    expect(reached({ ...OLGA, phones }, 'whatsapp', '+70000000000')).toEqual(lacks('phone'));
  });

  it('by his address, where letters are written', () => {
    expect(reached({ ...OLGA, emails: [emailFixture('a@b.example')] }, 'email')).toBe('a@b.example');
    expect(reached({ ...OLGA, phones: [phoneFixture('+79160000001')] }, 'email')).toEqual(lacks('email'));
  });

  it('only when he wrote first, where messengers want it so', () => {
    const all = { ...OLGA, phones: [phoneFixture('+79160000001')], emails: [emailFixture('a@b.example')] };
    for (const kind of ['sitechat', 'telegram', 'vk'] as const) {
      expect([kind, reached(all, kind)]).toEqual([kind, lacks('acquaintance')]);
      expect(reached({ ...all, identities: [identity('u1', kind)] }, kind)).toBe('u1');
    }
  });
});

describe('writing first', () => {
  const phones = [phoneFixture('+79160000001')];

  it('makes the dialog as one’s own, with what was said as its first words, in the id of the intent', () => {
    const started = startDialog(CTX, place('whatsapp', { ...OLGA, phones }), args());
    if (!started.ok) throw new Error(started.refusal.code);
    expect(started.dialog).toMatchObject({
      id: DIALOG,
      channelId: CHANNEL,
      lineId: LINE,
      branchId: BRANCH,
      contactId: OLGA.id,
      state: { status: 'active', responsibleId: ANNA },
      waitingSince: null,
      lastSeq: 2,
      createdAt: 9_000,
    });
    const [event, message] = started.messages;
    expect(event?.body).toEqual({ kind: 'event', event: { type: 'started', operatorId: ANNA } });
    expect(event?.visibility).toBe('hidden');
    expect(message).toMatchObject({
      id: CTX.intentId,
      seq: 2,
      visibility: 'public',
      delivery: { state: 'pending' },
      body: { kind: 'text', text: 'Good morning' },
    });
    expect(started.dialog.lastMessage).toMatchObject({ preview: 'Good morning' });
  });

  it('lets the channel know the client from then on, and changes nothing of one it knows', () => {
    const fresh = startDialog(CTX, place('whatsapp', { ...OLGA, phones }), args());
    expect(fresh.ok && fresh.contact.identities).toEqual([
      { channelId: CHANNEL, kind: 'whatsapp', externalId: '79160000001', display: '+79160000001' },
    ]);
    const known = { ...OLGA, identities: [identity('79160000001')] };
    const again = startDialog(CTX, place('whatsapp', known), args());
    expect(again.ok && again.contact).toBe(known);
  });

  it('is refused where channels know the client by too many names; by one of these it goes', () => {
    const identities = Array.from({ length: MAX_IDENTITIES }, (_, n) => identity(`7916${1_000_000 + n}`));
    const contact = { ...OLGA, identities, phones: [phoneFixture('+79169999999')] };
    expect(startDialog(CTX, place('whatsapp', contact), args()).ok).toBe(true);
    expect(startDialog(CTX, place('whatsapp', contact), args({ address: '+79169999999' }))).toEqual({
      ok: false,
      refusal: { code: 'contact_full', part: 'identities', most: MAX_IDENTITIES },
    });
  });

  it('is refused where nothing of him is known by which he could be reached', () => {
    expect(startDialog(CTX, place('whatsapp'), args())).toEqual({ ok: false, refusal: lacks('phone') });
  });

  it('to somebody who is not there is refused, unless it makes him', () => {
    expect(startDialog(CTX, place('whatsapp', null), args())).toEqual({
      ok: false,
      refusal: { code: 'not_found' },
    });
    const phone = { value: '+79160000009', written: '8 916 000-00-09' };
    const made = args({ contact: { kind: 'new', contactId: NEW, name: ' Пётр ', phone } });
    const started = startDialog(CTX, place('whatsapp', null), made);
    if (!started.ok) throw new Error(started.refusal.code);
    expect(started.contact).toMatchObject({
      id: NEW,
      name: 'Пётр',
      number: 7,
      phones: [{ ...phone, source: 'operator', label: null, addedAt: 9_000 }],
      emails: [],
      rev: 1,
    });
    expect(started.dialog.contactId).toBe(NEW);
  });
});

describe('a new client', () => {
  it('has what was written of him, and one who is known is not made', () => {
    const email = { value: 'a@b.example', written: 'A@b.example' };
    const made = newContact(CTX, args({ contact: { kind: 'new', contactId: NEW, name: '', email } }), 3);
    expect(made).toMatchObject({ id: NEW, name: null, number: 3, phones: [], identities: [] });
    expect(made?.emails).toEqual([{ ...email, source: 'operator', label: null, addedAt: 9_000 }]);
    expect(newContact(CTX, args(), 3)).toBeNull();
  });

  it('is whom the intent is about, as a known one is', () => {
    expect(addresseeOf(args())).toBe(OLGA.id);
    expect(addresseeOf(args({ contact: { kind: 'new', contactId: NEW, name: 'x' } }))).toBe(NEW);
  });
});
