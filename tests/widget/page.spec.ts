import { axe } from '#tests/support/axe.ts';
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { ChatBox, unique } from './chat-box.ts';
import { expect, openChat, test } from './fixture.ts';

test('a site whose styles reach for everything does not reach the chat', async ({ browser, stage }, info) => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1100, height: 800 } });
  const plain = await openChat(context, stage);
  const look = async (box: ChatBox) => {
    // It comes with the second script.
    await expect(box.panel.getByRole('button', { name: 'Attach files' })).toBeVisible();
    return box.page.evaluate(() => {
      const root = document.querySelector('otklik-chat')?.shadowRoot;
      return ['.launcher', '.panel', '.title', 'textarea', '.send', '.bubble', '.log'].map((selector) => {
        const node = root?.querySelector(selector);
        if (!node) return null;
        const { fontSize, color, display, visibility, opacity, direction, letterSpacing, textTransform } =
          getComputedStyle(node);
        const { x, y, width, height } = node.getBoundingClientRect();
        const place = [x, y, width, height].map(Math.round);
        return {
          selector,
          fontSize,
          color,
          display,
          visibility,
          opacity,
          direction,
          letterSpacing,
          textTransform,
          place,
        };
      });
    });
  };
  await plain.page.emulateMedia({ reducedMotion: 'reduce' });
  const expected = await look(plain);
  await plain.page.evaluate(() => localStorage.clear());
  await plain.page.close();

  const hostile = await openChat(context, stage, '/hostile');
  await hostile.page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await look(hostile)).toEqual(expected);
  await hostile.say(unique('still here'));
  await info.attach('hostile', { body: await hostile.page.screenshot(), contentType: 'image/png' });
  await context.close();
});

test('a site with the strictest policy sees no violation and the chat in full dress', async ({
  context,
  stage,
}) => {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const chat = new ChatBox(page, stage);
  await chat.goto('/strict');
  await chat.open();
  const text = unique('see https://shop.example/a');
  await chat.say(text);
  await chat.expectWay(text, 'sent');
  await expect(chat.panel).toHaveCSS('border-top-left-radius', '20px');
  // The page has no icon, which the policy forbids to fetch; nothing else may be wrong.
  expect(complaints.filter((complaint) => !complaint.includes('favicon'))).toEqual([]);
});

test('everything can be done with the keyboard alone', async ({ context, stage }) => {
  const chat = new ChatBox(await context.newPage(), stage);
  await chat.goto('/');
  await expect(async () => {
    await chat.page.keyboard.press('Tab');
    await expect(chat.launcher).toBeFocused({ timeout: 100 });
  }).toPass();
  await chat.page.keyboard.press('Enter');
  await expect(chat.field).toBeFocused();
  const [first, second] = [unique('by keyboard'), unique('two')];
  await chat.page.keyboard.type(first);
  await chat.page.keyboard.press('Enter');
  await chat.expectWay(first, 'sent');
  await chat.page.keyboard.type(second);
  await chat.page.keyboard.press('Shift+Enter');
  await chat.page.keyboard.type('lines');
  await chat.page.keyboard.press('Tab');
  await expect(chat.page.getByRole('button', { name: 'Send' })).toBeFocused();
  await chat.page.keyboard.press('Space');
  await expect.poll(() => chat.texts()).toEqual([first, `${second}\nlines`]);
  await expect(chat.field).toBeFocused();
  await chat.page.keyboard.press('Shift+Tab');
  await expect(chat.panel.getByRole('button', { name: 'Attach files' })).toBeFocused();
  await chat.page.keyboard.press('Shift+Tab');
  // What can be done to the newest message.
  await expect(chat.log.getByRole('button', { name: 'Reply or react' }).last()).toBeFocused();
  await chat.page.keyboard.press('Shift+Tab');
  await expect(chat.log).toBeFocused();
  await chat.page.keyboard.press('Shift+Tab');
  await expect(chat.panel.getByRole('button', { name: 'Close chat' })).toBeFocused();
  await chat.page.keyboard.press('Escape');
  await expect(chat.panel).toBeHidden();
  await expect(chat.launcher).toBeFocused();
});

test('keys typed in the chat are not the site’s shortcuts', async ({ chat }) => {
  await chat.page.evaluate(() => {
    document.addEventListener('keydown', (event) => (document.title += `|${event.key}`));
  });
  await chat.field.pressSequentially('/s');
  await expect(chat.page).toHaveTitle('Site /');
});

test('what an input method is composing is not sent by its Enter', async ({ chat }) => {
  await chat.field.focus();
  const devtools = await chat.page.context().newCDPSession(chat.page);
  await devtools.send('Input.imeSetComposition', { text: '緑茶', selectionStart: 2, selectionEnd: 2 });
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    windowsVirtualKeyCode: 229,
    key: 'Process',
  });
  await chat.field.evaluate((field) =>
    field.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'Enter',
        isComposing: true,
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    ),
  );
  expect(await chat.texts()).toEqual([]);
  await devtools.send('Input.insertText', { text: '緑茶' });
  await chat.page.keyboard.press('Enter');
  await expect.poll(() => chat.texts()).toEqual(['緑茶']);
});

