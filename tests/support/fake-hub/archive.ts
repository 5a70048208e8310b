import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { leanBundle } from '../lean-bundle.ts';

/** Dialogs in a pack. */
const PACK = 2;

export function closedAt({ state }: Dialog): number {
  return state.status === 'closed' ? state.closedAt : -1;
}

/** Lines of an answer, lean as all clients want it; null when the place is none. @param visible dialogs that the session sees */
export function archiveLines(
  hub: { cursor(): Cursor; bundle(id: Id): DialogBundle },
  visible: readonly Dialog[],
  after: string,
  limit: number,
): string[] | null {
  const [, upTo, last = ''] = /^a(\d+)@(.*)$/.exec(after) ?? [];
  if (upTo === undefined) return null;
  const key = (dialog: Dialog) => `${closedAt(dialog)} ${dialog.id}`;
  const all = visible
    .filter((dialog) => dialog.state.status === 'closed' && closedAt(dialog) <= Number(upTo))
    .toSorted((a, b) => (key(a) < key(b) ? 1 : -1));
  const rest = all.filter((dialog) => last === '' || key(dialog) < last);
  const page = rest.slice(0, limit);
  const place = (dialog: Dialog | undefined) =>
    dialog && dialog !== all.at(-1) ? `a${upTo}@${key(dialog)}` : null;
  const lines: unknown[] = [{ line: 'opening', cursor: hub.cursor(), total: all.length }];
  for (let at = 0; at < page.length; at += PACK) {
    const bundles = page.slice(at, at + PACK).map((dialog) => hub.bundle(dialog.id));
    lines.push({
      line: 'head',
      newest: Math.max(...bundles.map(({ dialog }) => dialog.lastActivityAt)),
      ids: bundles.map(({ dialog }) => dialog.id),
      contactIds: [...new Set(bundles.map(({ contact }) => contact.id))],
      messages: bundles.reduce((sum, bundle) => sum + bundle.page.messages.length, 0),
      next: place(bundles.at(-1)?.dialog),
    });
    lines.push(bundles.map(leanBundle));
  }
  lines.push({ line: 'end', next: place(page.at(-1)) });
  return lines.map((line) => `${JSON.stringify(line)}\n`);
}
