import { expect, test } from 'vitest';
import { z } from 'zod';
import { salvageObject } from './salvage.ts';

const schema = z.object({
  theme: z.enum(['light', 'dark']).default('light'),
  size: z.number().positive().default(10),
});

test('a sound object is as it was', () => {
  expect(salvageObject(schema, { theme: 'dark', size: 5 })).toEqual({
    value: { theme: 'dark', size: 5 },
    damaged: [],
  });
});

test('missing fields are no damage: the file is of an older version', () => {
  expect(salvageObject(schema, { size: 5 })).toEqual({ value: { theme: 'light', size: 5 }, damaged: [] });
});

test('a bad field costs itself only', () => {
  expect(salvageObject(schema, { theme: 'pink', size: 5 })).toEqual({
    value: { theme: 'light', size: 5 },
    damaged: ['theme'],
  });
});

test.each([null, undefined, 'text', 5, [], [{ size: 5 }]])('%j: everything is damaged', (raw) => {
  expect(salvageObject(schema, raw)).toEqual({
    value: { theme: 'light', size: 10 },
    damaged: ['theme', 'size'],
  });
});
