import { useClient, useLive } from '#renderer/client/react.tsx';
import { isOpen, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';

/** The client's open dialog that came after a finished one: by the same channel if there is one, the newest otherwise. */
export function newerOpenDialog(dialog: Dialog, all: readonly Dialog[]): Id | null {
  if (isOpen(dialog)) return null;
  const newer = all
    .filter((other) => other.id !== dialog.id && isOpen(other) && other.createdAt >= dialog.createdAt)
    .toSorted((a, b) => b.createdAt - a.createdAt);
  return (newer.find((other) => other.channelId === dialog.channelId) ?? newer[0])?.id ?? null;
}

/** Where the client went on after this dialog was finished; null when he did not, or it is not finished. */
export function useNewerDialog(dialog: Dialog): Id | null {
  const client = useClient();
  const { contactId } = dialog;
  const all = useLive(() => client.queries.contactDialogs(contactId), [client, contactId]);
  return newerOpenDialog(dialog, all ?? []);
}
