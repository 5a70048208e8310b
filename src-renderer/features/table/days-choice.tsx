import { CalendarDays } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import { Field } from '#renderer/kit/field.tsx';
import { DAY_PRESETS, dayOf, daySchema, type Days } from '#shared/domain/table-filter.ts';

interface DaysChoiceProps {
  label: string;
  value: Days | null;
  onChange: (value: Days | null) => void;
  onDone: () => void;
}

/** Days that are meant often by one press, others written as the person's language writes them. */
export function DaysChoice({ label, value, onChange, onDone }: DaysChoiceProps): ReactNode {
  const { t } = useTexts();
  const own = value?.kind === 'own' ? value : { from: null, to: null };
  const [from, setFrom] = useDayText(own.from);
  const [to, setTo] = useDayText(own.to);
  const backwards = from.day != null && to.day != null && to.day < from.day;

  function change(next: { from: DayText; to: DayText }): void {
    setFrom(next.from);
    setTo(next.to);
    const [a, b] = [next.from.day, next.to.day];
    // Half a date says nothing yet; what was asked before goes on until it does.
    if (a === undefined || b === undefined || (a !== null && b !== null && b < a)) return;
    onChange(a === null && b === null ? null : { kind: 'own', from: a, to: b });
  }

  return (
    <div className="p-3">
      <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
        {DAY_PRESETS.map((preset) => {
          const pressed = value?.kind === 'preset' && value.preset === preset;
          return (
            <button
              key={preset}
              type="button"
              aria-pressed={pressed}
              onClick={() => {
                onChange(pressed ? null : { kind: 'preset', preset });
                onDone();
              }}
              className={cn(
                'h-7 rounded-md border px-2.5 text-sm',
                pressed
                  ? 'border-accent bg-accent-soft text-accent-text'
                  : 'border-line-strong hover:bg-hover',
              )}
            >
              {t(`table.days.${preset}`)}
            </button>
          );
        })}
      </div>
      <p className="mt-3 mb-1 text-xs font-semibold text-ink-3">{t('table.days.own')}</p>
      <div className="flex gap-2">
        <DayField label={t('table.days.from')} value={from} onChange={(day) => change({ from: day, to })} />
        <DayField label={t('table.days.to')} value={to} onChange={(day) => change({ from, to: day })} />
      </div>
      {backwards && (
        <p role="alert" className="mt-1 text-xs text-danger">
          {t('table.days.order')}
        </p>
      )}
    </div>
  );
}

/** What is written, and the day it says: null for nothing, undefined for what is no day. */
interface DayText {
  text: string;
  day: string | null | undefined;
}

const noonOf = (day: string): number => new Date(`${day}T12:00:00`).getTime();

function useDayText(day: string | null): [DayText, (next: DayText) => void] {
  const { format } = useTexts();
  return useState<DayText>({ text: day === null ? '' : format.field.day(noonOf(day)), day });
}

/** Days of the past: a date without a year is the last one. */
const LOOK_BACK_MS = 364 * 86_400_000;

interface DayFieldProps {
  label: string;
  value: DayText;
  onChange: (day: DayText) => void;
}

function DayField({ label, value, onChange }: DayFieldProps): ReactNode {
  const { t, format } = useTexts();
  const calendar = useRef<HTMLInputElement>(null);
  const now = useHubNow(60_000);
  const read = (text: string): DayText => {
    if (text.trim() === '') return { text, day: null };
    const at = format.field.read(`${text.trim()} 12:00`, now - LOOK_BACK_MS);
    return { text, day: at === null ? undefined : daySchema.safeParse(dayOf(at)).data };
  };
  return (
    <Field
      className="min-w-0 grow"
      label={label}
      autoComplete="off"
      spellCheck={false}
      maxLength={20}
      placeholder={format.field.day(now)}
      value={value.text}
      onChange={(event) => onChange(read(event.target.value))}
      error={value.day === undefined && value.text.length > 5 ? t('table.days.unreadable') : null}
      hint=" "
      trailing={
        <span className="relative">
          <input
            ref={calendar}
            type="date"
            aria-hidden="true"
            tabIndex={-1}
            value={value.day ?? ''}
            onChange={(event) => {
              const day = daySchema.safeParse(event.target.value).data;
              if (day !== undefined) onChange({ text: format.field.day(noonOf(day)), day });
            }}
            className="pointer-events-none absolute inset-0 opacity-0"
          />
          <IconButton size="sm" label={t('when.calendar')} onClick={() => calendar.current?.showPicker()}>
            <CalendarDays size={16} />
          </IconButton>
        </span>
      }
    />
  );
}
