import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Field } from '#renderer/kit/field.tsx';
import type { RememberedHub } from '#renderer/platform/types.ts';
import type { SignInFormState } from './use-sign-in-form.ts';

interface HubFieldProps {
  form: SignInFormState;
  hubs: readonly RememberedHub[];
  error: string | null;
  onForget: (origin: string) => void;
}

/** The address of the hub, with those used before one press away. */
export function HubField({ form, hubs, error, onForget }: HubFieldProps): ReactNode {
  const { t } = useTexts();
  const others = hubs.filter((hub) => hub.origin !== form.hub.trim());
  return (
    <div>
      <Field
        label={t('signIn.hub')}
        name="hub"
        value={form.hub}
        hint={t('signIn.hubHint')}
        error={error}
        inputMode="url"
        autoComplete="url"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={300}
        autoFocus={form.hub === ''}
        onChange={(event) => form.setHub(event.target.value)}
      />
      {others.length > 0 && (
        <ul aria-label={t('signIn.hubRemembered')} className="mt-2 flex flex-wrap gap-1.5">
          {others.map((hub) => (
            <li
              key={hub.origin}
              className="flex h-7 max-w-full items-center rounded-full border border-line-strong bg-surface"
            >
              <button
                type="button"
                onClick={() => form.choose(hub.origin, hub.login)}
                className="h-full min-w-0 truncate rounded-full pl-3 text-xs text-ink-2 hover:text-ink"
              >
                {new URL(hub.origin).host}
              </button>
              <button
                type="button"
                aria-label={t('signIn.hubForget', { address: hub.origin })}
                onClick={() => onForget(hub.origin)}
                className="flex size-7 shrink-0 items-center justify-center rounded-full text-ink-3 hover:text-ink"
              >
                <X size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
