import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { CopyButton } from '#renderer/people/copy-button.tsx';
import type { FormAnswers } from '#shared/domain/form.ts';
import { MessageText } from '../message-text.tsx';
import { useTranscript } from '../transcript-context.ts';

/** What the client answered to a form. Numbers and addresses are in his card already; his name is, unless he had another one. */
export function AnswersCard({ answers }: { answers: FormAnswers }): ReactNode {
  const { t } = useTexts();
  const { naming } = useTranscript();
  return (
    <div role="group" aria-label={t('form.answers')} className="my-0.5 min-w-44">
      <dl className="flex flex-col gap-1.5">
        {answers.values.map(({ field, kind, label, value }) => (
          <div key={field} data-answer={kind}>
            <dt className="text-xs text-bubble-meta">
              <bdi>{label}</bdi>
            </dt>
            <dd className="flex flex-wrap items-start gap-x-1">
              <div className="min-w-0 flex-1">
                <MessageText text={value} mentions={[]} tail={null} />
              </div>
              <CopyButton value={value} name={kind === 'question' ? label : value} />
              {kind === 'name' && naming !== null && naming.current !== value && (
                <Button look="quiet" size="sm" className="-ml-2" onClick={() => naming.rename(value)}>
                  {t('form.useName')}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
