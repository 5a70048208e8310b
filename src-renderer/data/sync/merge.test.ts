import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { LISTS, listsOf } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Change } from '#shared/wire/change.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { contactId, dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { dialogRecord, type DialogRecord } from '../db/rows.ts';
import { coverageRow } from './coverage.ts';
import { counterDelta, mergeChanges, mergeSnapshotBundle } from './merge.ts';
import { Staging } from './staging.ts';

const ME = operatorId(1);
const CTX = { me: ME, generation: 1 };

function dialog(n: number, rev: number, patch: Partial<Dialog> = {}): Dialog {
  return dialogFixture({ id: dialogId(n), contactId: contactId(n), rev, ...patch });
}
function contact(n: number, rev = 1): Contact {
  return {
    id: contactId(n),
    name: `v${rev}`,
    number: n,
    phones: [],
    emails: [],
    identities: [],
    createdAt: 1,
    rev,
  };
}
function message(n: number, seq: number, rev = 1): Message {
  return {
    id: fakeId(8, n * 1000 + seq),
    dialogId: dialogId(n),
    seq,
    author: { kind: 'client', contactId: contactId(n) },
    visibility: 'public',
    body: { kind: 'text', text: `text ${seq} v${rev}` },
    delivery: null,
    at: seq,
    rev,
  };
}
const bundle = (n: number, rev: number, seqs: number[]) => ({
  dialog: dialog(n, rev),
  contact: contact(n),
  page: { dialogId: dialogId(n), messages: seqs.map((seq) => message(n, seq)) },
});

/** A staging in which everything was looked up and nothing found. */
function emptyFor(dialogs: number): Staging {
  const staging = new Staging();
  for (let n = 1; n <= dialogs; n += 1) {
    staging.dialogs.load(dialogId(n), undefined);
    staging.coverage.load(dialogId(n), undefined);
    staging.contacts.load(contactId(n), undefined);
  }
  return staging;
}
const rows = (staging: Staging, n: number) => [...staging.messagesOf(dialogId(n)).puts.values()];

describe('the merge', () => {
  it('never lets a lower or equal revision win', () => {
    const staging = emptyFor(1);
    const changes: Change[] = [
      { type: 'dialog', dialog: dialog(1, 3, { unread: 3 }) },
      { type: 'dialog', dialog: dialog(1, 2, { unread: 2 }) },
      { type: 'dialog', dialog: dialog(1, 3, { unread: 9 }) },
      { type: 'contact', contact: contact(1, 5) },
      { type: 'contact', contact: contact(1, 4) },
      { type: 'message', message: message(1, 1, 2) },
      { type: 'message', message: message(1, 1, 1) },
    ];
    mergeChanges(staging, CTX, changes);
    expect(staging.dialogs.get(dialogId(1))?.dialog.unread).toBe(3);
    expect(staging.contacts.get(contactId(1))?.rev).toBe(5);
    expect(rows(staging, 1)).toEqual([message(1, 1, 2)]);
  });

  it('comes to the same whatever came twice', () => {
    const changes: Change[] = [
      { type: 'enter', bundle: bundle(1, 2, [3, 4, 5]) },
      { type: 'message', message: message(1, 6) },
      { type: 'dialog', dialog: dialog(1, 3) },
      { type: 'message', message: message(1, 5, 2) },
    ];
    const once = emptyFor(1);
    mergeChanges(once, CTX, changes);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 8 }), (again) => {
        const twice = emptyFor(1);
        mergeChanges(twice, CTX, [...changes, ...again.flatMap((i) => changes[i] ?? [])]);
        expect(twice.dialogs.changes()).toEqual(once.dialogs.changes());
        expect(twice.coverage.changes()).toEqual(once.coverage.changes());
        expect(rows(twice, 1)).toEqual(rows(once, 1));
      }),
    );
  });

  it('keeps a message that came before its dialog in the batch, and none without a dialog', () => {
    const staging = emptyFor(2);
    mergeChanges(staging, CTX, [
      { type: 'message', message: message(1, 1) },
      { type: 'message', message: message(2, 1) },
      { type: 'dialog', dialog: dialog(1, 1) },
    ]);
    expect(rows(staging, 1)).toHaveLength(1);
    expect(rows(staging, 2)).toEqual([]);
    expect(staging.coverage.get(dialogId(2))).toBeNull();
  });

  it('a late receipt of an old message is kept and not shown', () => {
    const staging = emptyFor(1);
    mergeChanges(staging, CTX, [
      { type: 'enter', bundle: bundle(1, 1, [30, 31]) },
      { type: 'message', message: message(1, 4, 2) },
    ]);
    expect(staging.coverage.get(dialogId(1))).toEqual({ dialogId: dialogId(1), from: 30, to: 31 });
    expect(rows(staging, 1)).toHaveLength(3);
  });
});

