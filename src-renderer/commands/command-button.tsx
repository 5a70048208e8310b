import type { ReactNode } from 'react';
import { useTexts } from '../i18n/react.tsx';
import { Button, type ButtonProps } from '../kit/button.tsx';
import { WithKeys } from '../kit/kbd.tsx';
import { ariaKeys } from '../kit/keys.ts';
import { NOWHERE, useCommand, useCommandStore, useOffers } from './react.tsx';
import { keysOf, specOf, type CommandId } from './spec.ts';

interface CommandButtonProps extends Pick<ButtonProps, 'look' | 'size'> {
  id: CommandId;
  run: () => void;
  /** Why it cannot be done now. */
  why: string | null;
  /** Shown and not to be given: what it would act upon is about to be another. */
  waiting?: boolean;
  /** The icon stands before the words. */
  withIcon?: boolean;
  /** Classes of the words, which may go where there is no room; the name stays. */
  wordsClass?: string;
}

/** A command as a button: offers it, and is called, explained and keyed as everywhere else. */
export function CommandButton({ waiting = false, ...face }: CommandButtonProps): ReactNode {
  useCommand(face.id, face.run, waiting ? NOWHERE : face.why);
  return <Face {...face} />;
}

/** A command that is offered by whoever carries it out, as a button; where nobody does, there is none. */
export function OfferedButton({ id, ...look }: Pick<CommandButtonProps, 'id' | 'look' | 'size'>): ReactNode {
  const store = useCommandStore();
  const offer = useOffers().get(id);
  return offer === undefined ? null : <Face id={id} run={() => store.run(id)} why={offer.why} {...look} />;
}

function Face(props: Omit<CommandButtonProps, 'waiting'>): ReactNode {
  const { id, run, why, withIcon = false, wordsClass, ...look } = props;
  const { t } = useTexts();
  const { icon: Icon, title } = specOf(id);
  const keys = keysOf(id);
  const name = t(title);
  return (
    <Button
      {...look}
      disabledReason={why}
      hint={keys === null ? name : <WithKeys text={name} combo={keys} />}
      aria-keyshortcuts={keys === null ? undefined : ariaKeys(keys)}
      aria-label={name}
      onClick={run}
    >
      {withIcon && <Icon size={16} aria-hidden="true" />}
      {wordsClass === undefined ? name : <span className={wordsClass}>{name}</span>}
    </Button>
  );
}
