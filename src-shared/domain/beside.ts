import { isOpen, type Dialog } from './dialog.ts';

/** The client's open dialog through the same channel: no other can be opened beside it. */
export function openBeside(dialog: Dialog, all: readonly Dialog[]): Dialog | null {
  const beside = (other: Dialog): boolean =>
    other.id !== dialog.id && other.channelId === dialog.channelId && isOpen(other);
  return all.find(beside) ?? null;
}
