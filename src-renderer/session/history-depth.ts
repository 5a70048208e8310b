import type { KeepHistory } from '../client/client.ts';
import { DEFAULT_DEPTH, type ArchiveDepth } from '../data/sync/archive-link.ts';

/** What a choice of the person's means for the archive. The numbers of dialogs keep a busy company from filling a disk. */
export const HISTORY_DEPTH: Record<KeepHistory, ArchiveDepth> = {
  month: { days: 30, dialogs: 20_000 },
  quarter: DEFAULT_DEPTH,
  year: { days: 365, dialogs: 100_000 },
  everything: { days: 36_500, dialogs: 10_000_000 },
};
