import { Popover } from 'radix-ui';
import { useEffect, useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { giveBackTo } from '#renderer/kit/focus.ts';
import type { Attempt, MessageAttempts, OpenWork } from '#shared/domain/attempt.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import { useTranscript } from '../transcript-context.ts';
import type { DoctorPlace } from './marks-port.ts';
import { messageElement } from './message-element.ts';

interface DeliveryDoctorProps {
  place: DoctorPlace | null;
  items: readonly TranscriptItem[];
  onClose: () => void;
}

/** Why a message has not arrived, and whether it will: every attempt in plain words, what comes next, and another try. */
export function DeliveryDoctor({ place, items, onClose }: DeliveryDoctorProps): ReactNode {
  const { t } = useTexts();
  const { marks } = useTranscript();
  const message = items.find((item) => item.message.id === place?.messageId)?.message;
  if (place === null || !message) return null;
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={{ current: place.anchor }} />
      <Popover.Portal>
        <Popover.Content
          aria-label={t('doctor.title')}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={giveBackTo(() => messageElement(message.id))}
          className="pop-in z-40 max-h-80 w-80 overflow-y-auto rounded-lg bg-raised p-3 shadow-pop outline-none"
        >
          <h3 className="mb-1 text-sm font-semibold">{t('doctor.title')}</h3>
          {/* Asked anew with every version of the message. */}
          <Told key={message.rev} messageId={message.id} />
          {marks.may(message).retry && (
            <Button
              size="sm"
              className="mt-2"
              onClick={() => {
                marks.deliverAgain(message.id);
                onClose();
              }}
            >
              {t('message.retry')}
            </Button>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Told({ messageId }: { messageId: Id }): ReactNode {
  const texts = useTexts();
  const { t, format } = texts;
  const { remote } = useClient();
  const [told, setTold] = useState<MessageAttempts | 'loading' | 'offline'>('loading');
  useEffect(() => {
    let here = true;
    remote.attempts(messageId).then(
      (answer) => here && setTold(answer),
      () => here && setTold('offline'),
    );
    return () => {
      here = false;
    };
  }, [messageId, remote]);
  if (typeof told === 'string') return <p className="text-sm text-ink-2">{t(`doctor.${told}`)}</p>;
  const { attempts, open } = told;
  return (
    <ol className="flex flex-col gap-1.5 text-sm">
      {attempts.length + open.length === 0 && <li className="text-ink-2">{t('doctor.none')}</li>}
      {attempts.map((attempt) => (
        <li key={`${attempt.work} ${attempt.startedAt}`}>
          <time className="tnum mr-1.5 text-xs text-ink-3">{format.dateTime(attempt.startedAt)}</time>
          {t(`doctor.work.${attempt.work}`)}: {outcomeText(attempt, t)}
          <Detail attempt={attempt} />
        </li>
      ))}
      {open.map((work) => (
        <li key={work.work} className="text-ink-2">
          {t(`doctor.work.${work.work}`)}: {openText(work, texts)}
        </li>
      ))}
    </ol>
  );
}

/** The vendor's own words are hostile text, and only for the curious. */
function Detail({ attempt: { outcome } }: { attempt: Attempt }): ReactNode {
  const { t } = useTexts();
  const detail = outcome !== null && 'failure' in outcome ? outcome.failure.detail : '';
  return detail !== '' && <p className="text-xs break-words text-ink-3">{t('doctor.detail', { detail })}</p>;
}

function outcomeText({ outcome }: Attempt, t: Texts['t']): string {
  if (outcome === null) return t('doctor.outcome.open');
  switch (outcome.kind) {
    case 'retry':
    case 'failed':
      return t(`doctor.outcome.${outcome.kind}`, { reason: t(`failure.${outcome.failure.code}`) });
    default:
      return t(`doctor.outcome.${outcome.kind}`);
  }
}

function openText({ nextAt, behind }: OpenWork, { t, format }: Texts): string {
  if (behind) return t('doctor.waiting');
  return nextAt === null ? t('doctor.running') : t('doctor.next', { when: format.dateTime(nextAt) });
}
