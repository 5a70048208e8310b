import { Eye, EyeOff } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { Field } from '#renderer/kit/field.tsx';

interface PasswordFieldProps {
  value: string;
  error: string | null;
  autoFocus: boolean;
  onChange: (value: string) => void;
}

export function PasswordField({ value, error, autoFocus, onChange }: PasswordFieldProps): ReactNode {
  const { t } = useTexts();
  const [revealed, setRevealed] = useState(false);
  const [caps, setCaps] = useState(false);
  const readCaps = (event: KeyboardEvent): void => setCaps(event.getModifierState('CapsLock'));
  return (
    <Field
      label={t('signIn.password')}
      name="password"
      type={revealed ? 'text' : 'password'}
      value={value}
      error={error}
      hint={caps ? <span className="font-medium text-warn">{t('signIn.capsLock')}</span> : '\u00a0'}
      autoComplete="current-password"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={1000}
      autoFocus={autoFocus}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={readCaps}
      onKeyUp={readCaps}
      onBlur={() => setCaps(false)}
      trailing={
        <IconButton
          label={t(revealed ? 'signIn.hide' : 'signIn.reveal')}
          aria-pressed={revealed}
          onClick={() => setRevealed(!revealed)}
        >
          {revealed ? <EyeOff size={16} /> : <Eye size={16} />}
        </IconButton>
      }
    />
  );
}
