import { BLANK, type Contact, type Email, type Phone } from '#shared/domain/contact.ts';
import { UNTOUCHED, type Dialog } from '#shared/domain/dialog.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';

/** Entities for tests: every field set, each test changes what it is about. */

export const ANNA = '01890000-0000-7000-8000-0000000000a1';
export const BORIS = '01890000-0000-7000-8000-0000000000b1';
export const LINE = '01890000-0000-7000-8000-000000000011';
export const BRANCH = '01890000-0000-7000-8000-000000000021';

export function dialogFixture(patch: Partial<Dialog> = {}): Dialog {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    channelId: '01890000-0000-7000-8000-000000000031',
    lineId: LINE,
    branchId: BRANCH,
    contactId: '01890000-0000-7000-8000-000000000041',
    state: { status: 'queued' },
    ...UNTOUCHED,
    previousDialogId: null,
    pageUrl: null,
    createdAt: 1_000,
    lastActivityAt: 1_000,
    rev: 1,
    ...patch,
  };
}

export function contactFixture(patch: Partial<Contact> = {}): Contact {
  return {
    id: '01890000-0000-7000-8000-000000000041',
    name: 'Olga',
    number: 1,
    ...BLANK,
    createdAt: 1_000,
    rev: 1,
    ...patch,
  };
}

export function phoneFixture(value: string, written = value): Phone {
  return { value, written, source: 'operator', label: null, addedAt: 1_000 };
}

export function emailFixture(value: string): Email {
  return { value, written: value, source: 'operator', label: null, addedAt: 1_000 };
}

export function messageFixture(patch: Partial<Message> = {}): Message {
  return {
    id: '01890000-0000-7000-8000-000000000051',
    dialogId: '01890000-0000-7000-8000-000000000001',
    seq: 1,
    author: { kind: 'client', contactId: '01890000-0000-7000-8000-000000000041' },
    visibility: 'public',
    body: { kind: 'text', text: 'Hello', attachments: [] },
    delivery: null,
    ...UNMARKED,
    at: 1_000,
    rev: 1,
    ...patch,
  };
}
