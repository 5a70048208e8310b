import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { storageTrouble, type StorageTrouble } from './storage-trouble.ts';

const dom = (name: string, message = 'in its words') => new DOMException(message, name);
const kindOf = (error: unknown): StorageTrouble['kind'] | undefined => storageTrouble(error)?.kind;

describe('an error of the database', () => {
  it.each([
    ['QuotaExceededError', 'full'],
    ['VersionError', 'newer'],
    ['SecurityError', 'refused'],
    ['UnknownError', 'damaged'],
    ['NotReadableError', 'damaged'],
    ['InvalidStateError', 'damaged'],
  ] as const)('%s, bare or wrapped by Dexie or as a cause, means: %s', (name, kind) => {
    expect(kindOf(dom(name))).toBe(kind);
    expect(kindOf(new Dexie.OpenFailedError(dom(name)))).toBe(kind);
    expect(kindOf(new Dexie.DatabaseClosedError(new Dexie.OpenFailedError(dom(name))))).toBe(kind);
    expect(kindOf(new Dexie.AbortError('aborted', dom(name)))).toBe(kind);
    expect(kindOf(new Error('reading failed', { cause: dom(name) }))).toBe(kind);
  });

  it('without a database at all: refused', () => {
    expect(kindOf(new Dexie.MissingAPIError())).toBe('refused');
  });

  it('of closing is meant, whoever closed', () => {
    expect(storageTrouble(new Dexie.DatabaseClosedError())).toBeNull();
    expect(storageTrouble(new Dexie.DatabaseClosedError(new Dexie.DatabaseClosedError()))).toBeNull();
    expect(storageTrouble(dom('AbortError'))).toBeNull();
  });

  it('from rows that code cannot deal with counts as damage, with its words cut short', () => {
    const trouble = storageTrouble(new TypeError('x'.repeat(2000)));
    expect(trouble?.kind).toBe('damaged');
    expect(trouble?.detail).toHaveLength(500);
    expect(storageTrouble('thrown as a text')).toEqual({ kind: 'damaged', detail: 'thrown as a text' });
  });
});
