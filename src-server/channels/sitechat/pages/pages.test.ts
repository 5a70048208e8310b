import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteChatSettingsSchema, type SiteChat } from '../settings.ts';
import { chatPage, noSuchChat } from './chat-page.ts';
import { html } from './html.ts';
import { shopHome, shopTeas } from './shop.ts';

const chat = (companyName: string, settings: object = {}): SiteChat => ({
  workspaceId: '01890000-0000-7000-8000-000000000001',
  channelId: '01890000-0000-7000-8000-000000000031',
  companyName,
  settings: siteChatSettingsSchema.parse(settings),
});
const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;

describe('markup', () => {
  it('takes what is put into it as text, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", '/', '=', 'a', 'я', ' ') }),
        (text) => {
          const { markup } = html`<p title="${text}">${text}</p>`;
          expect(markup.match(/[<>]/g)).toHaveLength(4);
          expect(markup.match(/"/g)).toHaveLength(2);
          const read = markup.slice(markup.indexOf('>') + 1, markup.lastIndexOf('<'));
          const unescaped = read
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&quot;', '"')
            .replaceAll('&#39;', "'")
            .replaceAll('&amp;', '&');
          expect(unescaped).toBe(text);
        },
      ),
    );
  });

  it('keeps markup of its own, alone and in lists, and numbers', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    // Written so that the formatter, which knows markup, has nothing to break.
    const list = html`<p>${items}${3}${html`<br />`}</p>`;
    expect(list.markup).toBe('<p><li>a</li><li>&lt;b&gt;</li>3<br /></p>');
  });

  it('of every page stands whatever the company is called', () => {
    for (const page of [
      chatPage(chat(HOSTILE), 'en'),
      chatPage(chat(HOSTILE), 'ru'),
      shopHome('en', chat(HOSTILE)),
      shopTeas('ru', chat(HOSTILE)),
    ]) {
      expect(page.markup).not.toContain('<script>alert');
      expect(page.markup).not.toContain('<img src=x');
      expect(page.markup).toContain('&lt;script&gt;');
    }
  });
});

describe('the chat page', () => {
  it('speaks the channel’s language where it has one, else the visitor’s', () => {
    const lang = (settings: object, language: 'ru' | 'en'): string | undefined =>
      /<html lang="(\w+)"/.exec(chatPage(chat('Tea', settings), language).markup)?.[1];
    expect(lang({}, 'ru')).toBe('ru');
    expect(lang({ language: 'en' }, 'ru')).toBe('en');
    expect(chatPage(chat('Чай', { language: 'ru' }), 'en').markup).toContain('Чат с компанией «Чай»');
  });

  it('without a chat says so in the visitor’s language, and loads no widget', () => {
    expect(noSuchChat('ru').markup).toContain('Такого чата нет');
    expect(noSuchChat('en').markup).toContain('There is no such chat');
    expect(noSuchChat('en').markup).not.toContain('<script');
  });
});
