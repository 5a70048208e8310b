import { CircleCheck, ClipboardList, Clock3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { labelOf, type Form } from '#shared/domain/form.ts';

interface FormPartProps {
  form: Form;
  /** It did not go, or did not arrive: nobody can answer it, and why stands beside the message. */
  stuck: boolean;
}

/** What a message of the company asks the client, and whether he has answered. */
export function FormPart({ form, stuck }: FormPartProps): ReactNode {
  const { t } = useTexts();
  const answered = form.answeredBy !== null;
  const State = answered ? CircleCheck : Clock3;
  return (
    <div
      role="group"
      aria-label={t('form.part')}
      data-form={answered ? 'answered' : stuck ? 'stuck' : 'waiting'}
      className="my-1 rounded-md border border-line-strong px-2.5 py-1.5"
    >
      <p className="flex items-center gap-1.5 text-xs font-semibold text-bubble-meta">
        <ClipboardList size={13} aria-hidden="true" />
        {t('form.part')}
      </p>
      <ul className="my-1 text-sm">
        {form.fields.map((field, place) => (
          // Fields have no identity but their place, and the form stays as it was sent.
          <li key={place} className="wrap-anywhere">
            <bdi>{labelOf(field, form.language)}</bdi>
            {!field.required && <span className="text-bubble-meta"> ({t('form.optional')})</span>}
          </li>
        ))}
      </ul>
      {(answered || !stuck) && (
        <p className="flex items-center gap-1.5 text-xs text-bubble-meta">
          <State size={13} aria-hidden="true" />
          {t(answered ? 'form.answered' : 'form.waiting')}
        </p>
      )}
    </div>
  );
}
