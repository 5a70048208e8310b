import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { NOWHERE, useCommand } from '#renderer/commands/react.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { WithKeys } from '#renderer/kit/kbd.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import { Switch } from '#renderer/kit/switch.tsx';
import type { ComposerMode } from './composer-mode.ts';

interface HiddenSwitchProps {
  mode: ComposerMode;
  /** Another dialog has been chosen: the keys are meant for that one. */
  waiting: boolean;
  onChange: (hidden: boolean) => void;
}

/** To the client or to colleagues only. */
export function HiddenSwitch({ mode, waiting, onChange }: HiddenSwitchProps): ReactNode {
  const { t } = useTexts();
  const fixed = mode.choice === 'fixed' ? t('composer.hiddenOnly') : null;
  const [keys] = COMMANDS['composer.hidden'].keys;
  useCommand('composer.hidden', () => onChange(!mode.hidden), waiting ? NOWHERE : fixed);
  return (
    <>
      <Switch
        checked={mode.hidden}
        onChange={onChange}
        label={t('composer.hidden')}
        icon={<EyeOff size={15} aria-hidden="true" />}
        fixedReason={fixed}
        hint={<WithKeys text={t('composer.hiddenHint')} combo={keys} />}
        aria-keyshortcuts={ariaKeys(keys)}
        className="-ml-2"
      />
      {/* Said when the mode changes from the keyboard, where the switch itself is not heard. */}
      <p aria-live="polite" className="min-w-0 truncate text-sm font-semibold text-warn">
        {mode.hidden && t('composer.hiddenOn')}
      </p>
    </>
  );
}
