import { axe } from '#tests/support/axe.ts';
import { unique, type ChatBox } from './chat-box.ts';
import { expect, openChat, test } from './fixture.ts';
import type { Stage } from './stage.ts';

// What a visitor does to single messages, and the files that he has chosen and not sent.

interface Talk {
  question: string;
  answer: string;
  dialogId: string;
}

async function talk(chat: ChatBox, stage: Stage): Promise<Talk> {
  const [question, answer] = [unique('question'), unique('answer')];
  await chat.say(question);
  await chat.expectWay(question, 'sent');
  const dialogId = await chat.dialogOf(question);
  await stage.anna.do('dialog.answer', { dialogId });
  await stage.anna.send(dialogId, answer);
  await expect(chat.message(answer)).toBeVisible();
  return { question, answer, dialogId };
}

const actions = (chat: ChatBox, text: string) =>
  chat.message(text).getByRole('button', { name: 'Reply or react' });
const menu = (chat: ChatBox) => chat.page.getByRole('menu', { name: 'Reply or react' });
const answering = (chat: ChatBox) => chat.page.getByRole('group', { name: /^Replying to/ });

test('a message is answered: the quotation stands over the field, outlives a reload and goes with it', async ({
  chat,
  stage,
}) => {
  const { answer } = await talk(chat, stage);
  await chat.message(answer).hover();
  await actions(chat, answer).click();
  await menu(chat).getByRole('menuitem', { name: 'Reply' }).click();
  await expect(answering(chat)).toContainText(answer);
  await expect(chat.field).toBeFocused();
  await chat.page.reload();
  await expect(answering(chat)).toContainText(answer);
  const reply = unique('to that');
  await chat.say(reply);
  await expect(answering(chat)).toHaveCount(0);
  await expect(chat.message(reply).locator('.quote')).toContainText(answer);
  await chat.expectWay(reply, 'sent');
  const { rows } = await stage.sql.query<{ preview: string }>(
    `select reply_to ->> 'preview' as preview from messages where text = $1`,
    [reply],
  );
  expect(rows).toEqual([{ preview: answer }]);
  // The next one answers nothing.
  const next = unique('and');
  await chat.say(next);
  await expect(chat.message(next).locator('.quote')).toHaveCount(0);
});

test('an answer that waits for the network shows what it answers, and arrives as one', async ({
  chat,
  context,
  stage,
}) => {
  const { answer } = await talk(chat, stage);
  await actions(chat, answer).focus();
  await actions(chat, answer).click();
  await menu(chat).getByRole('menuitem', { name: 'Reply' }).click();
  await context.setOffline(true);
  const reply = unique('offline');
  await chat.say(reply);
  await chat.expectWay(reply, 'pending');
  await expect(chat.message(reply).locator('.quote')).toContainText(answer);
  await context.setOffline(false);
  await chat.expectWay(reply, 'sent');
  await expect(chat.message(reply).locator('.quote')).toContainText(answer);
});

