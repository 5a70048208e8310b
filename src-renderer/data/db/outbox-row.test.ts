import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { row, SAY, STATES } from '#tests/support/outbox-rows.ts';
import { salvage } from './outbox-entry.ts';
import { soundRow, wasDamaged } from './outbox-row.ts';

describe('a row as it lies on the disk', () => {
  it.each(STATES)('in the state $kind is taken as it is', (state) => {
    const stored = row({ state });
    expect(soundRow(stored)).toBe(stored);
    expect(wasDamaged(soundRow(stored))).toBe(false);
  });

  it('keeps what a later version wrote beside', () => {
    const stored = { ...row(), priority: 'high' };
    expect(soundRow(stored)).toBe(stored);
  });

  it('that is damaged is a dead letter, of which it is not trusted that it was never sent', () => {
    const mended = soundRow({
      ...row(),
      state: { kind: 'refused', refusal: { code: 'newer than this client' } },
    });
    expect(mended).toMatchObject({
      n: 4,
      id: SAY.id,
      attempts: 1,
      state: { kind: 'failed', unreadable: true },
    });
    expect(wasDamaged(mended)).toBe(true);
    expect(wasDamaged(row({ state: { kind: 'failed', reason: 'another', unreadable: true, at: 1 } }))).toBe(
      false,
    );
  });

  it('finds its dialog in what it carries, so that the letter is shown where it was written', () => {
    const without = (payload: unknown): string => soundRow({ n: 4, payload }).dialogId;
    expect(without(SAY)).toBe(dialogId(1));
    expect(without({ args: { talkId: fakeId(12, 1) } })).toBe(fakeId(12, 1));
    expect(without({ args: null })).toBe('');
    expect(without('garbage')).toBe('');
  });

  it('whatever it is, becomes a row that can be worked with, in its own place', () => {
    fc.assert(
      fc.property(fc.anything(), fc.integer({ min: 1 }), (garbage, n) => {
        const stored = typeof garbage === 'object' && garbage !== null ? { ...garbage, n } : garbage;
        const sound = soundRow(stored);
        expect(sound.n).toBe(typeof garbage === 'object' && garbage !== null ? n : 0);
        expect([typeof sound.id, typeof sound.dialogId, typeof sound.attempts]).toEqual([
          'string',
          'string',
          'number',
        ]);
        // Mended once it stays as it is.
        expect(soundRow(sound)).toBe(sound);
        expect(typeof salvage(sound.payload).name).toBe('string');
      }),
    );
  });
});
