import * as z from 'zod/mini';
import { chatItemSchema } from '#shared/wire/chat/item.ts';
import { chatConfigSchema, type ChatConfig } from '#shared/wire/chat/config.ts';
import { appendItems, cacheable, type Items } from './items.ts';
import type { ChatStorage } from './storage.ts';
import { toJson } from './json.ts';

const talkSchema = z.object({
  visitorId: z.string(),
  items: z.array(chatItemSchema),
  readUpTo: z.int(),
  changes: z.int(),
});

function read<Value>(storage: ChatStorage, name: string, schema: z.ZodMiniType<Value>): Value | null {
  try {
    const parsed = z.safeParse(schema, JSON.parse(storage.get(name) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** What makes the widget show something before the hub has answered. Only copies: losing them loses nothing. */
export interface Cache {
  config(): ChatConfig | null;
  saveConfig(config: ChatConfig): void;
  /** The end of this visitor's talk as it was last known. */
  talk(visitorId: string): { items: Items; readUpTo: number; changes: number } | null;
  saveTalk(visitorId: string, items: Items, readUpTo: number, changes: number): void;
  dropTalk(): void;
}

export function openCache(storage: ChatStorage): Cache {
  return {
    config: () => read(storage, 'config', chatConfigSchema),
    saveConfig: (config) => void storage.set('config', toJson(config)),
    talk(visitorId) {
      const talk = read(storage, 'talk', talkSchema);
      if (talk === null || talk.visitorId !== visitorId) return null;
      // Stored by who knows which version: only what joins without a hole is believed.
      const [first, ...rest] = talk.items;
      if (first === undefined) return null;
      const merged = appendItems([first], rest);
      return merged.gap ? null : { items: merged.items, readUpTo: talk.readUpTo, changes: talk.changes };
    },
    saveTalk: (visitorId, items, readUpTo, changes) => {
      storage.set('talk', toJson({ visitorId, items: cacheable(items), readUpTo, changes }));
    },
    dropTalk: () => storage.remove('talk'),
  };
}
