import type { BrowserContext } from '@playwright/test';
import { ChatBox, unique } from './chat-box.ts';
import { expect, openChat, test } from './fixture.ts';
import { fillStorage, noise, oldLibraries, wrappedPlatform } from './foreign-pages.ts';
import type { Stage } from './stage.ts';

// Pages that the chat has not chosen: what they did to the browser must not reach it.

/** Question, answer, earlier talk after a reload: what every page must allow. */
async function talkThrough(context: BrowserContext, stage: Stage, path = '/'): Promise<ChatBox> {
  const chat = new ChatBox(await context.newPage(), stage);
  const errors: string[] = [];
  chat.page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  chat.page.on('console', (message) => {
    if (message.text().includes('[Otklik chat]')) errors.push(message.text());
  });
  await chat.goto(path);
  await chat.open();
  const [question, answer, second] = [unique('question'), unique('answer'), unique('second')];
  await chat.say(question);
  await chat.expectWay(question, 'sent');
  const dialogId = await chat.dialogOf(question);
  await stage.anna.do('dialog.answer', { dialogId });
  await stage.anna.send(dialogId, answer);
  await expect(chat.message(answer)).toBeVisible();
  await expect.poll(() => chat.delivery(answer)).toBe('read');
  await chat.page.reload();
  await expect(chat.message(answer)).toBeVisible();
  await chat.say(second);
  await chat.expectWay(second, 'sent');
  expect(await chat.texts()).toEqual([question, answer, second]);
  for (const text of [question, second]) expect(await chat.stored(text)).toBe(1);
  expect(errors).toEqual([]);
  return chat;
}

for (const [name, script] of Object.entries({ oldLibraries, wrappedPlatform, noise })) {
  test(`a page with ${name} has a chat that works`, async ({ context, stage }) => {
    await context.addInitScript(script);
    await talkThrough(context, stage);
  });
}

