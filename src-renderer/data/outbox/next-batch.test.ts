import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeId } from '#tests/support/fake-hub/model.ts';
import { laneOf, type Intent } from '#shared/intents/all.ts';
import { NOTHING_ELSE } from '#shared/intents/message-send.ts';
import type { OutboxEntry } from '../db/outbox-entry.ts';
import type { OutboxState } from '../db/rows.ts';
import { followersOf, nextBatch } from './next-batch.ts';

const LIMITS = { maxIntents: 100, maxBytes: 1e6 };
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
  name: 'dialog.answer' | 'dialog.finish' | 'message.send',
  state: OutboxState,
): OutboxEntry {
  const dialogId = dialog(dialogN);
  const base = { id: fakeId(9, n), at: 1 };
  const intents: Record<typeof name, Intent> = {
    'dialog.answer': { ...base, name: 'dialog.answer', args: { dialogId } },
    'dialog.finish': { ...base, name: 'dialog.finish', args: { dialogId, afterSeq: null } },
    'message.send': {
      ...base,
      name: 'message.send',
      args: { ...NOTHING_ELSE, dialogId, text: `т${n}`, visibility: 'public', afterSeq: null },
    },
  };
  return { n, attempts: 0, state, intent: intents[name] };
}

const arbitrary = fc
  .array(
    fc.record({
      dialogN: fc.integer({ min: 1, max: 4 }),
      name: fc.constantFrom('dialog.answer' as const, 'dialog.finish' as const, 'message.send' as const),
      state: fc.constantFrom(...kinds),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((one, i) => entry(i + 1, one.dialogN, one.name, one.state)));

const unsent = (one: OutboxEntry) => one.state.kind === 'waiting' || one.state.kind === 'sending';

describe('the next batch', () => {
  it('is for each dialog the beginning of what is unsent, in order, up to a claim, and an end waits for the answer', () => {
    fc.assert(
      fc.property(arbitrary, (entries) => {
        const batch = nextBatch(entries, LIMITS);
        expect(batch.map((one) => one.n)).toEqual(batch.map((one) => one.n).toSorted((a, b) => a - b));
        for (let n = 1; n <= 4; n += 1) {
          const of = (all: OutboxEntry[]) => all.filter((one) => laneOf(one.intent) === dialog(n));
          const waiting = of(entries).filter(unsent);
          const names = waiting.map((one) => one.intent.name);
          const claim = names.indexOf('dialog.answer');
          const upToClaim = claim === -1 ? names.length : claim + 1;
          const answer = names.indexOf('message.send');
          const end = names.findIndex((name, i) => name === 'dialog.finish' && answer !== -1 && answer < i);
          expect(of(batch)).toEqual(waiting.slice(0, end === -1 ? upToClaim : Math.min(end, upToClaim)));
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
        (all, maxIntents, maxBytes) => {
          const batch = nextBatch(all, { maxIntents, maxBytes });
          expect(batch.length > 0).toBe(all.some(unsent));
          expect(batch.length).toBeLessThanOrEqual(maxIntents);
          const size = batch.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one.intent)), 0);
          expect(size <= maxBytes || batch.length === 1).toBe(true);
        },
      ),
    );
  });
});

describe('what falls with what was refused', () => {
  const waiting = { kind: 'waiting' } as const;
  const claim = entry(2, 1, 'dialog.answer', waiting);

  it('is, of a claim, what came after it in the same dialog and never left', () => {
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

  it('is, of an answer, only the end of its dialog: in a closed one nobody could still decide to send it', () => {
    const answer = entry(1, 1, 'message.send', waiting);
    const entries = [
      answer,
      entry(2, 1, 'message.send', waiting),
      entry(3, 1, 'dialog.finish', waiting),
      entry(4, 2, 'dialog.finish', waiting),
      { ...entry(5, 1, 'dialog.finish', waiting), attempts: 1 },
    ];
    expect(followersOf(answer, entries).map((one) => one.n)).toEqual([3]);
  });

  it('is nothing of a hidden note, and of an end', () => {
    const note = entry(1, 1, 'message.send', waiting);
    if (note.intent.name === 'message.send') note.intent.args.visibility = 'hidden';
    const later = [entry(3, 1, 'dialog.finish', waiting), entry(4, 1, 'message.send', waiting)];
    expect(followersOf(note, later)).toEqual([]);
    expect(followersOf(entry(2, 1, 'dialog.finish', waiting), later)).toEqual([]);
  });
});
