import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { idSchema } from '#shared/domain/ids.ts';
import { projectFolder } from '../../../lib/project.ts';
import { HttpError } from '../../../http/errors.ts';
import type { ChannelHub } from '../../channel.ts';
import type { SiteChats } from '../settings.ts';
import { widgetFile } from '../widget-file.ts';
import { CHAT_PAGE_CSS, chatPage, noSuchChat } from './chat-page.ts';
import { pageLanguage, sendPage } from './policy.ts';
import { shopHome, shopTeas } from './shop.ts';
import { SHOP_CSS } from './shop-css.ts';

const HIDDEN = { schema: { hide: true } } as const;

/** What people open in a browser: the widget's script, the chat page by link, and the demo shop. */
export function pageRoutes(hub: ChannelHub, chats: SiteChats) {
  return async (app: FastifyInstance): Promise<void> => {
    const scripts = hub.config.WIDGET_DIR || projectFolder('dist/widget');
    for (const name of ['widget.js', 'widget-files.js', 'widget-forms.js'])
      widgetFile(resolve(scripts, name), `/${name}`)(app);

    const css = (path: string, text: string): void => {
      app.get(path, HIDDEN, (_request, reply) =>
        reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(text),
      );
    };
    css('/chat-page.css', CHAT_PAGE_CSS);
    css('/demo/shop.css', SHOP_CSS);

    app.get('/chat/:channelId', HIDDEN, async (request, reply) => {
      const { channelId } = request.params as { channelId: string };
      await reply.redirect(`/chat/${encodeURIComponent(channelId)}/`, 308);
    });
    app.get('/chat/:channelId/', HIDDEN, async (request, reply) => {
      const id = idSchema.safeParse((request.params as { channelId: string }).channelId);
      const chat = id.success ? await chats.find(id.data) : null;
      const language = pageLanguage(request);
      const page = chat ? chatPage(chat, language) : noSuchChat(language);
      await sendPage(request, reply, chat ? 200 : 404, page);
    });

    const shop = (path: string, page: typeof shopHome): void => {
      app.get(path, HIDDEN, async (request, reply) => {
        const chat = await chats.findDemo();
        if (!chat) throw new HttpError('not_found', 'This hub has no demo data');
        await sendPage(request, reply, 200, page(pageLanguage(request), chat));
      });
    };
    app.get('/demo', HIDDEN, (_request, reply) => reply.redirect('/demo/', 308));
    shop('/demo/', shopHome);
    shop('/demo/teas', shopTeas);
  };
}
