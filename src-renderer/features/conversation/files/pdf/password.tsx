import { useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Field } from '#renderer/kit/field.tsx';

interface PasswordProps {
  /** The last one did not fit. */
  wrong: boolean;
  onPassword: (password: string) => void;
}

/** Asks for the password of a file; it is kept nowhere. */
export function Password({ wrong, onPassword }: PasswordProps): ReactNode {
  const { t } = useTexts();
  const [password, setPassword] = useState('');
  return (
    <form
      className="flex items-start gap-2 text-left"
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '') onPassword(password);
      }}
    >
      <Field
        label={t('viewer.password')}
        type="password"
        autoComplete="off"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        // Arrows move in the field, not through the files.
        onKeyDown={(event) => event.stopPropagation()}
        hint=" "
        error={wrong ? t('viewer.wrongPassword') : null}
        className="w-64"
      />
      <Button type="submit" size="lg" className="mt-6">
        {t('viewer.unlock')}
      </Button>
    </form>
  );
}
