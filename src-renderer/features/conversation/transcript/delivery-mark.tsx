import { Check, CheckCheck, CircleAlert, CircleHelp, Clock3 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { DeliveryState } from '#shared/domain/delivery.ts';
import { cn } from '#renderer/kit/cn.ts';
import { useTranscript } from './transcript-context.ts';
import { deliveryText, shownDelivery, tellsDelivery } from './delivery.ts';

const MARKS: Record<DeliveryState, ReactNode> = {
  pending: <Clock3 size={12} />,
  sent: <Check size={14} />,
  delivered: <CheckCheck size={14} />,
  read: <CheckCheck size={14} strokeWidth={2.75} className="text-accent-text" />,
  failed: <CircleAlert size={14} strokeWidth={2.25} className="text-danger" />,
  unknown: <CircleHelp size={14} strokeWidth={2.25} className="text-warn" />,
};

/** The way of an outgoing message: a sign for eyes, words for the pointer and for screen readers. */
export function DeliveryMark({ item }: { item: TranscriptItem }): ReactNode {
  const texts = useTexts();
  const { openDoctor } = useTranscript();
  const state = shownDelivery(item.message.delivery, item.pending);
  if (state === null) return null;
  const words = deliveryText(item.message.delivery, item.pending, texts);
  const sign = (
    <>
      <span aria-hidden="true">{MARKS[state]}</span>
      {words !== null && <span className="sr-only">{words}</span>}
    </>
  );
  const place = 'inline-flex w-3.5 justify-center self-center';
  if (!tellsDelivery(item))
    return (
      <span title={words ?? undefined} className={place}>
        {sign}
      </span>
    );
  return (
    <button
      type="button"
      title={words ?? undefined}
      aria-haspopup="dialog"
      tabIndex={-1}
      onClick={(event) => openDoctor({ messageId: item.message.id, anchor: event.currentTarget })}
      className={cn(place, 'cursor-pointer rounded-xs hover:bg-hover')}
    >
      {sign}
    </button>
  );
}
