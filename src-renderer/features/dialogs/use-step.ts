import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useCommand } from '#renderer/commands/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { OpenHow } from './lists.tsx';

/** Previous and next dialog from anywhere in the window, also while writing. */
export function useStep(
  rows: DialogRow[] | undefined,
  selectedId: Id | null,
  onOpen: (dialogId: Id, how: OpenHow) => void,
  onPrepare: (dialogId: Id) => void,
): void {
  const step = (by: 1 | -1): void => {
    if (rows === undefined || rows.length === 0) return;
    const index = rows.findIndex((row) => row.dialog.id === selectedId);
    // A dialog that has left this list: stepping starts at its ends.
    const next = index < 0 ? (by > 0 ? 0 : rows.length - 1) : index + by;
    const row = rows[next];
    if (row !== undefined) onOpen(row.dialog.id, 'look');
    // Who steps once mostly steps on.
    const following = rows[next + by];
    if (following !== undefined) onPrepare(following.dialog.id);
  };
  useCommand('dialog.previous', () => step(-1));
  useCommand('dialog.next', () => step(1));
}
