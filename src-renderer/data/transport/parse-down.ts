import type { Message } from '#shared/domain/message.ts';
import { plainMessage } from '#shared/domain/plain-message.ts';
import { parseJson } from '#shared/lib/json.ts';
import type { Change } from '#shared/wire/change.ts';
import { downSchema, type Down } from '#shared/wire/live/down.ts';

export type ParsedDown = { kind: 'down'; down: Down } | { kind: 'garbled'; detail: string };

/** What the hub said on the socket, by its schema; messages as most are without it. */
export function parseDown(data: unknown): ParsedDown {
  const json = parseJson(String(data));
  if (json === undefined) return { kind: 'garbled', detail: 'no JSON' };
  const changes = changesOf(json);
  if (!changes) return bySchema(json);
  const messages = changes.map(messageOf);
  const parsed = bySchema({ ...(json as object), changes: changes.filter((_, i) => !messages[i]) });
  if (parsed.kind === 'garbled' || parsed.down.type !== 'changes') return parsed;
  const others = parsed.down.changes.values();
  const inOrder = messages.flatMap((message): Change[] => {
    if (message) return [{ type: 'message', message }];
    const { value } = others.next();
    return value ? [value] : [];
  });
  return { kind: 'down', down: { ...parsed.down, changes: inOrder } };
}

function bySchema(json: unknown): ParsedDown {
  const parsed = downSchema.safeParse(json);
  if (parsed.success) return { kind: 'down', down: parsed.data };
  const issue = parsed.error.issues[0];
  return { kind: 'garbled', detail: issue ? `${issue.path.join('.')}: ${issue.message}` : 'unknown shape' };
}

function changesOf(json: unknown): unknown[] | null {
  const { type, changes } = (json ?? {}) as { type?: unknown; changes?: unknown };
  return type === 'changes' && Array.isArray(changes) ? changes : null;
}

/** Null: the schema decides. */
function messageOf(change: unknown): Message | null {
  const { type, message } = (change ?? {}) as { type?: unknown; message?: unknown };
  return type === 'message' ? plainMessage(message) : null;
}