describe('gone', () => {
  it('leaves nothing, not even of the same batch; and what enters again is whole', () => {
    const staging = emptyFor(1);
    staging.dialogs.load(dialogId(1), dialogRecord(dialog(1, 1), ME, 1));
    staging.coverage.load(dialogId(1), coverageRow(dialogId(1), { from: 1, to: 2 }));
    staging.messagesOf(dialogId(1)).stored.set(2, message(1, 2, 9));
    staging.dialogsOfContact.set(contactId(1), new Set([dialogId(1)]));
    staging.contacts.load(contactId(1), contact(1));
    mergeChanges(staging, CTX, [
      { type: 'message', message: message(1, 3) },
      { type: 'gone', dialogId: dialogId(1) },
    ]);
    expect(staging.dialogs.get(dialogId(1))).toBeNull();
    expect(staging.contacts.get(contactId(1))).toBeNull();
    expect(staging.coverage.get(dialogId(1))).toBeNull();
    expect(rows(staging, 1)).toEqual([]);
    expect(staging.messagesOf(dialogId(1)).dropBelow).toBe(Infinity);
    mergeChanges(staging, CTX, [{ type: 'enter', bundle: bundle(1, 1, [2, 3]) }]);
    expect(rows(staging, 1)).toEqual([message(1, 2), message(1, 3)]);
    expect(staging.contacts.get(contactId(1))).not.toBeNull();
  });

  it('keeps a client of whom another dialog is here', () => {
    const staging = emptyFor(1);
    staging.dialogs.load(dialogId(1), dialogRecord(dialog(1, 1), ME, 1));
    staging.contacts.load(contactId(1), contact(1));
    staging.dialogsOfContact.set(contactId(1), new Set([dialogId(1), dialogId(2)]));
    mergeChanges(staging, CTX, [{ type: 'gone', dialogId: dialogId(1) }]);
    expect(staging.contacts.get(contactId(1))).not.toBeNull();
  });
});

describe('a snapshot', () => {
  it('does not trust what lies before its page', () => {
    const staging = emptyFor(1);
    staging.dialogs.load(dialogId(1), dialogRecord(dialog(1, 1), ME, 0));
    staging.coverage.load(dialogId(1), coverageRow(dialogId(1), { from: 1, to: 6 }));
    mergeSnapshotBundle(staging, CTX, bundle(1, 1, [5, 6, 7]));
    expect(staging.coverage.get(dialogId(1))).toEqual({ dialogId: dialogId(1), from: 5, to: 7 });
    expect(staging.messagesOf(dialogId(1)).dropBelow).toBe(5);
    expect(staging.dialogs.get(dialogId(1))?.generation).toBe(1);
  });

  it('does not undo what a live writer brought meanwhile', () => {
    const staging = emptyFor(1);
    staging.dialogs.load(dialogId(1), dialogRecord(dialog(1, 9), ME, 1));
    staging.coverage.load(dialogId(1), coverageRow(dialogId(1), { from: 3, to: 9 }));
    mergeSnapshotBundle(staging, CTX, bundle(1, 7, [5, 6, 7]));
    expect(staging.dialogs.get(dialogId(1))?.dialog.rev).toBe(9);
    expect(staging.coverage.get(dialogId(1))).toEqual({ dialogId: dialogId(1), from: 5, to: 9 });
  });
});

describe('counters', () => {
  const anyDialog = fc
    .record({
      responsible: fc.constantFrom(null, ME, operatorId(2)),
      closed: fc.boolean(),
      waiting: fc.boolean(),
      invited: fc.boolean(),
    })
    .map((one): DialogRecord => {
      const state: Dialog['state'] = one.closed
        ? { status: 'closed', responsibleId: one.responsible, closedAt: 1, outcome: 'finished' }
        : one.responsible === null
          ? { status: 'queued' }
          : { status: 'active', responsibleId: one.responsible };
      const participantIds = one.invited ? [ME] : [];
      return dialogRecord(
        dialog(1, 1, { state, participantIds, waitingSince: one.waiting ? 5 : null }),
        ME,
        1,
      );
    });
  const maybe = fc.option(anyDialog, { nil: null });

  it('change by what the lists change, dialog by dialog', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ before: maybe, after: maybe }), { maxLength: 20 }), (changes) => {
        const delta = counterDelta(changes);
        for (const list of LISTS) {
          const count = (which: 'before' | 'after') =>
            changes.filter((one) => {
              const record = one[which];
              return record !== null && listsOf(record.dialog, ME).has(list);
            }).length;
          expect(delta[list]).toBe(count('after') - count('before'));
        }
      }),
    );
  });
});

describe('a staging', () => {
  it('says when a row is read that was not looked up, instead of taking it for absent', () => {
    expect(() => mergeChanges(new Staging(), CTX, [{ type: 'dialog', dialog: dialog(1, 1) }])).toThrow(
      'not loaded',
    );
  });
});
