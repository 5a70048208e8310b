import type { Id } from '#shared/domain/ids.ts';
import type { MessagePage } from '#shared/wire/bundle.ts';
import { syncedTables, type ReplicaDb } from '../db/database.ts';
import { coverageRow, rangeOf } from './coverage.ts';
import { mergePage } from './merge.ts';
import { loadStaging, nothingTouched, writeStaging } from './staging-io.ts';

/**
 * Before which seq older messages are missing.
 * @returns `whole`: the first message is here, or the dialog is not in the replica; `before: null`: nothing is here, ask
 *   for the newest.
 */
export async function olderGap(
  db: ReplicaDb,
  dialogId: Id,
): Promise<{ kind: 'whole' } | { kind: 'gap'; before: number | null }> {
  return db.transaction('r', db.dialogs, db.coverage, async () => {
    const record = await db.dialogs.get(dialogId);
    if (!record || record.dialog.lastSeq === 0) return { kind: 'whole' };
    const known = await db.coverage.get(dialogId);
    if (!known) return { kind: 'gap', before: null };
    return known.from > 1 ? { kind: 'gap', before: known.from } : { kind: 'whole' };
  });
}

/**
 * Writes a page of older messages, if it still fits: meanwhile the dialog may have gone, or the known part may have
 * changed so that a hole would remain. Rows are guarded by `rev`, so a change that overtook the page is not undone.
 */
export async function writeHistoryPage(
  db: ReplicaDb,
  dialogId: Id,
  before: number | null,
  page: MessagePage,
): Promise<'written' | 'nothing_older' | 'outdated'> {
  return db.transaction('rw', syncedTables(db), async () => {
    const known = await db.coverage.get(dialogId);
    if (!(await db.dialogs.get(dialogId))) return 'outdated';
    const range = rangeOf(page.messages);
    if (!range) {
      // The hub has nothing before: what is here reaches to the beginning.
      if (known && known.from === before)
        await db.coverage.put(coverageRow(dialogId, { from: 1, to: known.to }));
      return 'nothing_older';
    }
    if (known && range.to < known.from - 1) return 'outdated';
    const staging = await loadStaging(db, {
      ...nothingTouched(),
      dialogs: new Set([dialogId]),
      messages: page.messages,
    });
    mergePage(staging, dialogId, page.messages);
    await writeStaging(db, staging);
    return 'written';
  });
}
