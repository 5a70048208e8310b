import type { ReactNode } from 'react';
import type { Texts } from '#renderer/i18n/i18n.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { useHubNow } from '#renderer/kit/clock.ts';
import { TextArea } from '#renderer/kit/text-area.tsx';
import { WhenField } from '#renderer/kit/when-field.tsx';
import type { HandOverCard } from '#shared/domain/hand-over.ts';
import { quickTimes } from './until.ts';

/** Longest text of a card, as the hub takes it. */
const MAX_NOTE = 2_000;

/** A card in the making: until when is a text, which may be half a date. */
export interface CardDraft extends Omit<HandOverCard, 'promisedUntil'> {
  until: string;
}

interface CardFieldsProps {
  card: CardDraft;
  onChange: (card: CardDraft) => void;
  /** Was to be handed over, and until when cannot be read. */
  asked: boolean;
}

/** What the next one has to know. */
export function CardFields({ card, onChange, asked }: CardFieldsProps): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  const until = format.field.read(card.until, now);
  const setUntil = (at: number | null): void =>
    onChange({ ...card, until: at === null ? '' : format.field.write(at) });
  return (
    <div className="mt-4 flex flex-col gap-3">
      <TextArea
        label={t('transfer.reason')}
        autoFocus
        maxLength={MAX_NOTE}
        value={card.reason}
        onChange={(event) => onChange({ ...card, reason: event.target.value })}
      />
      <TextArea
        label={t('transfer.promised')}
        maxLength={MAX_NOTE}
        value={card.promised}
        onChange={(event) => onChange({ ...card, promised: event.target.value })}
      />
      <div>
        <WhenField
          label={t('transfer.until')}
          calendarLabel={t('when.calendar')}
          text={card.until}
          onText={(text) => onChange({ ...card, until: text })}
          at={until}
          onChoose={setUntil}
          hint={until === null ? t('when.example', exampleOf(format, now)) : format.dateTime(until)}
          error={asked && card.until.trim() !== '' && until === null ? t('when.unreadable') : null}
        />
        <div className="mt-2 flex flex-wrap gap-2">
          {quickTimes(now).map(({ name, at }) => (
            <button
              key={name}
              type="button"
              aria-pressed={until === at}
              onClick={() => setUntil(until === at ? null : at)}
              className={cn(
                'h-7 rounded-full border px-3 text-sm',
                until === at
                  ? 'border-accent bg-accent-soft text-accent-text'
                  : 'border-line-strong text-ink-2 hover:bg-hover',
              )}
            >
              {name === 'hour'
                ? t('transfer.until.hour')
                : t(`transfer.until.${name}`, { time: format.time(at) })}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

/** What one could write. */
function exampleOf(format: Texts['format'], now: number): { date: string; time: string } {
  const tomorrow = quickTimes(now).at(-1)?.at ?? now;
  return { date: format.field.write(tomorrow), time: format.time(tomorrow) };
}
