import { z } from 'zod';
import type { Refusal } from '#shared/domain/refusal.ts';
import { INTENTS, intentSchema, type Intent } from '#shared/intents/all.ts';

export type ParsedIntent = { ok: true; intent: Intent } | { ok: false; refusal: Refusal };

const nameSchema = z.object({ name: z.string() });

/** Longest piece of somebody's input repeated in an answer. */
const ECHO = 80;

/** Parses one intent as a client sent it. Pure; the refusal says in words what is wrong and never repeats a text. */
export function parseIntent(raw: unknown): ParsedIntent {
  const named = nameSchema.safeParse(raw);
  if (named.success && !Object.hasOwn(INTENTS, named.data.name)) {
    return { ok: false, refusal: { code: 'unknown_intent', name: named.data.name.slice(0, ECHO) } };
  }
  const parsed = intentSchema.safeParse(raw);
  if (parsed.success) return { ok: true, intent: parsed.data };
  const detail = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.').slice(0, ECHO) || 'intent'}: ${issue.message}`)
    .join('; ');
  return { ok: false, refusal: { code: 'invalid', detail } };
}
