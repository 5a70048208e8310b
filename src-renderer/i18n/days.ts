/** Calendar days in the person's time zone; a day of 23 or 25 hours (clock change) is still one day. */

export function startOfDay(at: number): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** How many midnights lie between: 0 the same day, 1 yesterday; negative for the future. */
export function dayDistance(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
}
