import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLANK } from '#shared/domain/contact.ts';
import { audienceOf, type Audience, type Scope } from '#shared/domain/scope.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import { downSchema } from '#shared/wire/live/down.ts';
import { ANNA, BORIS, dialogFixture, LINE } from '#tests/support/fixtures.ts';
import { feedEntry } from '#tests/support/feed-entry.ts';
import type { FeedEntry } from '../feed/entry.ts';
import { enteringDialogs, PageWriter, planFor } from './fan-out.ts';

const dialog = dialogFixture({ lastSeq: 1 });
const now = audienceOf(dialog);
const message: Message = {
  id: '01890000-0000-7000-8000-000000000002',
  dialogId: dialog.id,
  seq: 1,
  author: { kind: 'system' },
  visibility: 'hidden',
  body: { kind: 'event', event: { type: 'opened' } },
  delivery: null,
  ...UNMARKED,
  at: 1,
  rev: 1,
};
const bundle: DialogBundle = {
  dialog,
  contact: {
    id: dialog.contactId,
    name: null,
    number: 1,
    ...BLANK,
    createdAt: 1,
    rev: 1,
  },
  page: { dialogId: dialog.id, messages: [message] },
};
const fresh: FeedEntry[] = [
  feedEntry({ type: 'dialog', dialog }, { kind: 'dialog', now: [now], before: null }, 5n),
  feedEntry({ type: 'message', message }, { kind: 'dialog', now: [now], before: now }, 5n),
];
const anna: Scope = { operatorId: ANNA, role: 'operator', lineIds: [LINE], branchIds: [] };
const stranger: Scope = { operatorId: BORIS, role: 'operator', lineIds: [], branchIds: [] };
const cursor = { epoch: 'e', xid: '6' };
const outcomesFor = (scope: Scope, entries: readonly FeedEntry[]) => planFor(scope, entries).outcomes;

/** As the feed's reader finds it. */
function isToldAgain(entries: readonly FeedEntry[], i: number): boolean {
  const entry = entries[i];
  const next = entries
    .slice(i + 1)
    .find(({ type, dialogId }) => type === 'dialog' && dialogId === entry?.dialogId);
  if (entry?.type !== 'dialog' || entry.audience.kind !== 'dialog' || next?.audience.kind !== 'dialog')
    return false;
  const [seen] = entry.audience.now;
  return isDeepStrictEqual(next.audience.now, [seen]) && isDeepStrictEqual(next.audience.before, seen);
}