for (const [language, scheme, accent] of [
  ['en', 'light', '#2f6f5e'],
  ['ru', 'dark', '#2f6f5e'],
  ['en', 'light', '#ffe45c'],
  ['ru', 'dark', '#101820'],
] as const) {
  test(`accessible: ${language}, ${scheme}, accent ${accent}`, async ({ browser, stage }, info) => {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1000, height: 760 } });
    await context.route('**/config', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), accent } });
    });
    const chat = await openChat(context, stage, `/?lang=${language}`);
    const [question, answer] = [unique('https://shop.example/tea'), unique('https://shop.example/answer')];
    await chat.field.fill(question);
    await chat.field.press('Enter');
    await expect(chat.log.getByRole('article').last()).toHaveAttribute('data-delivery', 'sent');
    await stage.anna.send(await chat.dialogOf(question), answer);
    await expect(chat.log.getByText('/answer')).toBeVisible();
    await chat.field.fill('draft');
    await chat.page.emulateMedia({ reducedMotion: 'reduce' });
    const open = await axe(chat.page).analyze();
    expect(open.violations).toEqual([]);
    await info.attach('open', { body: await chat.page.screenshot(), contentType: 'image/png' });
    await chat.page.keyboard.press('Escape');
    await stage.anna.send(await chat.dialogOf(question), unique('more'));
    await expect(chat.page.locator('otklik-chat .teaser')).toBeVisible();
    const closed = await axe(chat.page).analyze();
    expect(closed.violations).toEqual([]);
    await context.close();
  });
}

for (const [locale, path] of [
  ['en-GB', 'chatUrl'],
  ['ru-RU', 'chatUrl'],
  ['en-GB', 'shopUrl'],
  ['ru-RU', 'shopUrl'],
] as const) {
  test(`accessible: ${path === 'chatUrl' ? 'chat page' : 'demo shop'} in ${locale}`, async ({
    browser,
    stage,
  }) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(stage.hub.ready[path] ?? '');
    await expect(page.locator('otklik-chat')).toHaveCount(1);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect((await axe(page).analyze()).violations).toEqual([]);
    if (path === 'shopUrl') {
      await page.getByRole('link', { name: /Tea and coffee|Чай и кофе/ }).click();
      await expect(page.locator('otklik-chat')).toHaveCount(1);
      expect((await axe(page).analyze()).violations).toEqual([]);
    }
    await context.close();
  });
}

test('the chat page by link is a chat', async ({ browser, stage }) => {
  const context = await browser.newContext({ locale: 'ru-RU' });
  const page = await context.newPage();
  await page.goto(stage.hub.ready.chatUrl ?? '');
  const chat = new ChatBox(page, stage);
  const [question, answer] = [unique('вопрос'), unique('ответ')];
  await chat.say(question);
  await stage.anna.send(await chat.dialogOf(question), answer);
  await expect(chat.message(answer)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chat.field).toBeVisible();
  await context.close();
});

test('on a phone the chat fills the screen', async ({ browser, stage }) => {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-GB',
  });
  const chat = await openChat(context, stage);
  await expect(chat.launcher).toBeHidden();
  await expect.poll(() => chat.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 640 });
  await expect(chat.field).toHaveCSS('font-size', '16px');
  await chat.say(unique('x'.repeat(500)));
  expect(await chat.log.evaluate((log) => log.scrollWidth <= log.clientWidth)).toBe(true);
  await chat.panel.getByRole('button', { name: 'Close chat' }).click();
  await expect(chat.launcher).toBeVisible();
  await context.close();
});

test('included twice it is there once, and leaves one mark on the page', async ({ context, stage }) => {
  const page = await context.newPage();
  const chat = new ChatBox(page, stage);
  await page.addInitScript(() => Object.assign(window, { __before: Object.keys(window) }));
  await chat.goto('/twice');
  await expect(page.locator('otklik-chat')).toHaveCount(1);
  const added = await page.evaluate(() => {
    const before = new Set((window as unknown as { __before: string[] }).__before);
    return Object.keys(window).filter((key) => !before.has(key) && key !== '__before');
  });
  expect(added.filter((key) => key !== 'search')).toEqual(['Otklik']);
});

test('hostile words stay words, and links are harmless', async ({ chat, stage }) => {
  const question = unique('hello');
  await chat.say(question);
  const attack = unique(
    '<img src=x onerror="window.owned=1"> javascript:alert(1) https://shop.example/?q="><b>x</b>',
  );
  await stage.anna.send(await chat.dialogOf(question), attack);
  const message = chat.log.getByRole('article').filter({ hasText: 'onerror' });
  await expect(message).toBeVisible();
  expect(await message.locator('.words').textContent()).toBe(attack);
  await expect(message.locator('img, b')).toHaveCount(0);
  const links = message.getByRole('link');
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute('href', 'https://shop.example/?q=');
  await expect(links).toHaveAttribute('rel', /noopener.*nofollow/);
  await expect(links).toHaveAttribute('target', '_blank');
  expect(await chat.page.evaluate(() => 'owned' in window)).toBe(false);
});

test('a text over the limit stays in the field with words about it', async ({ chat }) => {
  await chat.field.fill('ж'.repeat(32 * 1024 + 1));
  await chat.field.press('Enter');
  await expect(chat.page.getByRole('alert')).toContainText('too long');
  await expect(chat.field).toHaveValue(/^ж+$/);
  await chat.field.fill('ж'.repeat(32 * 1024));
  await chat.field.press('Enter');
  await expect(chat.field).toHaveValue('');
  await expect(chat.log.getByRole('article').last()).toHaveAttribute('data-delivery', 'sent');
});

test('the script is at most 25 KiB, compressed', async () => {
  expect(gzipSync(await readFile('dist/widget/widget.js'), { level: 9 }).length).toBeLessThanOrEqual(
    25 * 1024,
  );
});
