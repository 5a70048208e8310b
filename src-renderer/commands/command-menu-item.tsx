import type { ReactNode } from 'react';
import { useTexts } from '../i18n/react.tsx';
import { Kbd } from '../kit/kbd.tsx';
import { MenuItem } from '../kit/menu.tsx';
import { useCommandStore, useOffers } from './react.tsx';
import { keysOf, specOf, type CommandId } from './spec.ts';

/** A command in a menu. It is offered by whoever carries it out, not by the menu. */
export function CommandMenuItem({ id }: { id: CommandId }): ReactNode {
  const { t } = useTexts();
  const store = useCommandStore();
  const why = useOffers().get(id)?.why ?? null;
  const { icon: Icon, title } = specOf(id);
  const keys = keysOf(id);
  return (
    <MenuItem
      icon={<Icon size={15} />}
      onSelect={() => store.run(id)}
      trailing={keys && <Kbd combo={keys} />}
      disabledReason={why}
    >
      {t(title)}
    </MenuItem>
  );
}
