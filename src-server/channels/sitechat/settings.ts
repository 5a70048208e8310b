import { sql } from 'kysely';
import { z } from 'zod';
import type { ChatConfig } from '#shared/wire/chat/config.ts';
import type { Db } from '../../db/transaction.ts';

/** A site chat's part of `channels.config`. Everything has a default, so that a new channel works at once. */
export const siteChatSettingsSchema = z.object({
  /** Shown to visitors; the workspace's name when it is not set. */
  companyName: z.string().max(200).optional(),
  greeting: z
    .object({ ru: z.string().max(1000), en: z.string().max(1000) })
    .default({ ru: 'Здравствуйте! Чем можем помочь?', en: 'Hello! How can we help?' }),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#2f6f5e'),
  language: z.enum(['auto', 'ru', 'en']).default('auto'),
  /** Sites that may show the chat: `https://shop.example`, `https://*.shop.example`. The hub's own origin always may. */
  origins: z.array(z.string().max(300)).default([]),
  /** This channel's chat stands in the demo shop. */
  demo: z.boolean().default(false),
});
export type SiteChatSettings = z.output<typeof siteChatSettingsSchema>;

/** A switched-on channel of this kind. */
export interface SiteChat {
  workspaceId: string;
  channelId: string;
  companyName: string;
  settings: SiteChatSettings;
}

export function publicConfig(chat: SiteChat): ChatConfig {
  const { greeting, accent, language } = chat.settings;
  return { channelId: chat.channelId, companyName: chat.companyName, greeting, accent, language };
}

/** Every request of every visitor asks for its channel; a change of settings may take this long to be seen. */
const FRESH_MS = 2_000;
const MOST_KEPT = 1_000;

export interface SiteChats {
  /** @returns null when there is no such channel, it is of another kind or switched off */
  find(channelId: string): Promise<SiteChat | null>;
  /** The demo shop's channel, if there is one. */
  findDemo(): Promise<SiteChat | null>;
}

export function siteChats(db: Db, now: () => number): SiteChats {
  const kept = new Map<string, { until: number; chat: Promise<SiteChat | null> }>();
  const rows = () =>
    db
      .selectFrom('channels')
      .innerJoin('workspaces', 'workspaces.id', 'channels.workspace_id')
      .select(['channels.workspace_id', 'channels.id', 'channels.config', 'workspaces.name as workspace'])
      .where('channels.kind', '=', 'sitechat')
      .where('channels.active', '=', true);
  type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];
  const toChat = (row: Row | undefined): SiteChat | null => {
    if (!row) return null;
    const settings = siteChatSettingsSchema.parse(row.config);
    const companyName = settings.companyName ?? row.workspace;
    return { workspaceId: row.workspace_id, channelId: row.id, companyName, settings };
  };
  return {
    async find(channelId) {
      const known = kept.get(channelId);
      if (known && known.until > now()) return await known.chat;
      const chat = rows().where('channels.id', '=', channelId).executeTakeFirst().then(toChat);
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(channelId, { until: now() + FRESH_MS, chat });
      // A failure (the database is away) must not be remembered.
      chat.catch(() => kept.delete(channelId));
      return await chat;
    },
    async findDemo() {
      return toChat(
        await rows()
          .where(sql<boolean>`channels.config @> '{"demo": true}'`)
          .executeTakeFirst(),
      );
    },
  };
}
