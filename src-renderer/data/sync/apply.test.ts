import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Change } from '#shared/wire/change.ts';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { applyBatch, type Applied } from './apply.ts';
import { nextStep, readSyncMeta } from './sync-meta.ts';

let desk: EngineDesk;
/** Where the replica stands; nobody else writes into it. */
let here: Cursor;

beforeEach(async () => {
  desk = new EngineDesk();
  desk.finished(6);
  desk.model.clientWrites(99, 1, 'and this one is open');
  await desk.start();
  await desk.engine.stop();
  here = (await readSyncMeta(desk.db)).cursor ?? { epoch: '', xid: '' };
});
afterEach(() => desk.close());

const after = (by: number): Cursor => ({ ...here, xid: String(BigInt(here.xid) + BigInt(by)) });
const apply = (base: Cursor, cursor: Cursor, changes: Change[]): Promise<Applied> =>
  applyBatch(desk.db, desk.me, { base, cursor, changes });
const gone = (): Change => ({ type: 'gone', dialogId: openDialog() });
const openDialog = () => [...desk.model.dialogs.keys()].at(-1) ?? '';
const isHere = async () => (await desk.db.dialogs.get(openDialog())) !== undefined;
const cursorNow = async () => (await readSyncMeta(desk.db)).cursor;

describe('a batch of the feed', () => {
  it('that follows on is applied, with its cursor', async () => {
    expect(await apply(here, after(3), [gone()])).toEqual({ kind: 'applied' });
    expect(await isHere()).toBe(false);
    expect(await cursorNow()).toEqual(after(3));
  });

  it('behind a gap changes nothing: what lies in between would never come', async () => {
    expect(await apply(after(2), after(3), [gone()])).toEqual({ kind: 'elsewhere' });
    expect(await isHere()).toBe(true);
    expect(await cursorNow()).toEqual(here);
  });

  it('that another window has applied already is skipped', async () => {
    expect(await apply(after(-2), here, [gone()])).toEqual({ kind: 'applied' });
    expect(await isHere()).toBe(true);
  });

  it('of another life of the feed changes nothing', async () => {
    const other = { ...here, epoch: 'another' };
    expect(await apply(other, { ...after(1), epoch: 'another' }, [gone()])).toEqual({ kind: 'elsewhere' });
    expect(await isHere()).toBe(true);
  });

  it('with other rights takes the archive away in the same step: after a crash it would still lie there', async () => {
    expect(await desk.db.archive.count()).toBeGreaterThan(0);
    const scope = { operatorId: desk.me, role: 'operator' as const, lineIds: [], branchIds: [] };
    expect(await apply(here, after(1), [{ type: 'scope', scope }])).toEqual({ kind: 'outdated' });
    expect(await desk.db.archive.count()).toBe(0);
    expect(nextStep(await readSyncMeta(desk.db)).kind).toBe('begin_snapshot');
  });
});
