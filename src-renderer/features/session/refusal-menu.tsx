import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { Menu, MenuItem } from '#renderer/kit/menu.tsx';
import type { Id } from '#shared/domain/ids.ts';

interface Undone {
  intentId: Id;
  dialogId: Id;
  reason: string;
  text: string | null;
}

/** What was not done must not be lost when its dialog is not open: a count that leads to each. */
export function RefusalMenu({ onOpenDialog }: { onOpenDialog: (dialogId: Id) => void }): ReactNode {
  const { t } = useTexts();
  const undone = useUndone();
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
        <MenuItem key={one.intentId} onSelect={() => onOpenDialog(one.dialogId)}>
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
    ...refusals.map(({ intentId, dialogId, refusal, text }) => ({
      intentId,
      dialogId,
      reason: refusalText(refusal, nameOf, t),
      text,
    })),
    ...letters.map(({ intentId, dialogId, text }) => ({
      intentId,
      dialogId,
      reason: t('refusals.unreadable'),
      text,
    })),
  ];
}
