import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { pickDirectory, readDirectory } from './directory.ts';

const ME = operatorId(1);
let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`directory-${(names += 1)}`);
});
afterEach(() => db.close());

describe('the directory', () => {
  it('is read by kind, and only what was asked for, each once', async () => {
    const operator = (n: number) => ({
      kind: 'operator' as const,
      id: operatorId(n),
      row: { id: operatorId(n), name: `Operator ${n}`, role: 'operator' as const, active: true, rev: 1 },
    });
    await db.directory.bulkPut([operator(1), operator(2)]);
    await db.directory.put({ kind: 'presence', id: ME, row: { id: ME, choice: 'away', since: 1, rev: 1 } });
    const all = await readDirectory(db);
    expect([...all.operators.keys()]).toEqual([operatorId(1), operatorId(2)]);
    expect([all.workspace, all.lines.size]).toEqual([null, 0]);
    const some = await pickDirectory(db, [
      ['operator', operatorId(2)],
      ['operator', operatorId(2)],
      ['line', lineId(1)],
    ]);
    expect([...some.operators.values()].map(({ name }) => name)).toEqual(['Operator 2']);
    expect(some.lines.size).toBe(0);
  });
});
