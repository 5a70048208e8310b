import { hash } from 'node:crypto';

/** JSON with sorted keys: the same for equal values, wherever they come from. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const record = value as Record<string, unknown>;
  const parts = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`);
  return `{${parts.join(',')}}`;
}

/** Short, and different for different values. */
export const print = (value: unknown): string => hash('sha1', canonical(value), 'base64').slice(0, 12);
