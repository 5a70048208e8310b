import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUtf8, toUtf8 } from '#shared/lib/utf8.ts';
import { archiveParts } from './archive-stream.ts';
import { linesOf } from './ndjson.ts';

async function* piecesOf<T>(pieces: readonly T[]): AsyncGenerator<T> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}
async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of from) found.push(one);
  return found;
}

describe('lines', () => {
  it('come whole however the text is cut', async () => {
    // Letters of one to four bytes, which a cut may go through.
    const line = fc
      .string({ unit: 'binary', maxLength: 12 })
      .map((text) => text.replaceAll('\n', ' ').toWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(80)), async (lines, cuts) => {
        const text = toUtf8(lines.map((one) => `${one}\n`).join(''));
        const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].toSorted(
          (a, b) => a - b,
        );
        const pieces = places.slice(1).map((end, i) => text.slice(places[i], end));
        const found = await all(linesOf(piecesOf(pieces)));
        expect(found.map(fromUtf8)).toEqual(lines.filter((one) => one !== ''));
        // What is stored of a line is the line, and not the piece that it came in.
        for (const one of found) expect(one.buffer.byteLength).toBe(one.length);
      }),
    );
  });

  it('without an end are none', async () => {
    expect(await all(linesOf(piecesOf([toUtf8('a\nb'), toUtf8('c')])))).toEqual([toUtf8('a')]);
  });
});

describe('an archive', () => {
  const opening = JSON.stringify({ line: 'opening', cursor: { epoch: 'e', xid: '5' }, total: 2 });
  const id = '01890000-0000-7000-8000-000000000001';
  const head = { line: 'head', newest: 5, ids: [id], contactIds: [id], messages: 3, next: 'p2' };
  const end = JSON.stringify({ line: 'end', next: null });

  it('is read without looking into bodies', async () => {
    const parts = await all(
      archiveParts(piecesOf([opening, JSON.stringify(head), 'no json at all', end].map(toUtf8))),
    );
    expect(parts).toEqual([
      { kind: 'opening', cursor: { epoch: 'e', xid: '5' }, total: 2 },
      { kind: 'pack', head, body: toUtf8('no json at all') },
      { kind: 'end', next: null },
    ]);
  });

  it.each<[string, string[]]>([
    ['that is cut off', [opening, JSON.stringify(head), '[]']],
    ['that is cut off before a body', [opening, JSON.stringify(head)]],
    ['of nothing', []],
    ['that is some web page', ['<html>', '</html>']],
    ['with a head of another shape', [opening, JSON.stringify({ ...head, ids: [] }), '[]', end]],
  ])('%s is an error, after what was right', async (_, lines) => {
    await expect(all(archiveParts(piecesOf(lines.map(toUtf8))))).rejects.toThrow('unreadable answer');
  });
});
