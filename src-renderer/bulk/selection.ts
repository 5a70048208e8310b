import type { Id } from '#shared/domain/ids.ts';

/** Which dialogs of a list are chosen. Pure; `anchor` is where a range begins. */
export interface Selection {
  chosen: ReadonlySet<Id>;
  anchor: Id | null;
}

export const NOTHING: Selection = { chosen: new Set(), anchor: null };

export function toggle({ chosen }: Selection, id: Id): Selection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { chosen: next, anchor: id };
}

/** From the anchor to here, beside what is chosen already; with no anchor that still stands in the list, only here. */
export function extend({ chosen, anchor }: Selection, rows: readonly Id[], to: Id): Selection {
  const end = rows.indexOf(to);
  const start = anchor === null ? end : rows.indexOf(anchor);
  if (end < 0) return { chosen, anchor };
  const from = start < 0 ? end : start;
  const range = rows.slice(Math.min(from, end), Math.max(from, end) + 1);
  return { chosen: new Set([...chosen, ...range]), anchor: start < 0 ? to : anchor };
}

/** Shift and an arrow: the row that is left and the row that is entered; back towards the anchor takes rows out again. */
export function step({ chosen, anchor }: Selection, rows: readonly Id[], from: Id, to: Id): Selection {
  const begin = anchor !== null && chosen.has(anchor) && rows.includes(anchor) ? anchor : from;
  const [at, was, now] = [rows.indexOf(begin), rows.indexOf(from), rows.indexOf(to)];
  const nearer = Math.abs(now - at) < Math.abs(was - at);
  const next = new Set(chosen);
  if (nearer) next.delete(from);
  else next.add(from).add(to);
  return { chosen: next, anchor: begin };
}

/** What has left the list is not chosen any more. `rows` are all that are known of it. */
export function prune(selection: Selection, rows: ReadonlySet<Id>): Selection {
  const left = [...selection.chosen].filter((id) => rows.has(id));
  return left.length === selection.chosen.size ? selection : { ...selection, chosen: new Set(left) };
}
