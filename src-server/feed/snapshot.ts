/** Everything in a session's scope, page by page, true together with the feed read from the snapshot's cursor on. */
import { sql } from 'kysely';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { RepliesPart, SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { loadNotices } from '../db/notice-rows.ts';
import type { Db } from '../db/transaction.ts';
import { loadTalks } from '../talks/read.ts';
import { readReplies, readSlots } from '../replies/rows.ts';
import { archiveBeginning } from './archive-place.ts';
import { loadBundles } from './bundles.ts';
import { loadDirectory } from './directory.ts';
import { feedEnd, feedState, judgeCursor, newestXid } from './epoch.ts';
import { closedIds, movedIds, openIds, pinnedIds, visible, type Found } from './scope-sql.ts';
import { encodePlace, type Place } from './snapshot-place.ts';

/** Closed dialogs come along when they were closed at most so long ago; earlier ones are in the archive. */
const CLOSED_MS = 2 * 24 * 3600 * 1000;

/**
 * Begins a snapshot. Its cursor is the end of the feed before anything is read: whatever changes later comes by the feed as well.
 * @param now milliseconds, by the hub's clock
 */
export async function beginSnapshot(
  db: Db,
  workspaceId: string,
  scope: Scope,
  limit: number,
  now: number,
): Promise<SnapshotPage> {
  const cursor = await feedEnd(db, workspaceId);
  const closedSince = now - CLOSED_MS;
  const { rows } = await sql<{ total: number }>`
    select (
      (select count(*) from dialogs where workspace_id = ${workspaceId} and status <> 'closed' and ${visible(scope)}) +
      (select count(*) from dialogs where workspace_id = ${workspaceId} and status = 'closed'
        and closed_at > ${new Date(closedSince)} and ${visible(scope)})
    )::int as total`.execute(db);
  const start: Place = {
    cursor,
    total: rows[0]?.total ?? 0,
    closedSince,
    part: 'open',
    after: null,
  };
  const page = await pageFrom(db, workspaceId, scope, limit, start);
  return {
    ...page,
    directory: await loadDirectory(db, workspaceId, scope.operatorId),
    notices: await loadNotices(db, workspaceId, scope.operatorId),
    talks: await loadTalks(db, workspaceId, scope),
    replySlots: await readSlots(db, workspaceId, scope.operatorId),
    archive: archiveBeginning(closedSince),
  };
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
 * Five parts, one after the other: open dialogs, quick replies (which are wanted soon, and need not wait for the past), closed
 * dialogs, those of long ago that the person pinned (a list begins with them,
 * so they must not lie in the archive alone), and those that changed since the snapshot began. A dialog whose
 * key changed while the others were read could have slipped from a page not yet read into one that was; any such change
 * is above the cursor, so the last part finds it. It may bring a dialog twice, which does no harm.
 */
async function pageFrom(
  db: Db,
  workspaceId: string,
  scope: Scope,
  limit: number,
  place: Place,
): Promise<SnapshotPage> {
  const ids: string[] = [];
  let replies: RepliesPart | null = null;
  let at: Place | null = place;
  while (at && ids.length < limit) {
    if (at.part === 'replies') {
      // Beside dialogs only some: the first screen waits for this page.
      replies = await repliesPart(db, workspaceId, scope, at, ids.length > 0 ? FEW_REPLIES : MANY_REPLIES);
      if (replies.upTo === null) at = nextPart(at);
      else {
        at = { ...at, after: { key: '0', id: replies.upTo } };
        break;
      }
      continue;
    }
    const wanted: number = limit - ids.length;
    const found: Found[] = await findIds(db, workspaceId, scope, wanted, { ...at, part: at.part });
    ids.push(...found.map((row) => row.id));
    const last: Found | undefined = found.at(-1);
    at = found.length === wanted && last ? { ...at, after: last } : nextPart(at);
  }
  const bundles = await loadBundles(db, workspaceId, [...new Set(ids)]);
  return {
    cursor: place.cursor,
    scope,
    directory: [],
    notices: [],
    talks: [],
    replySlots: [],
    replies,
    // Read after the ids: what left the scope in between is not given out.
    bundles: bundles.filter(({ dialog }) => sees(scope, audienceOf(dialog))),
    total: place.total,
    next: at && encodePlace(at),
    archive: null,
  };
}

/** Replies that come along with dialogs, and of a page of their own. */
const FEW_REPLIES = 100;
const MANY_REPLIES = 1_000;

async function repliesPart(
  db: Db,
  workspaceId: string,
  scope: Scope,
  { after }: Place,
  most: number,
): Promise<RepliesPart> {
  const rows = await readReplies(db, workspaceId, scope, after?.id ?? null, most);
  const upTo = rows.length === most ? (rows.at(-1)?.id ?? null) : null;
  return { after: after?.id ?? null, upTo, rows };
}

function nextPart(place: Place): Place | null {
  switch (place.part) {
    case 'open':
      return { ...place, part: 'replies', after: null };
    case 'replies':
      return { ...place, part: 'closed', after: null };
    case 'closed':
      return { ...place, part: 'pinned', after: null };
    case 'pinned':
      return { ...place, part: 'moved', after: null };
    case 'moved':
      return null;
    default:
      return exhaustive(place.part, 'part of a snapshot');
  }
}

type DialogPart = Exclude<Place['part'], 'replies'>;
type DialogPlace = Place & { part: DialogPart };

function findIds(
  db: Db,
  workspaceId: string,
  scope: Scope,
  limit: number,
  place: DialogPlace,
): Promise<Found[]> {
  const arm = { workspaceId, scope, limit, after: place.after };
  switch (place.part) {
    case 'open':
      return openIds(db, arm);
    case 'closed':
      return closedIds(db, { ...arm, since: new Date(place.closedSince) });
    case 'pinned':
      return pinnedIds(db, { ...arm, upTo: new Date(place.closedSince) });
    case 'moved':
      return movedIds(db, { ...arm, since: place.cursor.xid });
    default:
      return exhaustive(place.part, 'part of a snapshot');
  }
}