describe('a page of the feed on many sockets', () => {
  test('a new dialog enters whole, without its rows once more', () => {
    expect(outcomesFor(anna, fresh)).toEqual(['enter', 'older']);
    expect(outcomesFor(stranger, fresh)).toEqual(['nothing', 'nothing']);
    expect(enteringDialogs(fresh, [outcomesFor(anna, fresh), outcomesFor(stranger, fresh)])).toEqual([
      dialog.id,
    ]);
  });

  test('after it has gone, a dialog enters anew', () => {
    const gone = feedEntry(
      { type: 'dialog', dialog },
      { kind: 'dialog', now: [{ ...now, lineId: BORIS }], before: now },
      6n,
    );
    expect(outcomesFor(anna, [...fresh, gone, ...fresh])).toEqual([
      'enter',
      'older',
      'gone',
      'enter',
      'older',
    ]);
  });

  test('of several rows of a dialog the last says all; a row before its going or its entering stays', () => {
    const row = (rev: number): FeedEntry =>
      feedEntry({ type: 'dialog', dialog: { ...dialog, rev } }, { kind: 'dialog', now: [now], before: now });
    const gone = feedEntry(
      { type: 'dialog', dialog },
      { kind: 'dialog', now: [{ ...now, lineId: BORIS }], before: now },
    );
    const [, said] = fresh;
    if (!said) throw new Error('No message');
    expect(outcomesFor(anna, [row(1), said, row(2), said])).toEqual(['nothing', 'row', 'row', 'row']);
    expect(outcomesFor(anna, [row(1), said, gone])).toEqual(['row', 'row', 'gone']);
    expect(outcomesFor(anna, [row(1), gone, ...fresh, row(2)])).toEqual([
      'row',
      'gone',
      'enter',
      'older',
      'nothing',
    ]);
    expect(outcomesFor(stranger, [row(1), row(2)])).toEqual(['nothing', 'nothing']);
  });

  test('messages are what the wire says, and equal ones are the same text', () => {
    const writer = new PageWriter(fresh, [bundle], cursor);
    const text = writer.write(anna, outcomesFor(anna, fresh));
    expect(downSchema.parse(JSON.parse(text ?? ''))).toEqual({
      type: 'changes',
      changes: [{ type: 'enter', bundle }],
      cursor,
    });
    expect(writer.write({ ...anna, operatorId: BORIS }, outcomesFor(anna, fresh))).toBe(text);
    expect(writer.write(stranger, outcomesFor(stranger, fresh))).toBeNull();
    expect(downSchema.parse(JSON.parse(writer.empty))).toEqual({ type: 'changes', changes: [], cursor });
    const first = new PageWriter(fresh, [bundle], cursor, true);
    for (const said of [first.empty, first.write(anna, outcomesFor(anna, fresh)) ?? ''])
      expect(downSchema.parse(JSON.parse(said))).toMatchObject({ type: 'changes', cursor, more: true });
  });

  test('a bundle of a dialog that has left the scope since is not shown', () => {
    const moved = { ...bundle, dialog: { ...dialog, lineId: BORIS } };
    expect(new PageWriter(fresh, [moved], cursor).write(anna, outcomesFor(anna, fresh))).toBeNull();
  });

  test('a bundle that is not there any more is left out', () => {
    expect(new PageWriter(fresh, [], cursor).write(anna, outcomesFor(anna, fresh))).toBeNull();
  });

  test('a dialog that is taken up again brings its newest messages; what happens to older ones is told besides', () => {
    const messages = [4, 5].map((seq): Message => ({
      ...message,
      id: `${message.id.slice(0, -1)}${seq}`,
      seq,
    }));
    const whole = { ...bundle, page: { dialogId: dialog.id, messages } };
    const read: Message = { ...message, seq: 3, rev: 2 };
    const entries = [
      feedEntry(
        { type: 'dialog', dialog },
        { kind: 'dialog', now: [now], before: { ...now, whole: true } },
        5n,
      ),
      ...[read, ...messages].map((said) =>
        feedEntry({ type: 'message', message: said }, { kind: 'dialog', now: [now], before: now }, 6n),
      ),
    ];
    const writer = new PageWriter(entries, [whole], cursor);
    expect(JSON.parse(writer.write(anna, outcomesFor(anna, entries)) ?? '')).toMatchObject({
      changes: [
        { type: 'enter', bundle: whole },
        { type: 'message', message: read },
      ],
    });
    expect(writer.write(stranger, outcomesFor(anna, entries))).toBeNull();
  });

  test('what is left out because the page says it again is missed by nobody whose rights stay', () => {
    const ids = [dialog.id, '01890000-0000-7000-8000-000000000099'];
    const lines = [LINE, BORIS];
    const step = fc.record({
      of: fc.nat(1),
      line: fc.nat(1),
      kind: fc.constantFrom('said', 'new', 'taken up', 'changed'),
    });
    const scope = fc.constantFrom<Scope>(
      anna,
      stranger,
      { ...anna, lineIds: [BORIS] },
      { ...anna, lineIds: lines },
      { ...anna, role: 'admin' },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), scope, (steps, who) => {
        const seen = new Map<string, Audience>();
        const entries = steps.map(({ of, line, kind }, i) => {
          const id = ids[of] ?? '';
          const audience = { ...now, lineId: lines[line] ?? '' };
          if (kind === 'said')
            return feedEntry(
              { type: 'message', message: { ...message, dialogId: id, seq: i + 1 } },
              { kind: 'dialog', now: [seen.get(id) ?? audience], before: seen.get(id) ?? audience },
            );
          const known = kind === 'new' ? null : (seen.get(id) ?? null);
          const before = known && kind === 'taken up' ? { ...known, whole: true as const } : known;
          seen.set(id, audience);
          const change = {
            type: 'dialog',
            dialog: { ...dialog, id, lineId: audience.lineId, rev: i + 1 },
          } as const;
          return feedEntry(change, { kind: 'dialog', now: [audience], before });
        });
        const bundles = ids.map((id) => ({
          ...bundle,
          dialog: { ...dialog, id, lineId: seen.get(id)?.lineId ?? LINE },
        }));
        const read = entries.map((entry, i) => (isToldAgain(entries, i) ? { ...entry, json: null } : entry));
        const write = (page: FeedEntry[]) =>
          new PageWriter(page, bundles, cursor).write(who, outcomesFor(who, page));
        expect(write(read)).toBe(write(entries));
      }),
      { numRuns: 2_000 },
    );
  });

  test('rows and goings are written as they are', () => {
    const writer = new PageWriter(fresh, [], cursor);
    expect(JSON.parse(writer.write(anna, ['gone', 'row']) ?? '')).toEqual({
      type: 'changes',
      changes: [
        { type: 'gone', dialogId: dialog.id },
        { type: 'message', message },
      ],
      cursor,
    });
  });

  describe('in which rights change', () => {
    const rights = (scope: Scope): FeedEntry =>
      feedEntry({ type: 'scope', scope }, { kind: 'operator', operatorId: scope.operatorId }, 6n);
    const without: Scope = { ...anna, lineIds: [] };
    const [opened, said] = fresh;
    if (!opened || !said) throw new Error('No entries');

    test('what was before is decided by the old ones, what follows by the new', () => {
      const page = [opened, said, rights(without), said, opened];
      expect(planFor(anna, page)).toEqual({
        outcomes: ['enter', 'older', 'row', 'nothing', 'nothing'],
        changed: without,
      });
      expect(planFor(without, [said, rights(anna), said, opened])).toEqual({
        outcomes: ['nothing', 'row', 'row', 'enter'],
        changed: anna,
      });
      // Somebody else's rights are nothing to him.
      expect(planFor(anna, [rights({ ...without, operatorId: BORIS }), said])).toEqual({
        outcomes: ['nothing', 'row'],
        changed: null,
      });
    });

    test('what entered by the old ones is not shown as it is now, which they have no right to', () => {
      const plan = planFor(anna, [opened, rights(without)]);
      const writer = new PageWriter([opened, rights(without)], [bundle], cursor);
      expect(JSON.parse(writer.write(plan.changed ?? anna, plan.outcomes) ?? '')).toMatchObject({
        changes: [{ type: 'scope' }],
      });
    });

    test('a row that the page says again is not missed by whoever loses it meanwhile', () => {
      const row = (rev: number): FeedEntry =>
        feedEntry(
          { type: 'dialog', dialog: { ...dialog, rev } },
          { kind: 'dialog', now: [now], before: now },
        );
      const page = [{ ...row(1), json: null }, said, rights(without), row(2)];
      const plan = planFor(anna, page);
      expect(plan.outcomes).toEqual(['row', 'row', 'row', 'nothing']);
      const writer = new PageWriter(page, [], cursor);
      expect(JSON.parse(writer.write(plan.changed ?? anna, plan.outcomes) ?? '')).toMatchObject({
        changes: [{ type: 'message' }, { type: 'scope', scope: without }],
      });
    });

    test('what a session has already neither says nor changes anything', () => {
      // It has the dialog as it entered; what was said after that it does not have.
      expect(planFor(anna, [opened, rights(without), { ...said, xid: 7n }], 7n)).toEqual({
        outcomes: ['nothing', 'nothing', 'row'],
        changed: null,
      });
    });
  });
});
