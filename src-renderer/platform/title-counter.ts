/** The number of waiting clients in the window's title: "(3) Otklik". */

const prefix = /^\(\d+\+?\) /;

/** Adds, replaces or (for 0) removes the number in front of a title. */
export function titleWithCount(title: string, count: number): string {
  const bare = title.replace(prefix, '');
  return count > 0 ? `(${countLabel(count)}) ${bare}` : bare;
}

/** Another name of the program, in another language, with the number kept. */
export function titleWithName(title: string, name: string): string {
  return `${prefix.exec(title)?.[0] ?? ''}${name}`;
}

/** Short enough for a badge: beyond 99 the exact number helps nobody. */
export function countLabel(count: number): string {
  return count > 99 ? '99+' : String(count);
}

export function showCountInTitle(count: number): void {
  document.title = titleWithCount(document.title, count);
}
