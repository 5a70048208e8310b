import type { ReactNode } from 'react';
import { useTexts } from '../i18n/react.tsx';
import { Button, type ButtonProps } from '../kit/button.tsx';
import { WithKeys } from '../kit/kbd.tsx';
import { ariaKeys } from '../kit/keys.ts';
import { NOWHERE, useCommand } from './react.tsx';
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
export function CommandButton(props: CommandButtonProps): ReactNode {
  const { id, run, why, waiting = false, withIcon = false, wordsClass, ...look } = props;
  const { t } = useTexts();
  useCommand(id, run, waiting ? NOWHERE : why);
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
