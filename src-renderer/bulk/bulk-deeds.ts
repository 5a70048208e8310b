import type { Client } from '#renderer/client/client.ts';
import { firstOf } from '#renderer/client/first-of.ts';
import { openBesideHere } from '#renderer/client/open-beside.ts';
import { takeBack } from '#renderer/client/take-back.ts';
import type { DialogView, RefusalNotice } from '#renderer/data/queries/views.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { HandOverCard, HandOverTarget } from '#shared/domain/hand-over.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';

/** What can be done to many dialogs at once. */
export type BulkDeed =
  | { kind: 'markRead' }
  | { kind: 'markUnread' }
  /** By what they were judged not to wait; see `Waiting`. */
  | { kind: 'finish'; ends?: ReadonlyMap<Id, number> }
  | { kind: 'reopen' }
  | { kind: 'spam' }
  | { kind: 'pin' }
  | { kind: 'unpin' }
  | { kind: 'snooze'; until: number }
  | { kind: 'transfer'; to: HandOverTarget; card: HandOverCard };
export type BulkKind = BulkDeed['kind'];

/** What became of each: done (as far as is known), not to be done and why, or so already. */
export interface BulkOutcome {
  done: Id[];
  refused: { id: Id; refusal: Refusal }[];
  already: Id[];
}

function act({ actions }: Client, deed: BulkDeed, id: Id): Promise<void> {
  switch (deed.kind) {
    case 'markRead':
    case 'markUnread':
    case 'reopen':
    case 'spam':
    case 'pin':
    case 'unpin':
      return actions[deed.kind](id);
    case 'finish':
      return actions.finish(id, deed.ends?.get(id));
    case 'snooze':
      return actions.snooze(id, deed.until);
    case 'transfer':
      return actions.transfer(id, deed.to, deed.card);
    default:
      return exhaustive(deed, 'deed');
  }
}

/** Takes it back in a dialog, as it was before. */
type Reverse = (before: Dialog) => Promise<void>;

/** How it is taken back; null where nothing does. */
export function reverseOf(client: Client, deed: BulkDeed): Reverse | null {
  const { actions } = client;
  switch (deed.kind) {
    case 'markRead':
    case 'markUnread':
    case 'finish':
    case 'reopen':
    case 'spam':
    case 'snooze': {
      const { kind } = deed;
      return (before) => takeBack(client, kind, before);
    }
    case 'pin':
      return ({ id }) => actions.unpin(id);
    case 'unpin':
      return ({ id }) => actions.pin(id);
    case 'transfer':
      // What went to a line is in its queue: whoever is there may have it by now.
      return deed.to.kind === 'operator' ? ({ id }) => actions.recallTransfer(id) : null;
    default:
      return exhaustive(deed, 'deed');
  }
}

/**
 * Does it to each dialog to which it may be done by the rules known here, one after the other; rejects when this computer cannot
 * store it.
 * @returns what became of each, and how those to which it was done were before
 */
export async function doToAll(
  client: Client,
  deed: BulkDeed,
  ids: readonly Id[],
): Promise<{ outcome: BulkOutcome; before: ReadonlyMap<Id, Dialog> }> {
  const outcome: BulkOutcome = { done: [], refused: [], already: [] };
  const before = new Map<Id, Dialog>();
  for (const id of ids) {
    const view = await firstOf(client.queries.dialog(id));
    const refusal = view === null ? refusalUnseen(deed) : await refusalOf(client, deed, view);
    if (refusal) outcome.refused.push({ id, refusal });
    else if (view && isIdle(view, deed)) outcome.already.push(id);
    else {
      if (view) before.set(id, view.dialog);
      await act(client, deed, id);
      outcome.done.push(id);
    }
  }
  return { outcome, before };
}

/**
 * A dialog that only the hub knows, from the table of everything: it is over long ago. What can be done to such is for the hub to judge, and
 * it brings the dialog here. What puts a dialog aside would do it over words that nobody here has seen.
 */
function refusalUnseen({ kind }: BulkDeed): Refusal | null {
  return kind === 'reopen' || kind === 'pin' || kind === 'unpin' ? null : { code: 'not_found' };
}

/** By the rules, and by what is known here of the client's other dialogs: beside an open one nothing can be opened. */
async function refusalOf(client: Client, { kind }: BulkDeed, view: DialogView): Promise<Refusal | null> {
  if (kind !== 'reopen' || view.idle.has(kind)) return view.can[kind];
  const beside = await openBesideHere(client, view.dialog);
  return beside === null ? view.can[kind] : { code: 'newer_dialog', dialogId: beside.id };
}

/** To rest until another time is something new, and so is another receiver. */
function isIdle(view: DialogView, { kind }: BulkDeed): boolean {
  return kind !== 'snooze' && kind !== 'transfer' && view.idle.has(kind);
}

/** Puts what the hub refused meanwhile where it belongs. */
export function withRefusals(
  outcome: BulkOutcome,
  deed: BulkDeed,
  notices: readonly RefusalNotice[],
  known: ReadonlySet<Id>,
): BulkOutcome {
  const news = new Map(
    notices
      .filter(({ intentId, name }) => !known.has(intentId) && name === `dialog.${deed.kind}`)
      .map(({ dialogId, refusal }) => [dialogId, refusal] as const),
  );
  const late = outcome.done.flatMap((id) => {
    const refusal = news.get(id);
    return refusal === undefined ? [] : [{ id, refusal }];
  });
  if (late.length === 0) return outcome;
  const done = outcome.done.filter((id) => !news.has(id));
  return { ...outcome, done, refused: [...outcome.refused, ...late] };
}
