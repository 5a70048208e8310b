import type { Channel, ChannelHub, CompanyTyping } from '../channel.ts';
import { createGuard } from './guard.ts';
import { markCompanyRead } from './items.ts';
import { createLiveHub } from './live-hub.ts';
import { carryChange } from './marks.ts';
import { pageRoutes } from './pages/routes.ts';
import { chatRoutes } from './routes.ts';
import { carryOut } from './say.ts';
import { siteChats } from './settings.ts';
import { publishTyping, publishWake } from './topics.ts';

/** Only the responsible operator's typing is told to clients, so it is his name that the visitor sees. */
async function relayTyping(hub: ChannelHub, typing: CompanyTyping): Promise<void> {
  const row = await hub.db
    .selectFrom('dialogs')
    .innerJoin('operators', (join) =>
      join
        .onRef('operators.workspace_id', '=', 'dialogs.workspace_id')
        .onRef('operators.id', '=', 'dialogs.responsible_id'),
    )
    .select('operators.name')
    .where('dialogs.workspace_id', '=', typing.workspaceId)
    .where('dialogs.id', '=', typing.dialogId)
    .executeTakeFirst();
  publishTyping(hub.bus, { visitorId: typing.externalUserId, authorName: row?.name ?? null, stopped: false });
}

/** The site chat: a widget on customers' pages and a chat page by link. Its messenger is the hub itself. */
export function siteChat(hub: ChannelHub): Channel {
  const chats = siteChats(hub.db, () => hub.now());
  const live = createLiveHub(hub);
  return {
    kind: 'sitechat',
    idempotentSend: true,
    send: (message) => carryOut(hub, message),
    amend: (change) => carryChange(hub, change),
    async register(app) {
      await app.register(chatRoutes(hub, createGuard(hub, chats), live), { prefix: '/chat/:channelId' });
      await app.register(pageRoutes(hub, chats));
    },
    companyRead(read) {
      const key = { workspaceId: read.workspaceId, visitorId: read.externalUserId };
      return {
        statement: (when) => markCompanyRead(key, read, when),
        wake: () => publishWake(hub.bus, key.visitorId),
      };
    },
    companyTyping(typing) {
      relayTyping(hub, typing).catch((error: unknown) =>
        hub.log.debug({ err: error }, 'typing was not relayed'),
      );
    },
    companyStopped({ externalUserId }) {
      publishTyping(hub.bus, { visitorId: externalUserId, authorName: null, stopped: true });
    },
    connections: () => live.size,
    stop: async () => live.stop(),
  };
}
