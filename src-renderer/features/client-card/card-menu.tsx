import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { CommandMenuItem } from '#renderer/commands/command-menu-item.tsx';
import { useOffers } from '#renderer/commands/react.tsx';
import type { CommandId } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { Menu } from '#renderer/kit/menu.tsx';

const ITEMS: readonly CommandId[] = [
  'contact.rename',
  'contact.note',
  'contact.tag',
  'contact.write',
  'contact.merge',
];

/** What can be done with the client as a whole. */
export function CardMenu(): ReactNode {
  const { t } = useTexts();
  const offers = useOffers();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={t('card.menu')}>
          <Ellipsis size={16} />
        </IconButton>
      }
    >
      {ITEMS.filter((id) => offers.has(id)).map((id) => (
        <CommandMenuItem key={id} id={id} />
      ))}
    </Menu>
  );
}
