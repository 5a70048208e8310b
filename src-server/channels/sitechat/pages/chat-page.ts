import type { SiteChat } from '../settings.ts';
import { html, type Html } from './html.ts';
import type { PageLanguage } from './policy.ts';

const WORDS = {
  ru: {
    title: (company: string) => `Чат с компанией «${company}»`,
    noscript: 'Чтобы написать нам, включите, пожалуйста, JavaScript.',
    lost: 'Такого чата нет',
    lostHint: 'Возможно, ссылка устарела или набрана с ошибкой. Попросите компанию прислать новую.',
  },
  en: {
    title: (company: string) => `Chat with ${company}`,
    noscript: 'Please switch on JavaScript to write to us.',
    lost: 'There is no such chat',
    lostHint: 'The link may be out of date or mistyped. Ask the company for a new one.',
  },
};

const head = (title: string): Html =>
  html`<meta charset="utf-8" />
    <meta
      name="viewport"
      content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
    />
    <meta name="robots" content="noindex" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/chat-page.css" />`;

/** The talk on a page of its own, for links in mails, cards and profiles. */
export function chatPage(chat: SiteChat, language: PageLanguage): Html {
  const words = WORDS[language];
  const page = chat.settings.language === 'auto' ? language : chat.settings.language;
  return html`<!doctype html>
    <html lang="${page}">
      <head>
        ${head(WORDS[page].title(chat.companyName))}
        <script
          async
          src="/widget.js"
          data-channel="${chat.channelId}"
          data-layout="page"
          data-language="${page}"
        ></script>
      </head>
      <body>
        <noscript><p>${words.noscript}</p></noscript>
      </body>
    </html> `;
}

export function noSuchChat(language: PageLanguage): Html {
  const words = WORDS[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        ${head(words.lost)}
      </head>
      <body>
        <main>
          <h1>${words.lost}</h1>
          <p>${words.lostHint}</p>
        </main>
      </body>
    </html> `;
}

export const CHAT_PAGE_CSS = `
html { height: 100%; color-scheme: light dark; }
body { margin: 0; min-height: 100%; font: 16px/1.5 system-ui, sans-serif; background: #f5f6f8; color: #1a1d21; }
main, noscript p { max-width: 34rem; margin: 0 auto; padding: 20vh 1.5rem 0; text-align: center; }
h1 { font-size: 1.5rem; }
@media (prefers-color-scheme: dark) { body { background: #0f1114; color: #eceef1; } }
`;
