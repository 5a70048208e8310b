import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK, blocksOf } from './text-blocks.ts';

const line = 'x'.repeat(BLOCK - 1);

describe('a text in blocks', () => {
  it.each([
    ['of nothing', '', ['']],
    ['that is short', 'a\n\nb\n', ['a\n\nb\n']],
    ['of lines', `${line}\n${line}\nend`, [line, line, 'end']],
    ['of a line without an end', 'x'.repeat(BLOCK * 2 + 1), ['x'.repeat(BLOCK), 'x'.repeat(BLOCK), 'x']],
    ['with empty lines at the cut', `${line}\n\n\nend`, [line, '\n\nend']],
    ['of empty lines', '\n'.repeat(BLOCK + 3), ['\n'.repeat(BLOCK), '\n\n\n']],
    ['with a character at the cut', `${line}😀!`, [line, '😀!']],
  ])('%s', (_what, text, blocks) => {
    expect(blocksOf(text)).toEqual(blocks);
  });

  it('is all there, in pieces that are laid out in no time', () => {
    const pieces = fc.array(fc.constantFrom('a', '\n', '😀', 'word ', 'y'.repeat(700), '\n\n'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(pieces, (some) => {
        const text = some.join('');
        const blocks = blocksOf(text);
        expect(Math.max(...blocks.map((block) => block.length))).toBeLessThanOrEqual(BLOCK);
        let at = 0;
        for (const block of blocks) {
          if (!text.startsWith(block, at)) at += 1;
          expect(text.slice(at, at + block.length)).toBe(block);
          at += block.length;
        }
        expect(at).toBe(text.length);
      }),
    );
  });
});
