import { sees, type Audience, type Scope } from '#shared/domain/scope.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { FeedEntry, PreviousAudience } from './entry.ts';

/** What one entry of the feed means to one session. */
export type Outcome =
  /** The row as it is. */
  | 'row'
  /** The dialog came into sight: the whole of it. */
  | 'enter'
  /** The dialog went out of sight: it is taken back. */
  | 'gone'
  /** A message of a dialog that came into sight before it, in the same page: the row, if what comes with the dialog begins after it. */
  | 'older'
  | 'nothing';

/** Pure. The same rule of visibility as everywhere: `sees`. */
export function decide(scope: Scope, entry: FeedEntry): Outcome {
  const { audience } = entry;
  switch (audience.kind) {
    case 'everybody':
      return 'row';
    case 'operator':
      return audience.operatorId === scope.operatorId ? 'row' : 'nothing';
    case 'dialog':
      return decideDialog(scope, entry, audience.now, audience.before);
    default:
      return exhaustive(audience, 'feed audience');
  }
}

function decideDialog(
  scope: Scope,
  entry: FeedEntry,
  now: readonly Audience[],
  before: PreviousAudience | null,
): Outcome {
  const seesNow = now.some((audience) => sees(scope, audience));
  if (entry.type !== 'dialog') return seesNow ? 'row' : 'nothing';
  const sawBefore = before !== null && sees(scope, before);
  if (seesNow) return sawBefore && before.whole !== true ? 'row' : 'enter';
  return sawBefore ? 'gone' : 'nothing';
}
