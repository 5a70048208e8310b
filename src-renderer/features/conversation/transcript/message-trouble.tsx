import type { ReactNode } from 'react';
import type { PendingState, TranscriptItem } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { refusalText } from '#renderer/i18n/words/refusal.ts';
import { cn } from '#renderer/kit/cn.ts';
import { Button } from '#renderer/kit/button.tsx';
import { useTranscript } from './transcript-context.ts';

/** Under a message that did not go out: why, in words, and what the person can do about it. */
export function MessageTrouble({ item, text }: { item: TranscriptItem; text: string }): ReactNode {
  const { t } = useTexts();
  const { nameOf, retry, edit, discard, marks } = useTranscript();
  const { message, pending } = item;
  const reason = troubleOf();
  if (reason === null) return null;
  // Not knowing is no failure, and is not drawn as one.
  const unsure =
    pending?.kind === 'unanswered' ||
    (pending === null && [message.delivery?.state, message.amendment?.state].includes('unknown'));
  const own = pending?.kind === 'refused' || pending?.kind === 'failed' || pending?.kind === 'unanswered';
  return (
    <div
      role="group"
      aria-label={reason}
      className="mt-1 flex max-w-full flex-wrap items-center justify-end gap-x-1 gap-y-0.5"
    >
      <span
        title={pending?.kind === 'failed' ? pending.reason : undefined}
        className={cn('mr-1 text-xs font-medium', unsure ? 'text-warn' : 'text-danger')}
      >
        {reason}
      </span>
      {!own && marks.may(message).retry && (
        <Button look="quiet" size="sm" onClick={() => marks.deliverAgain(message.id)}>
          {t('message.retry')}
        </Button>
      )}
      {own && (
        <span className="flex gap-1">
          {mayGoAgain(pending) && (
            <Button look="quiet" size="sm" onClick={() => retry(message.id)}>
              {t(wasOvertaken(pending) ? 'pending.sendAnyway' : 'pending.retry')}
            </Button>
          )}
          <Button
            look="quiet"
            size="sm"
            onClick={() => edit(message.id, { text, hidden: message.visibility === 'hidden' })}
          >
            {t('pending.edit')}
          </Button>
          <Button look="quiet" size="sm" onClick={() => discard(message.id)}>
            {t('pending.discard')}
          </Button>
        </span>
      )}
    </div>
  );

  function troubleOf(): string | null {
    if (pending?.kind === 'refused') {
      return t('pending.refused', { reason: refusalText(pending.refusal, nameOf, t) });
    }
    if (pending?.kind === 'failed') return t('pending.failed');
    if (pending?.kind === 'unanswered') return t('pending.unanswered');
    if (message.amendment?.state === 'failed') {
      const { what, failure } = message.amendment;
      return t(`amendment.${what}.failed`, { reason: t(`failure.${failure.code}`) });
    }
    if (message.amendment?.state === 'unknown') return t(`amendment.${message.amendment.what}.unknown`);
    // What was deleted before it arrived is missed by nobody.
    if (message.body.kind === 'deleted') return null;
    if (message.delivery?.state === 'failed') {
      return t('delivery.failed', { reason: t(`failure.${message.delivery.failure.code}`) });
    }
    return message.delivery?.state === 'unknown' ? t('delivery.unknown') : null;
  }
}

function wasOvertaken(pending: PendingState): boolean {
  return pending.kind === 'refused' && pending.refusal.code === 'overtaken';
}

/** Not where the same answer would come back however often one asks. */
function mayGoAgain(pending: PendingState): boolean {
  if (pending.kind !== 'refused') return true;
  const { code } = pending.refusal;
  return code !== 'dialog_closed' && code !== 'not_found' && code !== 'invalid' && code !== 'form_is_public';
}
