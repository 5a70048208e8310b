import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { COALESCE_MS, type Source } from './live.ts';
import type { TranscriptItem, TranscriptView } from './views.ts';

/** What sync says of what is on its way into the replica. */
type Arrival =
  { kind: 'messages'; messages: readonly Message[]; dialogs: readonly Dialog[] } | { kind: 'withdrawn' };

/** What has not come by the replica within this many milliseconds never will: the window that wrote it is gone, or the disk is full. */
export const ARRIVAL_FADES_MS = 10_000;
/** Of one dialog. More at a time is a burst, which the next reading brings. */
const MAX_HELD = 50;

interface WatchedDialog {
  messages: readonly Message[];
  /** As it is with them. */
  dialog: Dialog | null;
  tells: Set<() => void>;
}

/**
 * What sync has received and is about to commit. An open conversation shows it at once instead of waiting for the way to
 * the disk and back (docs/decisions/018). Held only for dialogs that somebody watches, and only for a moment: the
 * replica has the last word.
 */
export class Arrivals {
  private readonly watched = new Map<Id, WatchedDialog>();
  private closed = false;

  heard(arrival: Arrival): void {
    if (this.closed) return;
    if (arrival.kind === 'withdrawn') return this.withdraw();
    const dialogs = new Map(arrival.dialogs.map((dialog) => [dialog.id, dialog]));
    for (const [dialogId, arrived] of Map.groupBy(arrival.messages, (message) => message.dialogId)) {
      const dialog = this.watched.get(dialogId);
      if (!dialog) continue;
      const row = dialogs.get(dialogId) ?? null;
      put(dialog, [...dialog.messages, ...arrived].slice(-MAX_HELD), row ?? dialog.dialog);
      const gone = new Set(arrived);
      setTimeout(() => {
        const rest = dialog.messages.filter((message) => !gone.has(message));
        put(dialog, rest, dialog.dialog === row ? null : dialog.dialog);
      }, ARRIVAL_FADES_MS);
    }
  }

  of(dialogId: Id): readonly Message[] {
    return this.watched.get(dialogId)?.messages ?? [];
  }

  dialog(dialogId: Id): Dialog | null {
    return this.watched.get(dialogId)?.dialog ?? null;
  }

  /** @returns the way to stop */
  watch(dialogId: Id, tell: () => void): () => void {
    const dialog = this.watched.get(dialogId) ?? { messages: [], dialog: null, tells: new Set() };
    this.watched.set(dialogId, dialog);
    dialog.tells.add(tell);
    return () => {
      dialog.tells.delete(tell);
      if (dialog.tells.size === 0) this.watched.delete(dialogId);
    };
  }

  /** For good: the person leaves. */
  close(): void {
    this.closed = true;
    this.withdraw();
  }

  private withdraw(): void {
    for (const dialog of this.watched.values()) put(dialog, [], null);
  }
}

function put(watched: WatchedDialog, messages: readonly Message[], dialog: Dialog | null): void {
  const same = messages.length === watched.messages.length && messages.at(-1) === watched.messages.at(-1);
  if (same && dialog === watched.dialog) return;
  watched.messages = messages;
  watched.dialog = dialog;
  for (const tell of watched.tells) tell();
}

/** The newest `limit` messages of a dialog as the replica has them, with what is on its way there. */
export function withArrivals(
  arrivals: Arrivals,
  { dialogId, limit }: { dialogId: Id; limit: number },
  replica: Source<TranscriptView>,
): Source<TranscriptView> {
  return (onValue, onError, known) => {
    let base = known?.value ?? null;
    let resting: ReturnType<typeof setTimeout> | undefined;
    let outdated = false;
    const tell = (): void => {
      outdated = false;
      if (base) onValue(joined(base, arrivals.of(dialogId), limit));
    };
    // The first of a burst at once, the others together: each telling is drawn.
    const arrived = (): void => {
      if (resting !== undefined) {
        outdated = true;
        return;
      }
      tell();
      resting = setTimeout(() => {
        resting = undefined;
        if (outdated) arrived();
      }, COALESCE_MS);
    };
    const unwatch = arrivals.watch(dialogId, arrived);
    const stop = replica(
      (view) => {
        base = view;
        tell();
      },
      onError,
      known,
    );
    return () => {
      clearTimeout(resting);
      // With something laid over it, it is not yet what the replica has.
      const bare = arrivals.of(dialogId).length === 0;
      unwatch();
      return stop() && bare;
    };
  };
}

/**
 * Lays what follows the newest message of a view upon it, without a hole, as the replica will have it in a moment: behind what
 * is confirmed, and instead of the person's own pending one that it confirms.
 */
export function joined(view: TranscriptView, arrived: readonly Message[], limit: number): TranscriptView {
  const confirmed = view.items.filter((item) => item.pending === null);
  const newest = confirmed.at(-1)?.message.seq;
  if (newest === undefined || arrived.length === 0) return view;
  const bySeq = new Map(arrived.map((message) => [message.seq, message]));
  const added: TranscriptItem[] = [];
  for (let seq = newest + 1, next = bySeq.get(seq); next; next = bySeq.get((seq += 1)))
    added.push({ message: next, pending: null });
  if (added.length === 0) return view;
  const ids = new Set(added.map((item) => item.message.id));
  const last = newest + added.length;
  const pending = view.items
    .slice(confirmed.length)
    .filter((item) => !ids.has(item.message.id))
    .map((item, i) => ({ ...item, message: { ...item.message, seq: last + i + 1 } }));
  const shown = [...confirmed, ...added].slice(-limit);
  const first = shown[0]?.message.seq ?? 1;
  const hasOlder = shown.length < confirmed.length + added.length ? first > 1 : view.hasOlder;
  return { items: [...shown, ...pending], hasOlder };
}
