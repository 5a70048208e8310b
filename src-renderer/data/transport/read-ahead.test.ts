import { describe, expect, it } from 'vitest';
import { readAhead } from './read-ahead.ts';

/** Gives 1, 2, 3… and tells how far it was asked. */
function counting(to: number, fail?: Error) {
  const seen = { given: 0, let_go: false };
  async function* source(): AsyncGenerator<number> {
    try {
      for (let n = 1; n <= to; n += 1) {
        seen.given = n;
        yield await Promise.resolve(n);
      }
      if (fail) throw fail;
    } finally {
      seen.let_go = true;
    }
  }
  return { seen, source: source() };
}
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const got: T[] = [];
  for await (const item of items) got.push(item);
  return got;
}
const moment = () => new Promise((resolve) => setImmediate(resolve));

describe('reading ahead', () => {
  it('gives everything in order, however large', async () => {
    const { source } = counting(50);
    expect(await all(readAhead(source, () => 100, 10))).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('reads on while nobody asks, up to its limit', async () => {
    const { source, seen } = counting(100);
    const items = readAhead(source, () => 1, 10);
    expect((await items.next()).value).toBe(1);
    await moment();
    expect(seen.given).toBeGreaterThanOrEqual(10);
    expect(seen.given).toBeLessThanOrEqual(12);
    await items.return(undefined);
  });

  it('fails after what was given before', async () => {
    const { source } = counting(3, new Error('cut off'));
    const got: number[] = [];
    const slowly = async () => {
      for await (const item of readAhead(source, () => 1, 10)) {
        got.push(item);
        await moment();
      }
    };
    await expect(slowly()).rejects.toThrow('cut off');
    expect(got).toEqual([1, 2, 3]);
  });

  it('lets go of its source when nobody wants more', async () => {
    const { source, seen } = counting(100);
    for await (const item of readAhead(source, () => 1, 5)) if (item === 3) break;
    await moment();
    expect(seen.let_go).toBe(true);
    expect(seen.given).toBeLessThan(12);
  });

  it('ends with an empty source', async () => {
    expect(await all(readAhead(counting(0).source, () => 1, 5))).toEqual([]);
  });
});
