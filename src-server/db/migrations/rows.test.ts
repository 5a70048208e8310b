import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contactSchema } from '#shared/domain/contact.ts';
import { dialogSchema } from '#shared/domain/dialog.ts';
import { messageSchema } from '#shared/domain/message.ts';
import { scopeSchema } from '#shared/domain/scope.ts';
import { talkMarkSchema, talkSchema } from '#shared/domain/talk.ts';
import { directoryRowSchema } from '#shared/domain/directory.ts';
import { MIGRATIONS } from './all.ts';

/**
 * The shape of the rows that the feed keeps, and the last migration after which no older ones are left in it. If this test fails
 * you changed a row: add a migration with `changesRows`, and only then put its number and the new hash here.
 */
const EXPECTED = { migration: 19, hash: '7c9492772803d8ae' };

test('rows change only together with a migration that begins new epochs', () => {
  const shapes = [
    dialogSchema,
    messageSchema,
    contactSchema,
    directoryRowSchema,
    scopeSchema,
    talkSchema,
    talkMarkSchema,
  ].map((schema) => z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
  const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
  const migration = MIGRATIONS.findLast((one) => one.changesRows)?.number;
  expect({ migration, hash }).toEqual(EXPECTED);
});

test('migrations are numbered 1, 2, 3… without holes', () => {
  expect(MIGRATIONS.map((one) => one.number)).toEqual(MIGRATIONS.map((_, i) => i + 1));
});
