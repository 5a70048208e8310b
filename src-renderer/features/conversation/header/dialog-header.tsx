import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { WithKeys } from '#renderer/kit/kbd.tsx';
import { SHORTCUTS } from '#renderer/kit/shortcuts.ts';
import type { Id } from '#shared/domain/ids.ts';
import { DialogActions, type ActionPort } from './dialog-actions.tsx';

interface DialogHeaderProps {
  view: DialogView;
  me: Id;
  port: ActionPort;
  nameOf: (operatorId: Id) => string;
  card: { open: boolean; available: boolean; onToggle: () => void };
}

/** Who this is, where he writes, who answers; and what can be done about it. */
export function DialogHeader({ view, me, port, nameOf, card }: DialogHeaderProps): ReactNode {
  const { t } = useTexts();
  const { dialog, contact, channel, line } = view;
  const cardLabel = card.open ? t('card.hide') : t('card.show');
  return (
    <header className="@container flex h-14 shrink-0 items-center gap-3 border-b border-line bg-surface pr-3 pl-4 [--avatar-ring:var(--surface)]">
      <Avatar
        name={contactName(contact, t)}
        seed={dialog.contactId}
        size={36}
        channel={channel?.kind}
        nameless={(contact?.name ?? '') === ''}
      />
      <div className="min-w-0 grow">
        <h1 className="truncate text-md font-semibold">
          <bdi>{contactName(contact, t)}</bdi>
        </h1>
        <p className="truncate text-xs text-ink-3">
          {[channel?.name, line?.name].filter(Boolean).join(' · ')}
          <ResponsibleWords view={view} me={me} />
        </p>
      </div>
      <DialogActions view={view} me={me} port={port} nameOf={nameOf} />
      {card.available && (
        <IconButton
          label={cardLabel}
          hint={<WithKeys text={cardLabel} combo={SHORTCUTS.toggleCard} />}
          aria-expanded={card.open}
          onClick={card.onToggle}
        >
          {card.open ? <PanelRightClose size={18} /> : <PanelRightOpen size={18} />}
        </IconButton>
      )}
    </header>
  );
}

function ResponsibleWords({ view, me }: { view: DialogView; me: Id }): ReactNode {
  const { t, format } = useTexts();
  const { state } = view.dialog;
  const words = (): string => {
    if (state.status === 'closed') return t('header.closed', { when: format.dateTime(state.closedAt) });
    if (state.status === 'queued') return t('header.free');
    if (state.responsibleId === me) return t('header.you');
    return t('header.responsible', { name: view.responsible?.name ?? t('operator.unknown') });
  };
  return (
    <>
      {' · '}
      <span className={state.status === 'queued' ? 'font-medium text-warn' : 'text-ink-2'}>{words()}</span>
    </>
  );
}
