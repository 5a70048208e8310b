import type { Locale, Translate } from './messages.ts';
import { readWhen } from '#shared/lib/when.ts';
import { dayDistance } from './days.ts';

/** Dates, times and spans in the person's language; all arguments are Unix milliseconds. */
export interface Format {
  /** "14:05" */
  time(at: number): string;
  /** For rows of lists: time today, weekday this week, short date before. */
  listTime(at: number, now: number): string;
  /** In columns: "14:05" today, "12 Mar, 14:05" this year, "12.03.25, 14:05" before. */
  stamp(at: number, now: number): string;
  /** A moment to come: "18:00" today, "Mon 09:00" within a week, "12 Mar, 09:00" later. */
  until(at: number, now: number): string;
  /** "Today", "Yesterday", "12 March", "12 March 2024" */
  day(at: number, now: number): string;
  /** The same behind other words: "today" */
  dayInside(at: number, now: number): string;
  /** "12 March 2026, 14:05", for tooltips and facts */
  dateTime(at: number): string;
  /** A moment as it is written into a field, and read from one (`readWhen`). */
  field: {
    /** "03.12.2026" */
    day(at: number): string;
    /** "03.12.2026 18:00" */
    write(at: number): string;
    /** @returns null for what is no moment */
    read(text: string, now: number): number | null;
  };
  /** Number with the language's separators. */
  number(value: number): string;
  /** Room on a disk: "48.3 MB". */
  bytes(value: number): string;
  /** Short span for rows: "now", "5 min", "2 h 10 min", "3 d". */
  span(ms: number): string;
  /** The same in full words, for screen readers. */
  spokenSpan(ms: number): string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function createFormat(locale: Locale, regional: string, t: Translate): Format {
  const dtf = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(regional, options);
  // "4:05 PM" and "04:05": a leading zero belongs to the clock of 24 hours.
  const hour = dtf({ hour: 'numeric' }).resolvedOptions().hour12 === true ? 'numeric' : '2-digit';
  const time = dtf({ hour, minute: '2-digit' });
  const weekday = dtf({ weekday: 'short' });
  const weekdayTime = dtf({ weekday: 'short', hour, minute: '2-digit' });
  const dateAndTime = dtf({ day: 'numeric', month: 'short', hour, minute: '2-digit' });
  const shortDate = dtf({ day: 'numeric', month: 'short' });
  const shortDateYear = dtf({ day: '2-digit', month: '2-digit', year: '2-digit' });
  const shortDateTime = dtf({ day: '2-digit', month: '2-digit', year: '2-digit', hour, minute: '2-digit' });
  const longDate = dtf({ day: 'numeric', month: 'long' });
  const longDateYear = dtf({ day: 'numeric', month: 'long', year: 'numeric' });
  const dateTime = dtf({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour,
    minute: '2-digit',
  });
  const numericDate = dtf({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const order = numericDate.formatToParts(0).map(({ type }) => type);
  const dayFirst = order.indexOf('day') < order.indexOf('month');
  const number = new Intl.NumberFormat(locale);
  const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear();
  const day = (at: number, now: number, near: { today: string; yesterday: string }): string => {
    const days = dayDistance(at, now);
    if (days === 0) return near.today;
    if (days === 1) return near.yesterday;
    return sameYear(at, now) ? longDate.format(at) : longDateYear.format(at);
  };

  return {
    time: (at) => time.format(at),
    listTime(at, now) {
      const days = dayDistance(at, now);
      if (days <= 0) return time.format(at);
      if (days < 7) return weekday.format(at);
      return sameYear(at, now) ? shortDate.format(at) : shortDateYear.format(at);
    },
    stamp(at, now) {
      if (dayDistance(at, now) === 0) return time.format(at);
      return (sameYear(at, now) ? dateAndTime : shortDateTime).format(at);
    },
    until(at, now) {
      const days = -dayDistance(at, now);
      if (days <= 0) return time.format(at);
      if (days < 7) return weekdayTime.format(at);
      return sameYear(at, now) ? dateAndTime.format(at) : dateTime.format(at);
    },
    day: (at, now) => day(at, now, { today: t('day.today'), yesterday: t('day.yesterday') }),
    dayInside: (at, now) =>
      day(at, now, { today: t('day.inside.today'), yesterday: t('day.inside.yesterday') }),
    dateTime: (at) => dateTime.format(at),
    field: {
      day: (at) => numericDate.format(at).replace(/\s/g, ' '),
      // Newer versions of Unicode's data write no-break spaces, which nobody types.
      write: (at) => `${numericDate.format(at)} ${time.format(at)}`.replace(/\s/g, ' '),
      read: (text, now) => readWhen(text, now, dayFirst),
    },
    number: (value) => number.format(value),
    bytes: (value) => bytes(value, new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }), t),
    span: (ms) => span(ms, t),
    spokenSpan: (ms) => spokenSpan(ms, t),
  };
}

/** In thousands, as systems show the sizes of files. */
function bytes(value: number, number: Intl.NumberFormat, t: Translate): string {
  if (value >= 1e9) return t('size.gb', { size: number.format(value / 1e9) });
  if (value >= 1e6) return t('size.mb', { size: number.format(value / 1e6) });
  if (value < 1e3) return t('size.b', { size: number.format(value) });
  return t('size.kb', { size: number.format(value / 1e3) });
}

/** Whole units, the second one only where it still matters: nobody needs minutes after days of waiting. */
function span(ms: number, t: Translate): string {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  if (days > 0)
    return hours > 0 && days < 3 ? t('duration.daysHours', { days, hours }) : t('duration.days', { days });
  if (hours > 0) {
    return minutes > 0 && hours < 10
      ? t('duration.hoursMinutes', { hours, minutes })
      : t('duration.hours', { hours });
  }
  return minutes > 0 ? t('duration.minutes', { minutes }) : t('duration.now');
}

function spokenSpan(ms: number, t: Translate): string {
  if (ms >= DAY) return t('duration.spoken.days', { count: Math.floor(ms / DAY) });
  if (ms >= HOUR) return t('duration.spoken.hours', { count: Math.floor(ms / HOUR) });
  if (ms >= MINUTE) return t('duration.spoken.minutes', { count: Math.floor(ms / MINUTE) });
  return t('duration.spoken.now');
}