test('what the page does to its lists does not change what is kept for the next page', async ({
  context,
  stage,
}) => {
  await context.addInitScript(oldLibraries);
  const chat = await talkThrough(context, stage);
  const texts = await chat.texts();
  await context.setOffline(true);
  const script = await (await fetch(`${stage.hub.ready.url}/widget.js`)).text();
  await context.route('**/*', (route) =>
    route.request().url().endsWith('/widget.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.abort(),
  );
  await chat.page.route(`${stage.site.origin}/`, async (route) =>
    route.fulfill({ contentType: 'text/html', body: await (await fetch(`${stage.site.origin}/`)).text() }),
  );
  await chat.page.reload();
  await expect.poll(() => chat.texts()).toEqual(texts);
});

test('a full storage: the visitor stays who he is, and what he writes arrives', async ({
  context,
  stage,
}) => {
  const chat = await openChat(context, stage);
  const [before, dark, after] = [unique('before'), unique('in the dark'), unique('after')];
  await chat.say(before);
  await chat.expectWay(before, 'sent');
  await context.setOffline(true);
  await chat.say(dark);
  await context.setOffline(false);
  await chat.expectWay(dark, 'sent');
  await chat.page.evaluate(fillStorage);
  await chat.page.reload();
  await expect(chat.message(dark)).toBeVisible();
  await chat.say(after);
  await chat.expectWay(after, 'sent');
  expect(await chat.texts()).toEqual([before, dark, after]);
  expect(await chat.dialogOf(after)).toBe(await chat.dialogOf(before));
});

test('a storage that was full before the first word: the talk makes room for itself, and outlives the page', async ({
  context,
  stage,
}) => {
  const page = await context.newPage();
  const chat = new ChatBox(page, stage);
  await chat.goto('/');
  await chat.open();
  await page.evaluate(fillStorage);
  const [question, answer] = [unique('question'), unique('answer')];
  await chat.say(question);
  await chat.expectWay(question, 'sent');
  await stage.anna.send(await chat.dialogOf(question), answer);
  await expect(chat.message(answer)).toBeVisible();
});

for (const [name, years] of [
  ['behind', -30],
  ['ahead', 30],
] as const) {
  test(`a clock ${Math.abs(years)} years ${name}: everything goes as ever`, async ({ context, stage }) => {
    const now = new Date();
    now.setFullYear(now.getFullYear() + years);
    await context.clock.install({ time: now });
    await talkThrough(context, stage);
  });

  test(`a clock that is set ${Math.abs(years)} years ${name} while the page is open holds nothing up`, async ({
    chat,
  }) => {
    await chat.askForPatience(1);
    const [one, two, three] = [unique('one'), unique('two'), unique('three')];
    const asked = chat.page.waitForResponse((response) => response.status() === 429);
    await chat.say(one);
    await asked;
    await chat.page.evaluate(
      (ms) => {
        const real = Date.now;
        Date.now = () => real() + ms;
      },
      years * 365 * 86_400_000,
    );
    await chat.say(two);
    await chat.expectWay(two, 'sent');
    await chat.say(three);
    await chat.expectWay(three, 'sent');
    expect(await chat.texts()).toEqual([one, two, three]);
    for (const text of [one, two, three]) expect(await chat.stored(text)).toBe(1);
  });
}

test('a policy that allows requests to the hub but no sockets: the talk goes over requests', async ({
  context,
  stage,
}) => {
  await talkThrough(context, stage, '/no-sockets');
});

test('a policy that forbids the hub altogether: the page stays whole and is not asked without end', async ({
  context,
  stage,
}) => {
  const page = await context.newPage();
  const [tries, thrown]: [string[], string[]] = [[], []];
  page.on('console', (message) => message.text().includes('connect-src') && tries.push(message.text()));
  page.on('pageerror', (error) => thrown.push(error.message));
  const chat = new ChatBox(page, stage);
  await chat.goto('/no-hub');
  await chat.open();
  await expect(chat.offline).toBeVisible();
  const text = unique('nowhere to go');
  await chat.say(text);
  await chat.expectWay(text, 'pending');
  await chat.page.reload();
  await expect(chat.message(text)).toBeVisible();
  expect(tries.length).toBeLessThan(40);
  expect(thrown).toEqual([]);
});

test('two tabs without locks, both new: they become one visitor, and what both write arrives once', async ({
  context,
  stage,
}) => {
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }),
  );
  const other = new ChatBox(await context.newPage(), stage);
  await other.goto('/second');
  const one = await openChat(context, stage);
  await other.open();
  await context.setOffline(true);
  const [a, b] = [unique('from one'), unique('from the other')];
  await one.say(a);
  await other.say(b);
  await expect(one.message(b)).toBeVisible();
  await context.setOffline(false);
  for (const box of [one, other]) {
    await box.expectWay(a, 'sent');
    await box.expectWay(b, 'sent');
    for (const text of [a, b]) await expect(box.message(text)).toHaveCount(1);
  }
  for (const text of [a, b]) expect(await one.stored(text)).toBe(1);
  expect(await one.dialogOf(a)).toBe(await one.dialogOf(b));
  // The one that was somebody else before asks for the common talk anew, and has nothing to show until it is there.
  await expect(async () => {
    const [left, right] = [await one.texts(), await other.texts()];
    expect(left.toSorted()).toEqual([a, b].toSorted());
    expect(right).toEqual(left);
  }).toPass({ timeout: 15_000 });
});

test('a site that empties its storage loses no word that waits', async ({ chat, context }) => {
  const [first, dark] = [unique('first'), unique('in the dark')];
  await chat.say(first);
  await chat.expectWay(first, 'sent');
  await context.setOffline(true);
  await chat.say(dark);
  // As sites do when somebody signs out.
  await chat.page.evaluate(() => localStorage.clear());
  await context.setOffline(false);
  await chat.expectWay(dark, 'sent');
  await expect.poll(() => chat.stored(dark)).toBe(1);
});
