/** Everything in a session's scope, page by page, true together with the feed read from the snapshot's cursor on. */
import { sql } from 'kysely';
import type { Scope } from '#shared/domain/scope.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { SnapshotPage } from '#shared/wire/http/snapshot.ts';
import type { Db } from '../db/transaction.ts';
import { loadBundles } from './bundles.ts';
import { loadDirectory } from './directory.ts';
import { feedState, judgeCursor, newestXid } from './epoch.ts';
import { horizonOf } from './reader.ts';
import { closedIds, movedIds, openIds, visible, type Found } from './scope-sql.ts';
import { encodePlace, type Place } from './snapshot-place.ts';

/** Closed dialogs come along when they were closed at most so long ago. */
const CLOSED_MS = 30 * 24 * 3600 * 1000;

/**
 * Begins a snapshot. Its cursor is the horizon before anything is read: whatever changes later comes by the feed as well.
 * @param now milliseconds, by the hub's clock
 */
export async function beginSnapshot(
  db: Db,
  workspaceId: string,
  scope: Scope,
  limit: number,
  now: number,
): Promise<SnapshotPage> {
  const { epoch } = await feedState(db, workspaceId);
  const xid = String(await horizonOf(db));
  const closedSince = now - CLOSED_MS;
  const { rows } = await sql<{ total: number }>`
    select (
      (select count(*) from dialogs where workspace_id = ${workspaceId} and status <> 'closed' and ${visible(scope)}) +
      (select count(*) from dialogs where workspace_id = ${workspaceId} and status = 'closed'
        and closed_at > ${new Date(closedSince)} and ${visible(scope)})
    )::int as total`.execute(db);
  const start: Place = {
    cursor: { epoch, xid },
    total: rows[0]?.total ?? 0,
    closedSince,
    part: 'open',
    after: null,
  };
  const page = await pageFrom(db, workspaceId, scope, limit, start);
  return { ...page, directory: await loadDirectory(db, workspaceId) };
}

/** @returns null when the snapshot has expired: the feed is no longer kept from its cursor on */
export async function continueSnapshot(
  db: Db,
  workspaceId: string,
  scope: Scope,
  limit: number,
  place: Place,
): Promise<SnapshotPage | null> {
  const verdict = judgeCursor(place.cursor, await feedState(db, workspaceId), await newestXid(db));
  return verdict === 'good' ? await pageFrom(db, workspaceId, scope, limit, place) : null;
}

/**
 * Three parts, one after the other: open dialogs, closed ones, and those that changed since the snapshot began. A dialog whose
 * key changed while the first two were read could have slipped from a page not yet read into one that was; any such change
 * is above the cursor, so the third part finds it. It may bring a dialog twice, which does no harm.
 */
async function pageFrom(
  db: Db,
  workspaceId: string,
  scope: Scope,
  limit: number,
  place: Place,
): Promise<SnapshotPage> {
  const ids: string[] = [];
  let at: Place | null = place;
  while (at && ids.length < limit) {
    const wanted: number = limit - ids.length;
    const found: Found[] = await findIds(db, workspaceId, scope, wanted, at);
    ids.push(...found.map((row) => row.id));
    const last: Found | undefined = found.at(-1);
    at = found.length === wanted && last ? { ...at, after: last } : nextPart(at);
  }
  return {
    cursor: place.cursor,
    scope,
    directory: [],
    bundles: await loadBundles(db, workspaceId, [...new Set(ids)]),
    total: place.total,
    next: at && encodePlace(at),
  };
}

function nextPart(place: Place): Place | null {
  switch (place.part) {
    case 'open':
      return { ...place, part: 'closed', after: null };
    case 'closed':
      return { ...place, part: 'moved', after: null };
    case 'moved':
      return null;
    default:
      return exhaustive(place.part, 'part of a snapshot');
  }
}

function findIds(db: Db, workspaceId: string, scope: Scope, limit: number, place: Place): Promise<Found[]> {
  const arm = { workspaceId, scope, limit, after: place.after };
  switch (place.part) {
    case 'open':
      return openIds(db, arm);
    case 'closed':
      return closedIds(db, { ...arm, since: new Date(place.closedSince) });
    case 'moved':
      return movedIds(db, { ...arm, since: place.cursor.xid });
    default:
      return exhaustive(place.part, 'part of a snapshot');
  }
}
