import { z } from 'zod';
import type { Refusal } from '#shared/domain/refusal.ts';
import { INTENTS, intentSchema, type Intent } from '#shared/intents/all.ts';

/** `tooLarge`: the only thing wrong with it is its size. */
export type ParsedIntent = { ok: true; intent: Intent } | { ok: false; refusal: Refusal; tooLarge: boolean };

const nameSchema = z.object({ name: z.string() });

/** Longest piece of somebody's input repeated in an answer. */
const ECHO = 80;

/** Parses one intent as a client sent it. Pure; the refusal says in words what is wrong and never repeats a text. */
export function parseIntent(raw: unknown): ParsedIntent {
  const named = nameSchema.safeParse(raw);
  if (named.success && !Object.hasOwn(INTENTS, named.data.name)) {
    const name = named.data.name.slice(0, ECHO);
    return { ok: false, refusal: { code: 'unknown_intent', name }, tooLarge: false };
  }
  const parsed = intentSchema.safeParse(raw);
  if (parsed.success) return { ok: true, intent: parsed.data };
  const detail = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.').slice(0, ECHO) || 'intent'}: ${issue.message}`)
    .join('; ');
  const tooLarge = parsed.error.issues.every(
    (issue) => issue.code === 'custom' && issue.params?.['tooLarge'] === true,
  );
  return { ok: false, refusal: { code: 'invalid', detail }, tooLarge };
}
