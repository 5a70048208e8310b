/**
 * Keeps as much of the old value as is still true: parts that are deeply equal stay the same objects, so that screens
 * which compare by identity draw only what changed. Returns `before` itself when nothing changed.
 * For plain data: objects, arrays, Maps, Sets of primitives, primitives.
 */
export function keepEqual<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (Array.isArray(before) && Array.isArray(after)) return keepArray(before, after) as T;
  if (before instanceof Map && after instanceof Map) return keepMap(before, after) as T;
  if (before instanceof Set && after instanceof Set) return hasSame(before, after) ? (before as T) : after;
  if (isPlain(before) && isPlain(after)) return keepObject(before, after) as T;
  return after;
}

function keepArray(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const merged = after.map((item, i) => keepEqual(before[i], item));
  return before.length === after.length && merged.every((item, i) => Object.is(item, before[i]))
    ? before
    : merged;
}

function keepMap(before: ReadonlyMap<unknown, unknown>, after: ReadonlyMap<unknown, unknown>): unknown {
  const merged = new Map([...after].map(([key, value]) => [key, keepEqual(before.get(key), value)]));
  const same =
    before.size === merged.size &&
    [...merged].every(([key, value]) => before.has(key) && Object.is(value, before.get(key)));
  return same ? before : merged;
}

function hasSame(before: ReadonlySet<unknown>, after: ReadonlySet<unknown>): boolean {
  return before.size === after.size && [...before].every((item) => after.has(item));
}

type Plain = Record<string, unknown>;

function keepObject(before: Plain, after: Plain): Plain {
  const merged: Plain = {};
  const keys = Object.keys(after);
  let same = keys.length === Object.keys(before).length;
  for (const key of keys) {
    merged[key] = keepEqual(before[key], after[key]);
    same &&= key in before && Object.is(merged[key], before[key]);
  }
  return same ? before : merged;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
