import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeId } from '#tests/support/fake-hub/model.ts';
import type { OutboxEntry } from '../db/outbox-entry.ts';
import type { OutboxState } from '../db/rows.ts';
import { followersOf, nextBatch } from './next-batch.ts';

const LIMITS = { maxIntents: 100, maxChars: 1e6 };
const dialog = (n: number) => fakeId(3, n);

const kinds: OutboxState[] = [
  { kind: 'waiting' },
  { kind: 'sending' },
  { kind: 'confirmed', position: { epoch: 'e', xid: '1' } },
  { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 },
  { kind: 'failed', reason: 'x', unreadable: false, at: 1 },
];

function entry(
  n: number,
  dialogN: number,
  name: 'dialog.answer' | 'message.send',
  state: OutboxState,
): OutboxEntry {
  const dialogId = dialog(dialogN);
  const base = { id: fakeId(9, n), at: 1 };
  return {
    n,
    attempts: 0,
    state,
    intent:
      name === 'dialog.answer'
        ? { ...base, name, args: { dialogId } }
        : { ...base, name, args: { dialogId, text: `t${n}`, visibility: 'public', afterSeq: null } },
  };
}

const arbitrary = fc
  .array(
    fc.record({
      dialogN: fc.integer({ min: 1, max: 4 }),
      name: fc.constantFrom('dialog.answer' as const, 'message.send' as const),
      state: fc.constantFrom(...kinds),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((one, i) => entry(i + 1, one.dialogN, one.name, one.state)));

const unsent = (one: OutboxEntry) => one.state.kind === 'waiting' || one.state.kind === 'sending';

describe('the next batch', () => {
  it('is for each dialog the beginning of what is unsent, in order, up to a claim', () => {
    fc.assert(
      fc.property(arbitrary, (entries) => {
        const batch = nextBatch(entries, LIMITS);
        expect(batch.map((one) => one.n)).toEqual(batch.map((one) => one.n).toSorted((a, b) => a - b));
        for (let n = 1; n <= 4; n += 1) {
          const of = (all: OutboxEntry[]) => all.filter((one) => one.intent.args.dialogId === dialog(n));
          const waiting = of(entries).filter(unsent);
          const claim = waiting.findIndex((one) => one.intent.name === 'dialog.answer');
          expect(of(batch)).toEqual(claim === -1 ? waiting : waiting.slice(0, claim + 1));
        }
      }),
    );
  });

  it('never is empty while something waits, and never larger than allowed', () => {
    fc.assert(
      fc.property(
        arbitrary,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 600 }),
        (all, maxIntents, maxChars) => {
          const batch = nextBatch(all, { maxIntents, maxChars });
          expect(batch.length > 0).toBe(all.some(unsent));
          expect(batch.length).toBeLessThanOrEqual(maxIntents);
          const size = batch.reduce((sum, one) => sum + JSON.stringify(one.intent).length, 0);
          expect(size <= maxChars || batch.length === 1).toBe(true);
        },
      ),
    );
  });
});

describe('what falls with a refused claim', () => {
  const waiting = { kind: 'waiting' } as const;
  const claim = entry(2, 1, 'dialog.answer', waiting);

  it('is what came after it in the same dialog and never left', () => {
    const note = entry(5, 1, 'message.send', waiting);
    if (note.intent.name === 'message.send') note.intent.args.visibility = 'hidden';
    const entries = [
      entry(1, 1, 'message.send', waiting),
      claim,
      entry(3, 1, 'message.send', waiting),
      entry(4, 2, 'message.send', waiting),
      note,
      { ...entry(6, 1, 'message.send', waiting), attempts: 1 },
      entry(7, 1, 'dialog.answer', waiting),
    ];
    expect(followersOf(claim, entries).map((one) => one.n)).toEqual([3, 7]);
  });

  it('nothing falls with a refused message', () => {
    expect(followersOf(entry(1, 1, 'message.send', waiting), [entry(2, 1, 'message.send', waiting)])).toEqual(
      [],
    );
  });
});
