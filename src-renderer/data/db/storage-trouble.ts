import { z } from 'zod';

/** Why this computer's database does not do what it should, by what can be done about it. */
export const storageTroubleSchema = z.object({
  kind: z.enum([
    /** No room on the disk, or none left of what the browser grants. It goes on by itself when there is room again. */
    'full',
    /** The database was deleted under an open client, or its connection was cut: what is lost comes again from the hub. */
    'lost',
    /** A newer version of the client has been here: only that one can read it. */
    'newer',
    /** The browser gives no database at all (a private window, a policy). */
    'refused',
    /** It answers with errors, or with what cannot be. */
    'damaged',
  ]),
  /** In the machine's words, for support. */
  detail: z.string(),
});
export type StorageTrouble = z.infer<typeof storageTroubleSchema>;

const KINDS: readonly (readonly [string, StorageTrouble['kind']])[] = [
  ['QuotaExceededError', 'full'],
  ['VersionError', 'newer'],
  ['SecurityError', 'refused'],
  ['NotAllowedError', 'refused'],
  ['MissingAPIError', 'refused'],
];

/**
 * What an error of the database means.
 * @returns null for errors of closing, which are meant
 */
export function storageTrouble(error: unknown): StorageTrouble | null {
  const names = namesOf(error);
  if (names.length > 0 && names.every((name) => name === 'DatabaseClosedError')) return null;
  if (names.length === 1 && names[0] === 'AbortError') return null;
  const detail = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500);
  // Whatever else goes wrong while rows are read or written: rows that code cannot deal with are damaged rows.
  return { kind: KINDS.find(([name]) => names.includes(name))?.[1] ?? 'damaged', detail };
}

/** Dexie wraps the browser's error as `inner`. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  let at: unknown = error;
  while (isNamed(at) && names.length < 5) {
    names.push(at.name);
    at = at.inner ?? at.cause;
  }
  return names;
}

/** Not by `instanceof`: the browser's `DOMException` is an error of another family in some places. */
function isNamed(value: unknown): value is { name: string; inner?: unknown; cause?: unknown } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}
