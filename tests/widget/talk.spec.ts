import { ChatBox, unique } from './chat-box.ts';
import { CHAT_TYPING_MS } from '#shared/wire/chat/up.ts';
import { expect, test } from './fixture.ts';

test('a question goes, is read, and the answer comes back and is marked read', async ({ chat, stage }) => {
  const [question, answer] = [unique('Is it fresh?'), unique('Since yesterday')];
  await chat.say(question);
  await chat.expectWay(question, 'sent');
  expect(await chat.stored(question)).toBe(1);
  const dialogId = await chat.dialogOf(question);
  await stage.anna.do('dialog.answer', { dialogId });
  await chat.expectWay(question, 'sent');
  await stage.anna.send(dialogId, answer);
  await expect(chat.message(answer)).toBeVisible();
  await chat.expectWay(question, 'read');
  await expect.poll(() => chat.delivery(answer)).toBe('read');
});

test('while the chat is closed, news are counted on the button, and opening makes them read', async ({
  chat,
  stage,
}) => {
  const [question, one, two] = [unique('question'), unique('one'), unique('two')];
  await chat.say(question);
  const dialogId = await chat.dialogOf(question);
  await chat.page.keyboard.press('Escape');
  await expect(chat.panel).toBeHidden();
  await stage.anna.send(dialogId, one);
  await expect(chat.launcher).toHaveAccessibleName('Open chat, 1 unread message');
  await stage.anna.send(dialogId, two);
  await expect(chat.launcher).toHaveAccessibleName('Open chat, 2 unread messages');
  await expect(chat.page.locator('otklik-chat .teaser')).toContainText(two);
  await expect.poll(() => chat.delivery(two)).toBe('delivered');
  await chat.open();
  await expect(chat.launcher).toHaveAccessibleName('Close chat');
  await expect.poll(() => chat.delivery(two)).toBe('read');
  await chat.page.keyboard.press('Escape');
  await expect(chat.launcher).toHaveAccessibleName('Open chat');
});

test('the talk, the draft and the open panel outlive a reload and another page of the site', async ({
  chat,
  stage,
}) => {
  const [question, answer, late] = [unique('question'), unique('answer'), unique('late')];
  await chat.say(question);
  await stage.anna.send(await chat.dialogOf(question), answer);
  await expect(chat.message(answer)).toBeVisible();
  await chat.field.fill('half a thou');
  await chat.page.reload();
  await expect(chat.field).toHaveValue('half a thou');
  await expect(chat.message(answer)).toHaveCount(1);
  await stage.anna.send(await chat.dialogOf(question), late);
  await chat.goto('/second');
  await expect(chat.message(late)).toHaveCount(1);
  expect(await chat.texts()).toEqual([question, answer, late]);
  await expect(chat.field).toHaveValue('half a thou');
});

test('two tabs are one visitor: both show everything once', async ({ chat, context, stage }) => {
  const other = new ChatBox(await context.newPage(), stage);
  await other.goto('/second');
  // In a new tab of the site the panel is open, as it is in the first.
  await expect(other.field).toBeVisible();
  const texts = [
    unique('from one'),
    unique('from the other'),
    unique('answer'),
    unique('at once a'),
    unique('at once b'),
  ] as const;
  await chat.say(texts[0]);
  await expect(other.message(texts[0])).toHaveCount(1);
  await other.say(texts[1]);
  await expect(chat.message(texts[1])).toHaveCount(1);
  await stage.anna.send(await chat.dialogOf(texts[0]), texts[2]);
  await Promise.all([
    expect(chat.message(texts[2])).toHaveCount(1),
    expect(other.message(texts[2])).toHaveCount(1),
  ]);
  await Promise.all([chat.field.fill(texts[3]), other.field.fill(texts[4])]);
  await Promise.all([chat.field.press('Enter'), other.field.press('Enter')]);
  for (const box of [chat, other]) {
    for (const text of texts) await expect(box.message(text)).toHaveCount(1);
    await box.expectWay(texts[3], 'sent');
    await box.expectWay(texts[4], 'sent');
  }
  await expect.poll(() => chat.texts()).toEqual(await other.texts());
  for (const text of texts) expect(await chat.stored(text)).toBe(1);
});

