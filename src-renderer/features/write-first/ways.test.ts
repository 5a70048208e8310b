import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialogFixture } from '#tests/support/fixtures.ts';
import type { Channel, ChannelKind, Line } from '#shared/domain/directory.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { approach } from '#shared/intents/dialog-start.ts';
import { waysTo, type Reachable } from './ways.ts';

const LINES = new Map<string, Line>(
  ['orders', 'service'].map((id) => [id, { id, branchId: 'moscow', name: id, rev: 1 }]),
);
const channel = (id: string, kind: ChannelKind, lineId = 'orders'): [string, Channel] => [
  id,
  { id, kind, lineId, name: id, rev: 1 },
];
const DIRECTORY = {
  channels: new Map([
    channel('chat', 'sitechat'),
    channel('mail', 'email'),
    channel('telegram', 'telegram'),
    channel('whatsapp', 'whatsapp'),
    channel('whatsapp-service', 'whatsapp', 'service'),
  ]),
  lines: LINES,
  branches: new Map(),
};
const OPERATOR: Scope = { operatorId: 'me', role: 'operator', lineIds: ['orders'], branchIds: [] };
const NOBODY: Reachable = { identities: [], phones: [], emails: [] };
const identity = (channelId: string, kind: ChannelKind) => ({
  channelId,
  kind,
  externalId: 'x',
  display: null,
});

const lacks = (who: Reachable) =>
  Object.fromEntries(waysTo(who, [], DIRECTORY, OPERATOR).map((way) => [way.channel.id, way.lacks]));

test('a number opens messengers that go by numbers, an address the mail, everything else needs an acquaintance', () => {
  expect(lacks(NOBODY)).toEqual({
    chat: 'acquaintance',
    mail: 'email',
    telegram: 'acquaintance',
    whatsapp: 'phone',
  });
  expect(lacks({ ...NOBODY, phones: [{ value: '+79165550110' }] })).toMatchObject({
    whatsapp: null,
    mail: 'email',
  });
  expect(lacks({ ...NOBODY, emails: [{ value: 'a@b.example' }] })).toMatchObject({
    whatsapp: 'phone',
    mail: null,
  });
  expect(lacks({ ...NOBODY, identities: [identity('telegram', 'telegram')] })).toMatchObject({
    telegram: null,
    chat: 'acquaintance',
  });
});

test('only channels of lines in which the person works', () => {
  const ids = (scope: Scope): string[] =>
    waysTo(NOBODY, [], DIRECTORY, scope)
      .map((way) => way.channel.id)
      .toSorted();
  expect(ids(OPERATOR)).not.toContain('whatsapp-service');
  expect(ids({ ...OPERATOR, role: 'admin' })).toContain('whatsapp-service');
  expect(ids({ ...OPERATOR, lineIds: [], role: 'senior', branchIds: ['moscow'] })).toHaveLength(5);
  expect(ids({ ...OPERATOR, lineIds: [] })).toEqual([]);
});

test('where he wrote last stands first, what cannot be last; an open dialog is known', () => {
  const who: Reachable = {
    ...NOBODY,
    phones: [{ value: '+79165550110' }, { value: '+79165550111' }],
    identities: [identity('chat', 'sitechat')],
  };
  const dialogs = [
    dialogFixture({ id: 'now', channelId: 'chat', state: { status: 'queued' } }),
    dialogFixture({ id: 'then', channelId: 'whatsapp', state: { status: 'queued' } }),
  ];
  const ways = waysTo(who, dialogs.slice(0, 1), DIRECTORY, OPERATOR);
  expect(ways.map((way) => way.channel.id)).toEqual(['chat', 'whatsapp', 'mail', 'telegram']);
  expect(ways[0]?.open?.id).toBe('now');
  expect(ways[1]?.open).toBeNull();
  expect(ways[1]?.addresses).toEqual(['+79165550110', '+79165550111']);
  expect(ways[0]?.addresses).toEqual([]);
  expect(waysTo(who, dialogs, DIRECTORY, OPERATOR)[1]?.open?.id).toBe('then');
});

test('the hub takes what is offered here, from every address that is offered, and refuses the rest for the same reason', () => {
  const kinds: ChannelKind[] = ['sitechat', 'telegram', 'whatsapp', 'instagram', 'vk', 'avito', 'email'];
  const directory = { ...DIRECTORY, channels: new Map(kinds.map((kind) => channel(kind, kind))) };
  const written = { source: 'operator', label: null, addedAt: 1 } as const;
  const values = (all: string[]) =>
    fc.subarray(all).map((some) => some.map((value) => ({ value, written: value, ...written })));
  const anybody = fc.record({
    identities: fc.subarray(kinds).map((known) => known.map((kind) => identity(kind, kind))),
    phones: values(['+79165550110', '+79165550111']),
    emails: values(['a@b.example', 'c@d.example']),
  });
  fc.assert(
    fc.property(anybody, (who) => {
      const ways = waysTo(who, [], directory, OPERATOR);
      expect(ways).toHaveLength(kinds.length);
      for (const way of ways) {
        const answers = (way.addresses.length > 0 ? way.addresses : [null]).map((address) =>
          approach(who, way.channel, address),
        );
        const refused = { code: 'cannot_write_first', lacks: way.lacks };
        for (const answer of answers)
          expect(answer).toMatchObject(way.lacks === null ? { ok: true } : { ok: false, refusal: refused });
      }
    }),
  );
});

test('a dialog that was closed is no reason to go there instead, and none of another channel is', () => {
  const who: Reachable = { ...NOBODY, identities: [identity('chat', 'sitechat')] };
  const over = { status: 'closed', responsibleId: 'me', closedAt: 1, outcome: 'finished' } as const;
  const dialogs = [
    dialogFixture({ id: 'elsewhere', channelId: 'telegram', state: { status: 'queued' } }),
    dialogFixture({ id: 'over', channelId: 'chat', state: over }),
  ];
  const chat = waysTo(who, dialogs, DIRECTORY, OPERATOR).find((way) => way.channel.id === 'chat');
  expect(chat).toMatchObject({ open: null, lacks: null });
});

test('a channel whose line is not known is not offered; of those alike the order is that of names', () => {
  const channels = new Map([channel('b', 'email'), channel('a', 'email'), channel('lost', 'email', 'gone')]);
  const who: Reachable = { ...NOBODY, emails: [{ value: 'a@b.example' }] };
  const ways = waysTo(who, [], { ...DIRECTORY, channels }, { ...OPERATOR, role: 'admin' });
  expect(ways.map((way) => way.channel.id)).toEqual(['a', 'b']);
});
