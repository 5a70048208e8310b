import type { ReactNode } from 'react';
import { useTexts } from '../i18n/react.tsx';
import { IconButton } from '../kit/button.tsx';
import { WithKeys } from '../kit/kbd.tsx';
import { ariaKeys } from '../kit/keys.ts';
import { useCommandStore, useOffers } from './react.tsx';
import { keysOf, specOf, type CommandId } from './spec.ts';

/** A command as a small button with its icon alone. It is offered by whoever carries it out; where nobody does, there is no button. */
export function CommandIconButton({ id, size = 'md' }: { id: CommandId; size?: 'sm' | 'md' }): ReactNode {
  const { t } = useTexts();
  const store = useCommandStore();
  const offer = useOffers().get(id);
  if (offer === undefined || offer.why !== null) return null;
  const { icon: Icon, title } = specOf(id);
  const keys = keysOf(id);
  const name = t(title);
  return (
    <IconButton
      size={size}
      label={name}
      hint={keys === null ? name : <WithKeys text={name} combo={keys} />}
      aria-keyshortcuts={keys === null ? undefined : ariaKeys(keys)}
      onClick={() => store.run(id)}
    >
      <Icon size={size === 'sm' ? 14 : 18} aria-hidden="true" />
    </IconButton>
  );
}