test('typing is shown under the operator’s name, fades, and ends with the dialog', async ({
  chat,
  stage,
}) => {
  const question = unique('question');
  await chat.say(question);
  const dialogId = await chat.dialogOf(question);
  await stage.anna.do('dialog.answer', { dialogId });
  const live = await stage.anna.live();
  live.send({ type: 'typing', dialogId, visibility: 'public' });
  await expect(chat.panel.getByText(/ is typing…$/)).toBeVisible();
  const heard = live.until((message) => message.type === 'typing' && message.by.kind === 'client');
  await chat.field.pressSequentially('a');
  await heard;
  await expect(chat.panel.getByText(/ is typing…$/)).toBeHidden({ timeout: 10_000 });
  live.send({ type: 'typing', dialogId, visibility: 'public' });
  await expect(chat.panel.getByText(/ is typing…$/)).toBeVisible();
  await stage.anna.do('dialog.finish', { dialogId });
  // Well before it would fade by itself.
  await expect(chat.panel.getByText(/ is typing…$/)).toBeHidden({ timeout: CHAT_TYPING_MS / 2 });
  live.close();
});

test('a long talk opens at its end and gives its earlier part while one scrolls up', async ({ chat }) => {
  const mark = unique('long');
  const texts = Array.from({ length: 70 }, (_, i) => `${mark}/${i + 1}`);
  await chat.say(texts[0] ?? '');
  await chat.expectWay(texts[0] ?? '', 'sent');
  // The rest as the widget sends it, only faster than anybody types.
  const visitor = await chat.asVisitor();
  for (const text of texts.slice(1)) await visitor.say(text);
  await expect(chat.message(texts[69] ?? '')).toBeVisible();
  // As on another device of the same visitor: only the token is known.
  await chat.page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (/:(talk|seen)$/.test(key)) localStorage.removeItem(key);
  });
  await chat.page.goto('about:blank');
  await chat.goto('/');
  await expect(chat.message(texts[69] ?? '')).toBeInViewport();
  await expect(chat.message(texts[0] ?? '')).toHaveCount(0);
  await chat.log.hover();
  await expect(async () => {
    await chat.page.mouse.wheel(0, -4_000);
    await expect(chat.message(texts[0] ?? '')).toBeInViewport({ timeout: 300 });
  }).toPass();
  await expect.poll(() => chat.texts()).toEqual(texts);
  await chat.page.getByRole('button', { name: 'To the newest messages' }).click();
  await expect(chat.message(texts[69] ?? '')).toBeInViewport();
});

test('whoever reads further up is not torn away, and is told of news', async ({ chat, stage }) => {
  const mark = unique('up');
  await chat.say(`${mark}/0`);
  await chat.expectWay(`${mark}/0`, 'sent');
  const visitor = await chat.asVisitor();
  for (let i = 1; i < 25; i += 1) await visitor.say(`${mark}/${i}`);
  await expect(chat.message(`${mark}/24`)).toBeInViewport();
  await chat.log.hover();
  await chat.page.mouse.wheel(0, -3_000);
  await expect(chat.page.getByRole('button', { name: 'To the newest messages' })).toBeVisible();
  const news = unique('news');
  await stage.anna.send(await chat.dialogOf(`${mark}/0`), news);
  const button = chat.page.getByRole('button', { name: '1 new message' });
  await expect(button).toBeVisible();
  await expect(chat.message(news)).not.toBeInViewport();
  await expect.poll(() => chat.delivery(news)).toBe('delivered');
  await button.click();
  await expect(chat.message(news)).toBeInViewport();
  await expect.poll(() => chat.delivery(news)).toBe('read');
});

test('the newest message stays in view while the field grows and words about the network appear', async ({
  chat,
  context,
}) => {
  const mark = unique('grow');
  await chat.say(`${mark}/0`);
  await chat.expectWay(`${mark}/0`, 'sent');
  const visitor = await chat.asVisitor();
  for (let i = 1; i < 15; i += 1) await visitor.say(`${mark}/${i}`);
  await expect(chat.message(`${mark}/14`)).toBeInViewport({ ratio: 1 });
  await context.setOffline(true);
  await expect(chat.offline).toBeVisible();
  await chat.say(`${mark}/last`);
  await chat.field.fill('one\ntwo\nthree\nfour');
  await expect(chat.message(`${mark}/last`)).toBeInViewport({ ratio: 1 });
  await expect(chat.page.getByRole('button', { name: 'To the newest messages' })).toBeHidden();
});

test('the page can open and close the chat', async ({ chat }) => {
  await chat.page.evaluate(() => window.Otklik?.close());
  await expect(chat.panel).toBeHidden();
  await chat.page.evaluate(() => window.Otklik?.open());
  await expect(chat.field).toBeFocused();
});

declare global {
  interface Window {
    Otklik?: { open(): void; close(): void };
  }
}
