import type pg from 'pg';
import { expect, test } from 'vitest';
import { prepareMarked } from './prepared.ts';

/** What a connection is asked, and what it answers. */
function connection(answer: () => Promise<unknown>) {
  const asked: unknown[][] = [];
  const client = {
    query: (...input: unknown[]) => {
      asked.push(input);
      return answer();
    },
  };
  prepareMarked(client as unknown as pg.ClientBase);
  return {
    asked,
    query: (text: string, values: unknown[]) => client.query(text, values),
  };
}
const nameOf = (input: unknown[] | undefined): string =>
  (input?.[0] as { name?: string } | undefined)?.name ?? '';
const MARKED = '/* prepared */ select $1';

test('a marked statement is prepared under a name of its own, any other is not', async () => {
  const { asked, query } = connection(() => Promise.resolve());
  await query(MARKED, [1]);
  await query(MARKED, [2]);
  await query('/* prepared */ select $1 + 1', [3]);
  await query('select $1', [4]);
  expect(asked[0]).toEqual([{ name: nameOf(asked[0]), text: MARKED, values: [1] }]);
  expect(nameOf(asked[0])).not.toBe('');
  expect(nameOf(asked[1])).toBe(nameOf(asked[0]));
  expect(nameOf(asked[2])).not.toBe(nameOf(asked[0]));
  expect(asked[3]).toEqual(['select $1', [4]]);
});

test('a plan that a migration made useless fails once: then everything is prepared anew', async () => {
  let answer = (): Promise<unknown> => Promise.resolve();
  const { asked, query } = connection(() => answer());
  await query(MARKED, [1]);
  answer = () =>
    Promise.reject(Object.assign(new Error('cached plan must not change result type'), { code: '0A000' }));
  await expect(query(MARKED, [2])).rejects.toThrow('cached plan');
  answer = () => Promise.resolve();
  await query(MARKED, [3]);
  expect(nameOf(asked[2])).not.toBe(nameOf(asked[0]));
});
