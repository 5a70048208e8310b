import { laneOf } from '#shared/intents/all.ts';
import { utf8Length } from '#shared/lib/text.ts';
import type { OutboxEntry } from '../db/outbox-entry.ts';

/** The comma between two. */
const SEPARATOR = 1;

const NONE: ReadonlySet<string> = new Set();

export interface BatchLimits {
  maxIntents: number;
  /** Size of the intents together, in bytes of JSON; one alone always fits. */
  maxBytes: number;
}

/**
 * Chooses what to send now, in order. Pure.
 *
 * - Order is kept within a dialog; dialogs do not wait for each other.
 * - Nothing follows a claim (`dialog.answer` and its like) in the same request: what was done after it counted on winning it, and must
 *   not run when it was lost (see `followersOf`). Nor does the end of a dialog follow what was said before it to the client.
 * - A message whose files are still on their way waits, and what follows it in its dialog too.
 * - Refused and failed entries wait for the person and hold nobody up.
 */
export function nextBatch(
  entries: readonly OutboxEntry[],
  limits: BatchLimits,
  waitingForFiles: ReadonlySet<string> = NONE,
): OutboxEntry[] {
  const held = new Set<string>();
  const answered = new Set<string>();
  const batch: OutboxEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const lane = laneOf(entry.intent);
    if (!isUnsent(entry) || held.has(lane)) continue;
    if ((isEnd(entry) && answered.has(lane)) || waitingForFiles.has(entry.intent.id)) {
      held.add(lane);
      continue;
    }
    const size = utf8Length(JSON.stringify(entry.intent)) + SEPARATOR;
    if (batch.length > 0 && bytes + size > limits.maxBytes) break;
    bytes += size;
    batch.push(entry);
    if (isClaim(entry)) held.add(lane);
    if (isToClient(entry)) answered.add(lane);
    if (batch.length === limits.maxIntents) break;
  }
  return batch;
}

/** There is one sender, which asks only when nothing of its own is on the way: `sending` is then a leftover of a crash. */
export function isUnsent(entry: OutboxEntry): boolean {
  return entry.state.kind === 'waiting' || entry.state.kind === 'sending';
}

/** What has one winner. */
function isClaim({ intent }: OutboxEntry): boolean {
  switch (intent.name) {
    case 'dialog.answer':
    case 'dialog.take':
    case 'dialog.acceptTransfer':
    case 'dialog.reopen':
    case 'dialog.undo':
    case 'dialog.start':
      return true;
    default:
      return false;
  }
}

/** What takes the dialog out of the person's hands. */
function isEnd({ intent }: OutboxEntry): boolean {
  switch (intent.name) {
    case 'dialog.finish':
    case 'dialog.spam':
    case 'dialog.transfer':
    case 'dialog.handBack':
    case 'dialog.snooze':
      return true;
    default:
      return false;
  }
}

function isToClient({ intent }: OutboxEntry): boolean {
  return intent.name === 'message.send' && intent.args.visibility === 'public';
}

/**
 * What falls with a refused claim: everything the person did in that dialog afterwards, hidden notes to colleagues excepted.
 * Otherwise a supervisor who lost the race would still send his prepared answer, and the client would be answered twice.
 * With a refused answer falls the end of the dialog: in a closed one its author could no longer decide to send it.
 */
export function followersOf(refused: OutboxEntry, entries: readonly OutboxEntry[]): OutboxEntry[] {
  const falls = fallingWith(refused);
  return entries.filter(
    (entry) =>
      entry.n > refused.n &&
      entry.state.kind === 'waiting' &&
      // Handed to the network before: the hub may have done it, only the hub can say.
      entry.attempts === 0 &&
      laneOf(entry.intent) === laneOf(refused.intent) &&
      (falls(entry) || isAbout(entry, refused)),
  );
}

function fallingWith(refused: OutboxEntry): (entry: OutboxEntry) => boolean {
  if (isClaim(refused))
    return ({ intent }) => intent.name !== 'message.send' || intent.args.visibility === 'public';
  if (isToClient(refused)) return isEnd;
  return () => false;
}

/** Done to a message that the refused intent was to make: there is none. */
function isAbout({ intent }: OutboxEntry, refused: OutboxEntry): boolean {
  return 'messageId' in intent.args && intent.args.messageId === refused.intent.id;
}
