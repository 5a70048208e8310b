/** Dates and times as people write them into a field, by their own wall clock. Pure. */

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})[t ](\d{1,2}):(\d{2})$/;
const DATE = String.raw`(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?`;
const WRITTEN = new RegExp(String.raw`^(?:${DATE}[ ,]+)?(\d{1,2}):(\d{2})(?: ?([ap])\.?m\.?)?$`);

interface Moment {
  /** Null: not written. */
  year: number | null;
  date: { month: number; day: number } | null;
  hours: number;
  minutes: number;
}

/**
 * Reads "3.12.2026 18:00", "3.12 18:00", "18:00", "6:00 pm", and what a browser's own field of date and time says. A date without a year, and
 * a time without a date, is the next one.
 * @param dayFirst 3.12 is a day of December and not of March
 * @returns milliseconds, or null for what is no moment
 */
export function readWhen(text: string, now: number, dayFirst: boolean): number | null {
  const moment = parse(text.replace(/\s+/g, ' ').trim().toLowerCase(), dayFirst);
  if (moment === null) return null;
  const today = new Date(now);
  const { date, hours, minutes } = moment;
  const year = moment.year ?? today.getFullYear();
  if (date === null) {
    const at = momentAt(today.getFullYear(), today.getMonth(), today.getDate(), hours, minutes);
    if (at === null || at > now) return at;
    return momentAt(today.getFullYear(), today.getMonth(), today.getDate() + 1, hours, minutes);
  }
  const at = dayAt(year, date, hours, minutes);
  return moment.year === null && at !== null && at <= now ? dayAt(year + 1, date, hours, minutes) : at;
}

function parse(text: string, dayFirst: boolean): Moment | null {
  const iso = ISO.exec(text);
  if (iso) {
    const [year = 0, month = 0, day = 0, hours = 0, minutes = 0] = iso.slice(1).map(Number);
    return { year, date: { month, day }, hours, minutes };
  }
  const written = WRITTEN.exec(text);
  if (!written) return null;
  const [, one, two, year, hour = '', minute = '', half] = written;
  const hours = hoursOf(Number(hour), half);
  if (hours === null) return null;
  const [day, month] = dayFirst ? [one, two] : [two, one];
  return {
    year: year === undefined ? null : Number(year.length === 2 ? `20${year}` : year),
    date: day === undefined || month === undefined ? null : { month: Number(month), day: Number(day) },
    hours,
    minutes: Number(minute),
  };
}

/** @param half `a` or `p` of a clock of twelve hours */
function hoursOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** Null for a day that no calendar has. */
function dayAt(
  year: number,
  date: NonNullable<Moment['date']>,
  hours: number,
  minutes: number,
): number | null {
  const at = momentAt(year, date.month - 1, date.day, hours, minutes);
  if (at === null) return null;
  const read = new Date(at);
  return read.getMonth() === date.month - 1 && read.getDate() === date.day ? at : null;
}

function momentAt(year: number, month: number, day: number, hours: number, minutes: number): number | null {
  if (hours > 23 || minutes > 59) return null;
  return new Date(year, month, day, hours, minutes).getTime();
}

/** For `<input type="datetime-local">`. */
export function localField(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
