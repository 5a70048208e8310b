import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLANK, type Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { LISTS, listsOf } from '#shared/domain/lists.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import type { Change } from '#shared/wire/change.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { contactId, dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { SMALL_LAYOUT } from '#tests/support/fake-hub/replica.ts';
import { dialogRecord, type DialogRecord } from '../db/rows.ts';
import {
  counterDelta,
  mergeChanges,
  mergeHistory,
  mergeSnapshotBundles,
  unheeded,
  type MergeContext,
} from './merge.ts';
import { Staging } from './staging.ts';

const ME = operatorId(1);
const CTX: MergeContext = { me: ME, generation: 1, layout: SMALL_LAYOUT };

function dialog(n: number, rev: number, patch: Partial<Dialog> = {}): Dialog {
  return dialogFixture({ id: dialogId(n), contactId: contactId(n), rev, ...patch });
}
const CLOSED: Dialog['state'] = { status: 'closed', responsibleId: null, closedAt: 1, outcome: 'finished' };
function contact(n: number, rev = 1): Contact {
  return {
    id: contactId(n),
    name: `v${rev}`,
    number: n,
    ...BLANK,
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
    body: { kind: 'text', text: `text ${seq} v${rev}`, attachments: [] },
    delivery: null,
    ...UNMARKED,
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
    staging.contacts.load(contactId(n), undefined);
  }
  return staging;
}
/** What will be written of a transcript, in order. */
function written(staging: Staging, n: number): Message[] {
  const { rows, pages } = staging.transcriptOf(dialogId(n)).puts();
  return [...pages.flat(), ...rows].toSorted((a, b) => a.seq - b.seq);
}
const known = (staging: Staging, n: number) => staging.dialogs.get(dialogId(n))?.known ?? null;

/** A dialog of which `from` to `to` lie in the database, as one page up to `tail` and rows from there on. */
function stored(staging: Staging, n: number, from: number, tail: number, to: number, generation = 1): void {
  const coverage = { from, tail, to };
  staging.dialogs.load(dialogId(n), {
    ...dialogRecord(dialog(n, 1, { lastSeq: to }), ME, generation),
    known: coverage,
  });
  const transcript = staging.transcriptOf(dialogId(n));
  transcript.known = coverage;
  const all = Array.from({ length: to - from + 1 }, (_, i) => message(n, from + i));
  transcript.loadPage(all.filter((one) => one.seq < tail));
  for (const one of all) if (one.seq >= tail) transcript.loadRow(one);
}

