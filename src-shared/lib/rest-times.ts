/** Until when a dialog may rest, as people say it. In the person's own time zone. */

export type RestName = 'hour' | 'threeHours' | 'evening' | 'tomorrow' | 'monday';

export interface RestTime {
  name: RestName;
  at: number;
}

const HOUR_MS = 3600 * 1000;
const MORNING = 9;
const EVENING = 18;

export function restTimes(now: number): RestTime[] {
  const on = (days: number, hour: number): number => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    return day.setHours(hour, 0, 0, 0);
  };
  // Of a Sunday "Monday" is tomorrow already; the evening is no choice when it has come, or comes within the hour.
  const weekday = new Date(now).getDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const times: RestTime[] = [
    { name: 'hour', at: now + HOUR_MS },
    { name: 'threeHours', at: now + 3 * HOUR_MS },
  ];
  const evening = on(0, EVENING);
  if (evening > now + HOUR_MS) times.push({ name: 'evening', at: evening });
  times.push({ name: 'tomorrow', at: on(1, MORNING) });
  if (toMonday > 1) times.push({ name: 'monday', at: on(toMonday, MORNING) });
  return times;
}
