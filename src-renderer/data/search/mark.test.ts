import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newParts, packMark, readMark, rowsMark } from './mark.ts';

describe('what was indexed of a dialog', () => {
  const range = fc
    .tuple(fc.nat(50), fc.nat(50))
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

  it('is told by a mark that is read as it was written; any other means that all is read', () => {
    fc.assert(
      fc.property(fc.nat(), fc.option(range), (rev, known) => {
        expect(readMark(rowsMark(rev, known))).toEqual({ kind: 'rows', rev, known });
      }),
    );
    expect(readMark(packMark('17 a'))).toEqual({ kind: 'pack', key: '17 a' });
    for (const text of ['', 'rows', 'rows x none', 'rows 1 2-', 'rows 1 none more'])
      expect(readMark(text)).toEqual({ kind: 'unreadable' });
  });

  it('grows by what is new at either end, and nothing is read that is there', () => {
    fc.assert(
      fc.property(fc.option(range), range, (before, now) => {
        const inside = (part: { from: number; to: number }, seq: number) =>
          seq >= part.from && seq <= part.to;
        const parts = newParts(before, now);
        for (let seq = now.from; seq <= now.to; seq += 1) {
          const known = before !== null && inside(before, seq);
          expect(parts.filter((part) => inside(part, seq))).toHaveLength(known ? 0 : 1);
        }
        for (const part of parts) expect(inside(now, part.from) && inside(now, part.to)).toBe(true);
      }),
    );
  });
});
