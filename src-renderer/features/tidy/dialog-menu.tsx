import { AlarmClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { specOf } from '#renderer/commands/spec.ts';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { MenuAt, MenuItem, MenuMore, MenuSeparator } from '#renderer/kit/menu.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import { meaningful, TIDY_DEEDS, type TidyDeed } from './deeds.ts';
import { SnoozeItems } from './snooze-items.tsx';
import type { MenuTarget, Tidy } from './use-tidy.ts';

interface DialogMenuProps {
  target: MenuTarget;
  tidy: Tidy;
  nameOf: (operatorId: Id) => string;
}

/** What can be done with a dialog of the list without opening it. */
export function DialogMenu({ target, tidy, nameOf }: DialogMenuProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const view = useLive(() => client.queries.dialog(target.dialogId), [client, target.dialogId]);
  if (view === undefined || view === null) return null;
  return (
    <MenuAt
      label={t('tidy.menu', { client: contactName(view.contact, t) })}
      x={target.x}
      y={target.y}
      onClose={() => tidy.setMenu(null)}
    >
      {TIDY_DEEDS.filter((deed) => meaningful(view, deed)).map((deed) => (
        <DeedItem key={deed} deed={deed} view={view} tidy={tidy} nameOf={nameOf} />
      ))}
    </MenuAt>
  );
}

const listOfDialogs = (): HTMLElement | null => document.querySelector('[data-area=list]');

interface DeedItemProps {
  deed: TidyDeed;
  view: DialogView;
  tidy: Tidy;
  nameOf: (operatorId: Id) => string;
}

function DeedItem({ deed, view, tidy, nameOf }: DeedItemProps): ReactNode {
  const { t } = useTexts();
  const refusal = view.can[deed];
  const { icon: Icon, title } = specOf(`dialog.${deed}`);
  // A question that follows gives the keyboard back to where it finds it, and this menu will be gone.
  const want = (): void => {
    listOfDialogs()?.focus();
    detach(tidy.want(deed, view), () => undefined);
  };
  if (deed === 'snooze' && refusal === null) {
    return (
      <MenuMore
        icon={<AlarmClock size={15} />}
        label={t(view.dialog.snoozed === null ? 'snooze.until' : 'snooze.again')}
      >
        <SnoozeItems onChoose={(until) => tidy.snooze(view, until)} onOwn={want} />
      </MenuMore>
    );
  }
  return (
    <>
      {deed === 'spam' && <MenuSeparator />}
      <MenuItem
        icon={<Icon size={15} />}
        disabledReason={refusal && refusalText(refusal, nameOf, t)}
        onSelect={want}
      >
        {deed === 'spam' ? t('command.asks', { title: t(title) }) : t(title)}
      </MenuItem>
    </>
  );
}
