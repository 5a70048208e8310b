/** Heals a damaged stored object field by field, so that one bad value does not cost the others. */
import type { z } from 'zod';

export interface Salvaged<T> {
  readonly value: T;
  /** Names of the fields that were replaced by their defaults; empty when nothing was wrong. */
  readonly damaged: readonly string[];
}

/**
 * @param schema an object schema of which every field has a default.
 * @param raw what was read; anything that is not an object counts as all fields damaged.
 */
export function salvageObject<S extends z.ZodObject>(schema: S, raw: unknown): Salvaged<z.output<S>> {
  const whole = schema.safeParse(raw);
  if (whole.success) return { value: whole.data, damaged: [] };
  const fields = isRecord(raw) ? raw : {};
  const sound: Record<string, unknown> = {};
  const damaged: string[] = [];
  for (const [name, field] of Object.entries<z.core.$ZodType>(schema.shape)) {
    const parsed = (field as z.ZodType).safeParse(fields[name]);
    if (parsed.success && isRecord(raw)) sound[name] = parsed.data;
    else damaged.push(name);
  }
  return { value: schema.parse(sound), damaged };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
