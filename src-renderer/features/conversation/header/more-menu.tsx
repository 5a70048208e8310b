import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { CommandMenuItem } from '#renderer/commands/command-menu-item.tsx';
import { useOffers } from '#renderer/commands/react.tsx';
import type { CommandId } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { Menu, MenuSeparator } from '#renderer/kit/menu.tsx';

/** What is seldom done, in groups; only what makes sense now is in the menu. */
const GROUPS: readonly (readonly CommandId[])[] = [
  ['dialog.recallTransfer', 'dialog.handBack', 'dialog.callSenior', 'dialog.join', 'dialog.leave'],
  ['dialog.pin', 'dialog.unpin', 'dialog.snooze', 'dialog.unsnooze', 'dialog.markUnread'],
  ['dialog.spam', 'dialog.reopen'],
];

export function MoreMenu(): ReactNode {
  const { t } = useTexts();
  const offers = useOffers();
  const groups = GROUPS.map((ids) => ids.filter((id) => offers.has(id))).filter((ids) => ids.length > 0);
  if (groups.length === 0) return null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('action.more')}>
          <Ellipsis size={18} aria-hidden="true" />
        </IconButton>
      }
    >
      {groups.map((ids, index) => (
        <div key={ids[0]}>
          {index > 0 && <MenuSeparator />}
          {ids.map((id) => (
            <CommandMenuItem key={id} id={id} />
          ))}
        </div>
      ))}
    </Menu>
  );
}