test('by keyboard alone: to a message, through its menu, a reaction set and taken back, and out again', async ({
  chat,
  stage,
}) => {
  const { question, answer } = await talk(chat, stage);
  const { page } = chat;
  // Of all the buttons beside messages one takes part in Tab.
  await chat.field.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(actions(chat, answer)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(actions(chat, question)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(menu(chat).getByRole('menuitem', { name: 'Reply' })).toBeFocused();
  expect((await axe(page).include('otklik-chat').analyze()).violations).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(menu(chat)).toHaveCount(0);
  await expect(actions(chat, answer)).toBeFocused();
  await expect(chat.message(answer).locator('.marks')).toHaveText('❤️');
  const stored = async (): Promise<unknown> =>
    (
      await stage.sql.query<{ reactions: unknown }>('select reactions from messages where text = $1', [
        answer,
      ])
    ).rows[0]?.reactions;
  await expect.poll(stored).toEqual([{ emoji: '❤️', by: 'client' }]);

  await page.keyboard.press('Enter');
  await expect(menu(chat).getByRole('menuitemradio', { name: 'React with ❤️' })).toBeChecked();
  // Escape closes the menu and leaves the chat open.
  await page.keyboard.press('Escape');
  await expect(menu(chat)).toHaveCount(0);
  await expect(chat.panel).toBeVisible();
  await page.keyboard.press('Enter');
  await menu(chat).getByRole('menuitemradio', { name: 'React with ❤️' }).click();
  await expect.poll(stored).toEqual([]);
  await expect(chat.message(answer).locator('.marks')).toHaveText('');
});

test('a reaction that does not reach the hub is taken back with a word', async ({ chat, context, stage }) => {
  const { answer } = await talk(chat, stage);
  await context.route('**/reactions', (route) => route.abort());
  await actions(chat, answer).click();
  await menu(chat).getByRole('menuitemradio', { name: 'React with 👍' }).click();
  await expect(chat.page.getByRole('alert').filter({ hasText: 'The reaction was not sent' })).toBeVisible();
  await expect(chat.message(answer).locator('.marks')).toHaveText('');
});

test('what is answered and then deleted is not answered any more', async ({ chat, stage }) => {
  const { answer, dialogId } = await talk(chat, stage);
  await actions(chat, answer).click();
  await menu(chat).getByRole('menuitem', { name: 'Reply' }).click();
  await expect(answering(chat)).toBeVisible();
  const { rows } = await stage.sql.query<{ id: string }>('select id from messages where text = $1', [answer]);
  await stage.anna.do('message.delete', { dialogId, messageId: rows[0]?.id ?? '' });
  await expect(chat.log.getByText('Message deleted')).toBeVisible();
  await expect(answering(chat)).toHaveCount(0);
  await expect(chat.page.getByRole('button', { name: 'Reply or react' })).toHaveCount(1);
});

test('with fingers: the buttons are there without pointing, and large enough', async ({ browser, stage }) => {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  const chat = await openChat(context, stage);
  const { answer } = await talk(chat, stage);
  const button = actions(chat, answer);
  await expect
    .poll(() => button.evaluate((node) => Number(getComputedStyle(node).opacity)))
    .toBeGreaterThan(0.5);
  expect((await button.boundingBox())?.width).toBeGreaterThanOrEqual(24);
  await button.tap();
  const reply = menu(chat).getByRole('menuitem', { name: 'Reply' });
  expect((await reply.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  const place = await menu(chat).boundingBox();
  expect(place?.x).toBeGreaterThanOrEqual(0);
  expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(390);
  await chat.log.tap({ position: { x: 20, y: 20 } });
  await expect(menu(chat)).toHaveCount(0);
  await context.close();
});

test('chosen files outlive a reload of the page and go with the message then, once', async ({
  chat,
  context,
  stage,
}) => {
  const { page } = chat;
  const items = page.locator('otklik-chat .tray li');
  await page.locator('otklik-chat input[type=file]').setInputFiles([
    { name: 'bill.txt', mimeType: 'text/plain', buffer: Buffer.from('paid') },
    { name: 'photo.txt', mimeType: 'text/plain', buffer: Buffer.from('broken') },
  ]);
  await expect(items.and(page.locator('[data-state=done]'))).toHaveCount(2);
  await page.reload();
  await expect(items.and(page.locator('[data-state=done]'))).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove photo.txt' }).click();
  await page.reload();
  await expect(items).toHaveCount(1);
  // Another tab has a choice of its own.
  const other = await openChat(context, stage);
  await expect(other.panel.getByRole('button', { name: 'Attach files' })).toBeVisible();
  await expect(other.page.locator('otklik-chat .tray li')).toHaveCount(0);
  await other.page.close();
  const caption = unique('here it is');
  await chat.say(caption);
  await chat.expectWay(caption, 'sent');
  await expect(chat.message(caption).getByRole('button', { name: 'Save bill.txt' })).toBeVisible();
  await page.reload();
  await expect(chat.message(caption)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Attach files' })).toBeVisible();
  await expect(items).toHaveCount(0);
});

test('nothing moves when the second script comes', async ({ context, stage }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((done) => (release = done));
  await context.route('**/widget-files.js', async (route) => {
    await held;
    await route.continue();
  });
  const chat = await openChat(context, stage);
  // It has come in.
  await chat.panel.evaluate((panel) => Promise.all(panel.getAnimations().map(({ finished }) => finished)));
  const before = await chat.field.boundingBox();
  release();
  await expect(chat.panel.getByRole('button', { name: 'Attach files' })).toBeVisible();
  expect(await chat.field.boundingBox()).toEqual(before);
});