describe('the merge', () => {
  it('never lets a lower or equal revision win', () => {
    const staging = emptyFor(1);
    const changes: Change[] = [
      { type: 'enter', bundle: bundle(1, 1, []) },
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
    expect(written(staging, 1)).toEqual([message(1, 1, 2)]);
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
        expect(written(twice, 1)).toEqual(written(once, 1));
      }),
    );
  });

  it('keeps a message that came before its dialog in the batch, and none without a dialog', () => {
    const staging = emptyFor(2);
    mergeChanges(staging, CTX, [
      { type: 'message', message: message(1, 1) },
      { type: 'message', message: message(2, 1) },
      { type: 'enter', bundle: bundle(1, 1, []) },
    ]);
    expect(written(staging, 1)).toHaveLength(1);
    expect(written(staging, 2)).toEqual([]);
  });

  it('asks after a client who was not here, and not after one who was', () => {
    const staging = emptyFor(2);
    staging.contacts.load(contactId(2), contact(2));
    mergeChanges(staging, CTX, [
      { type: 'contact', contact: contact(1) },
      { type: 'contact', contact: contact(2, 2) },
    ]);
    expect([...staging.maybeHomeless]).toEqual([contactId(1)]);
    expect(staging.contacts.get(contactId(2))?.rev).toBe(2);
  });

  it('takes no dialog that does not come whole; of an open one it says that it was missed', () => {
    const staging = emptyFor(3);
    mergeChanges(staging, CTX, [
      { type: 'dialog', dialog: dialog(1, 4) },
      { type: 'dialog', dialog: dialog(2, 4, { state: CLOSED }) },
      { type: 'dialog', dialog: dialog(3, 4) },
      { type: 'gone', dialogId: dialogId(3) },
    ]);
    expect(staging.dialogs.changes().filter((one) => one.after)).toEqual([]);
    expect([...staging.strangers]).toEqual([dialogId(1)]);
  });

  it('a late receipt of a message that is not here is counted and not kept', () => {
    const staging = emptyFor(1);
    mergeChanges(staging, CTX, [
      { type: 'enter', bundle: bundle(1, 1, [30, 31]) },
      { type: 'message', message: message(1, 4, 2) },
    ]);
    expect(staging.dialogs.get(dialogId(1))).toMatchObject({
      known: { from: 30, tail: 32, to: 31 },
      missed: 1,
    });
    expect(written(staging, 1)).toHaveLength(2);
  });

  it('a receipt of a message in a page changes that page only', () => {
    const staging = emptyFor(1);
    stored(staging, 1, 4, 7, 9);
    mergeChanges(staging, CTX, [{ type: 'message', message: message(1, 5, 2) }]);
    const { rows, pages } = staging.transcriptOf(dialogId(1)).puts();
    expect(rows).toEqual([]);
    expect(pages).toEqual([[message(1, 4), message(1, 5, 2), message(1, 6)]]);
    expect(staging.dialogs.changes()).toEqual([]);
  });

  it('a new message becomes a row, next to what is known', () => {
    const staging = emptyFor(1);
    stored(staging, 1, 4, 7, 9);
    mergeChanges(staging, CTX, [{ type: 'message', message: message(1, 10) }]);
    expect(staging.transcriptOf(dialogId(1)).puts()).toEqual({ rows: [message(1, 10)], pages: [] });
    expect(known(staging, 1)).toEqual({ from: 4, tail: 7, to: 10 });
  });

  it('never bridges a hole: of two runs the newer stays', () => {
    const staging = emptyFor(1);
    stored(staging, 1, 4, 7, 9);
    mergeHistory(staging, CTX, { dialogId: dialogId(1), messages: [message(1, 1), message(1, 2)] });
    expect(staging.dialogs.changes()).toEqual([]);
    mergeChanges(staging, CTX, [{ type: 'enter', bundle: bundle(1, 2, [12, 13]) }]);
    expect(known(staging, 1)).toEqual({ from: 12, tail: 14, to: 13 });
    expect(written(staging, 1)).toEqual([message(1, 12), message(1, 13)]);
    expect(staging.transcriptOf(dialogId(1)).dropBelow).toBe(Infinity);
  });
});

describe('gone', () => {
  it('leaves nothing, not even of the same batch; and what enters again is whole', () => {
    const staging = emptyFor(1);
    stored(staging, 1, 1, 2, 2);
    staging.contacts.load(contactId(1), contact(1));
    mergeChanges(staging, CTX, [
      { type: 'message', message: message(1, 3) },
      { type: 'gone', dialogId: dialogId(1) },
    ]);
    expect(staging.dialogs.get(dialogId(1))).toBeNull();
    expect([...staging.maybeHomeless]).toEqual([contactId(1)]);
    expect(written(staging, 1)).toEqual([]);
    expect(staging.transcriptOf(dialogId(1)).dropBelow).toBe(Infinity);
    mergeChanges(staging, CTX, [{ type: 'enter', bundle: bundle(1, 1, [2, 3]) }]);
    expect(written(staging, 1)).toEqual([message(1, 2), message(1, 3)]);
    expect(staging.contacts.get(contactId(1))).not.toBeNull();
  });
});

