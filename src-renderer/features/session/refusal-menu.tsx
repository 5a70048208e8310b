import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Menu, MenuItem } from '#renderer/kit/menu.tsx';
import { useReplyDesk } from '#renderer/quick-replies/desk.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { placeOf, type Refused } from './refusal-place.ts';

interface Undone extends Refused {
  intentId: Id;
  reason: string;
  text: string | null;
}

/** What was not done must not be lost when its dialog is not open: a count that leads to each. */
export function RefusalMenu({
  onOpenDialog,
  onOpenTalk,
}: {
  onOpenDialog: (dialogId: Id) => void;
  onOpenTalk: (talkId: Id) => void;
}): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const undone = useUndone();
  const desk = useReplyDesk();
  const open = async (one: Undone): Promise<void> => {
    const place = await placeOf(client.queries, one);
    switch (place.kind) {
      case 'reply':
        return desk.open({ kind: 'look', replyId: place.id, folder: null });
      case 'talk':
        return onOpenTalk(place.id);
      case 'dialog':
        return onOpenDialog(place.id);
      case 'nowhere':
        // He has read it here, and can do nothing about it elsewhere.
        return void (await client.actions.discard(one.intentId));
      default:
        return exhaustive(place, 'place of what was refused');
    }
  };
  if (undone.length === 0) return null;
  const label = t('refusals.count', { count: undone.length });
  return (
    <Menu
      side="top"
      align="end"
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          className="tnum flex h-6 shrink-0 items-center gap-1 rounded-sm px-1 font-semibold text-warn hover:bg-hover"
        >
          <TriangleAlert size={14} />
          {undone.length}
        </button>
      }
    >
      {undone.map((one) => (
        <MenuItem key={one.intentId} onSelect={() => detach(open(one), console.error)}>
          <span className="max-w-80 truncate">
            {one.reason}
            {one.text !== null && <span className="text-ink-3"> · {one.text}</span>}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Refused by the hub, and unreadable in the outbox after an update: to the person both are "not done". */
function useUndone(): Undone[] {
  const { t } = useTexts();
  const client = useClient();
  const refusals = useLive(() => client.queries.refusals(), [client]) ?? [];
  const letters = useLive(() => client.queries.deadLetters(), [client]) ?? [];
  const operators = useLive(() => client.queries.directory(), [client])?.operators;
  const nameOf = (id: Id): string => operatorName(id, operators ?? new Map(), t);
  return [
    // What was not begun is nowhere; it is said over everything.
    ...refusals
      .filter(({ name }) => name !== 'dialog.start')
      .map(({ intentId, dialogId, contactId, replyId, name, refusal, text }) => ({
        intentId,
        dialogId: contactId === null ? dialogId : null,
        contactId,
        replyId,
        reason: refusalText(refusal, nameOf, t),
        text,
        team: name.startsWith('talk.'),
      })),
    ...letters.map(({ intentId, dialogId, name, text }) => ({
      intentId,
      dialogId,
      contactId: null,
      replyId: null,
      reason: t('refusals.unreadable'),
      text,
      team: name.startsWith('talk.'),
    })),
  ];
}
