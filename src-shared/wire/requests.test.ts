import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FIRST_SORT } from '../domain/table-order.ts';
import { conditionsOf, NO_FILTER } from '../domain/table-filter.ts';
import { chatUpSchema } from './chat/up.ts';
import { sayRequestSchema } from './chat/say.ts';
import { archiveLineSchema, archiveQuerySchema } from './http/archive.ts';
import { contactFilesQuerySchema, contactHistoryQuerySchema } from './http/contacts.ts';
import { uploadMetadataSchema } from './http/files.ts';
import { historyQuerySchema } from './http/history.ts';
import { intentsRequestSchema } from './http/intents.ts';
import { rightsSchema } from './http/rights.ts';
import { searchQuerySchema } from './http/search.ts';
import { signInRequestSchema } from './http/session.ts';
import { snapshotQuerySchema } from './http/snapshot.ts';
import { tableRequestSchema } from './http/table.ts';
import { upSchema } from './live/up.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const takes = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;

describe('a question with a page of its answer', () => {
  it.each([
    ['snapshot', snapshotQuerySchema, {}, 500],
    ['archive', archiveQuerySchema, { after: 'x' }, 10_000],
    ['history', historyQuerySchema, {}, 200],
    ['history of a client', contactHistoryQuerySchema, {}, 200],
    ['files of a client', contactFilesQuerySchema, {}, 200],
    ['search', searchQuerySchema, { q: 'a' }, 50],
  ] as const)('%s: has a size of its own, and none beyond bounds', (_, schema, rest, most) => {
    expect(takes(schema, rest)).toBe(true);
    // As they come in an address.
    expect(takes(schema, { ...rest, limit: String(most) })).toBe(true);
    for (const limit of [most + 1, 0, -1, 1.5, 'many', 'NaN', '1e9', ['1', '2']])
      expect([limit, takes(schema, { ...rest, limit })]).toEqual([limit, false]);
  });

  it('goes on from a place that is not endless', () => {
    expect(takes(snapshotQuerySchema, { after: 'x'.repeat(501) })).toBe(false);
    expect(takes(archiveQuerySchema, { after: 'x'.repeat(501) })).toBe(false);
    expect(takes(searchQuerySchema, { q: 'a', before: 'x'.repeat(201) })).toBe(false);
    for (const before of [0, -1, 'x']) expect(takes(historyQuerySchema, { before })).toBe(false);
  });

  it('to the archive goes back so many days as there can be', () => {
    expect(archiveQuerySchema.parse({ after: 'x', days: '30' })).toMatchObject({ days: 30, limit: 2_000 });
    for (const days of [0, 36_501, 'all'])
      expect(takes(archiveQuerySchema, { after: 'x', days })).toBe(false);
    expect(takes(archiveQuerySchema, {})).toBe(false);
  });

  it('to the table is whole: conditions, order, and a page of it', () => {
    const conditions = conditionsOf(NO_FILTER, ID, 0);
    expect(tableRequestSchema.parse({ conditions, sort: FIRST_SORT })).toMatchObject({
      limit: 100,
      after: null,
    });
    for (const patch of [
      { limit: 201 },
      { limit: '100' },
      { sort: { column: 'id', direction: 'asc' } },
      { conditions: { ...conditions, lineIds: ids(201) } },
      { conditions: { ...conditions, tags: [''] } },
      { conditions: { ...conditions, created: { from: -1, to: null } } },
      { conditions: undefined },
    ])
      expect([patch, takes(tableRequestSchema, { conditions, sort: FIRST_SORT, ...patch })]).toEqual([
        patch,
        false,
      ]);
  });
});

describe('a request with intents', () => {
  const intent = { id: ID, name: 'dialog.fly', args: {} };

  it('is taken with what the hub does not know yet, as long as it has an id', () => {
    expect(intentsRequestSchema.parse({ protocol: 9, intents: [intent] }).intents).toEqual([intent]);
    expect(takes(intentsRequestSchema, { protocol: 8, intents: [{ name: 'dialog.answer' }] })).toBe(false);
  });

  it('has at least one, at most a hundred, and says how it speaks', () => {
    const of = (count: number, protocol: unknown = 8) =>
      takes(intentsRequestSchema, { protocol, intents: Array.from({ length: count }, () => intent) });
    expect([of(0), of(1), of(100), of(101)]).toEqual([false, true, true, false]);
    for (const protocol of [0, -1, '8', null, 1.5]) expect(of(1, protocol)).toBe(false);
  });

  it('names ids in one way, however they were written', () => {
    const { intents } = intentsRequestSchema.parse({
      protocol: 8,
      intents: [{ id: 'ABCDEF00-0000-7000-8000-000000000001' }],
    });
    expect(intents[0]?.id).toBe('abcdef00-0000-7000-8000-000000000001');
  });
});