describe('a dialog in a pack', () => {
  /** Dialog 1 with messages 4 to 6 lies in a pack. */
  function packed(): Staging {
    const staging = emptyFor(1);
    staging.archived.set(dialogId(1), bundle(1, 3, [4, 5, 6]));
    return staging;
  }
  const isPacked = (staging: Staging) => {
    expect(staging.archived.has(dialogId(1))).toBe(!staging.takenOut.has(dialogId(1)));
    return staging.archived.has(dialogId(1));
  };

  it('stays there when nothing new is said of it', () => {
    const staging = packed();
    mergeChanges(staging, CTX, [
      { type: 'dialog', dialog: dialog(1, 3) },
      { type: 'message', message: message(1, 5) },
      { type: 'contact', contact: contact(1, 1) },
    ]);
    expect(isPacked(staging)).toBe(true);
    expect(staging.dialogs.changes()).toEqual([]);
  });

  it.each<[string, Change]>([
    ['a change of the dialog', { type: 'dialog', dialog: dialog(1, 4, { lastSeq: 6 }) }],
    ['its reopening', { type: 'dialog', dialog: dialog(1, 4, { state: { status: 'queued' }, lastSeq: 6 }) }],
    ['a receipt', { type: 'message', message: message(1, 5, 2) }],
    ['a new message', { type: 'message', message: message(1, 7) }],
    ['a receipt of a message that is not here', { type: 'message', message: message(1, 2, 2) }],
    ['its coming into scope', { type: 'enter', bundle: bundle(1, 3, [6]) }],
  ])('is taken out whole by %s', (_, change) => {
    const staging = packed();
    mergeChanges(staging, CTX, [change]);
    expect(isPacked(staging)).toBe(false);
    expect(known(staging, 1)?.from).toBe(4);
    expect(written(staging, 1).length).toBeGreaterThanOrEqual(3);
    expect(staging.contacts.get(contactId(1))).not.toBeNull();
    expect(staging.strangers.size).toBe(0);
  });

  it('is taken out by older messages of it', () => {
    const staging = packed();
    mergeHistory(staging, CTX, { dialogId: dialogId(1), messages: [message(1, 2), message(1, 3)] });
    expect(isPacked(staging)).toBe(false);
    expect(known(staging, 1)).toEqual({ from: 2, tail: 7, to: 6 });
  });

  it('goes from there without a trace', () => {
    const staging = packed();
    mergeChanges(staging, CTX, [{ type: 'gone', dialogId: dialogId(1) }]);
    expect(isPacked(staging)).toBe(false);
    expect(staging.dialogs.changes()).toEqual([]);
    expect([...staging.maybeHomeless]).toEqual([contactId(1)]);
  });

  it('does not let an older copy of its client win', () => {
    const staging = packed();
    staging.contacts.load(contactId(1), contact(1, 7));
    mergeChanges(staging, CTX, [{ type: 'message', message: message(1, 7) }]);
    expect(staging.contacts.get(contactId(1))?.rev).toBe(7);
  });
});

describe('what finds nothing here to change', () => {
  it('is told, with every change of a client, for the sake of packs on their way', () => {
    const staging = emptyFor(3);
    stored(staging, 1, 1, 2, 2);
    staging.archived.set(dialogId(2), bundle(2, 3, [1]));
    const changes: Change[] = [1, 2, 3].flatMap((n): Change[] => [
      { type: 'dialog', dialog: dialog(n, 9, { state: CLOSED, lastSeq: 2 }) },
      { type: 'message', message: message(n, 2, 2) },
    ]);
    changes.push({ type: 'gone', dialogId: dialogId(3) }, { type: 'contact', contact: contact(1, 2) });
    changes.push({ type: 'enter', bundle: bundle(1, 2, [3]) });
    mergeChanges(staging, CTX, changes);
    const told = unheeded(staging, changes);
    expect(told).toEqual([changes[4], changes[5], changes[6], changes[7]]);
  });
});

describe('a snapshot', () => {
  it('does not trust what lies before its page', () => {
    const staging = emptyFor(1);
    stored(staging, 1, 1, 7, 6, 0);
    mergeSnapshotBundles(staging, CTX, [bundle(1, 1, [5, 6, 7])]);
    expect(staging.dialogs.get(dialogId(1))).toMatchObject({
      generation: 1,
      known: { from: 5, tail: 7, to: 7 },
    });
    expect(staging.transcriptOf(dialogId(1)).dropBelow).toBe(5);
    expect(written(staging, 1).map((one) => one.seq)).toEqual([5, 6, 7]);
  });

  it('drops everything that ends before its page begins', () => {
    const staging = emptyFor(1);
    stored(staging, 1, 1, 3, 4, 0);
    mergeSnapshotBundles(staging, CTX, [bundle(1, 2, [8, 9])]);
    expect(known(staging, 1)).toEqual({ from: 8, tail: 10, to: 9 });
    expect(staging.transcriptOf(dialogId(1)).dropBelow).toBe(Infinity);
  });

  it('deletes nothing for a dialog that is new here', () => {
    const staging = emptyFor(1);
    mergeSnapshotBundles(staging, CTX, [bundle(1, 1, [5, 6, 7])]);
    expect(staging.transcriptOf(dialogId(1)).dropBelow).toBe(0);
    expect(known(staging, 1)).toEqual({ from: 5, tail: 8, to: 7 });
  });

  it('does not undo what a live writer brought meanwhile', () => {
    const staging = emptyFor(1);
    stored(staging, 1, 3, 6, 9);
    staging.dialogs.load(dialogId(1), {
      ...dialogRecord(dialog(1, 9), ME, 1),
      known: { from: 3, tail: 6, to: 9 },
    });
    mergeSnapshotBundles(staging, CTX, [bundle(1, 7, [5, 6, 7])]);
    expect(staging.dialogs.get(dialogId(1))?.dialog.rev).toBe(9);
    expect(known(staging, 1)).toEqual({ from: 5, tail: 6, to: 9 });
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