describe('who signs in', () => {
  const request = { login: ' Anna@Example.com ', password: ' as typed ', device: 'Chromium' };
  it('is known without case and blanks; the password is what was typed', () => {
    expect(signInRequestSchema.parse(request)).toEqual({
      ...request,
      login: 'anna@example.com',
      password: ' as typed ',
    });
  });

  it.each([
    { login: '  ' },
    { password: '' },
    { password: 'x'.repeat(1_001) },
    { login: 'x'.repeat(321) },
    { device: 'x'.repeat(201) },
  ])('not with %j', (patch) => {
    expect(takes(signInRequestSchema, { ...request, ...patch })).toBe(false);
  });

  it('has rights that can be looked through', () => {
    const rights = { role: 'operator', active: true, lineIds: ids(1_000), branchIds: [] };
    expect(takes(rightsSchema, rights)).toBe(true);
    expect(takes(rightsSchema, { ...rights, lineIds: ids(1_001) })).toBe(false);
    expect(takes(rightsSchema, { ...rights, role: 'owner' })).toBe(false);
  });
});

describe('what clients and visitors say on their sockets', () => {
  it.each<[boolean, unknown]>([
    [true, { type: 'hello', protocol: 8, token: 'x', cursor: null }],
    [true, { type: 'hello', protocol: 8, token: 'x', cursor: { epoch: 'e', xid: '18446744073709551615' } }],
    [false, { type: 'hello', protocol: 8, token: 'x', cursor: { epoch: 'e', xid: '-1' } }],
    [false, { type: 'hello', protocol: 8, token: 'x'.repeat(201), cursor: null }],
    [true, { type: 'looking', dialogIds: ids(16) }],
    [false, { type: 'looking', dialogIds: ids(17) }],
    [false, { type: 'typing', dialogId: ID, visibility: 'secret' }],
    [false, { type: 'shout' }],
  ])('%s: %j', (fits, message) => {
    expect(upSchema.safeParse(message).success).toBe(fits);
  });

  it.each<[boolean, unknown]>([
    [true, { type: 'hello', token: 'x', after: null }],
    [true, { type: 'hello', token: 'x', after: 5, changes: 2 }],
    [false, { type: 'hello', token: 'x', after: -1 }],
    [false, { type: 'hello', token: 'x'.repeat(201), after: null }],
    [true, { type: 'seen', upTo: 0 }],
    [false, { type: 'seen', upTo: 1.5 }],
    [false, { type: 'received' }],
  ])('a widget, %s: %j', (fits, message) => {
    expect(takes(chatUpSchema, message)).toBe(fits);
  });

  it('a visitor’s message has at most ten files, and an id of its own', () => {
    const message = { clientId: ID, text: 'hello' };
    expect(takes(sayRequestSchema, { ...message, files: ids(10), replyTo: 1 })).toBe(true);
    for (const patch of [{ files: ids(11) }, { clientId: 'mine' }, { replyTo: 0 }, { name: 'x'.repeat(201) }])
      expect([patch, takes(sayRequestSchema, { ...message, ...patch })]).toEqual([patch, false]);
  });
});

describe('a file', () => {
  it('is begun with its name; how long a recording is is believed within a day', () => {
    expect(uploadMetadataSchema.parse({ id: ID, name: 'a.ogg', durationMs: '900' })).toMatchObject({
      purpose: 'file',
      durationMs: 900,
    });
    for (const patch of [
      { durationMs: '-1' },
      { durationMs: '86400001' },
      { purpose: 'virus' },
      { id: '../../etc' },
    ])
      expect([patch, takes(uploadMetadataSchema, { id: ID, name: 'a', ...patch })]).toEqual([patch, false]);
  });
});

describe('lines of the archive', () => {
  it('are read, or they are no lines, whatever comes', () => {
    const end = { line: 'end', next: null };
    expect(archiveLineSchema.parse(end)).toEqual(end);
    expect(
      takes(archiveLineSchema, { line: 'head', newest: 1, ids: [], contactIds: [], messages: 0, next: null }),
    ).toBe(false);
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(typeof archiveLineSchema.safeParse(anything).success).toBe('boolean');
      }),
    );
  });
});
