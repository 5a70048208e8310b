import { readFile } from 'node:fs/promises';
import { ChatBox, unique } from './chat-box.ts';
import { expect, openChat, test } from './fixture.ts';
import { setStage } from './stage.ts';

test('offline, messages wait; online again, they go in order, once', async ({ chat, context }) => {
  const texts = [unique('a'), unique('b'), unique('c'), unique('d')] as const;
  await chat.say(texts[0]);
  await chat.expectWay(texts[0], 'sent');
  await context.setOffline(true);
  await expect(chat.offline).toBeVisible();
  await chat.say(texts[1], texts[2], texts[3]);
  await chat.expectWay(texts[3], 'pending');
  await context.setOffline(false);
  await chat.expectWay(texts[3], 'sent');
  await expect(chat.offline).toBeHidden();
  expect(await chat.texts()).toEqual([...texts]);
  for (const text of texts) expect(await chat.stored(text)).toBe(1);
});

test('the hub is killed; the visitor writes, reloads, writes; the hub comes back: everything once, in order', async ({
  browser,
}) => {
  const stage = await setStage();
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const chat = await openChat(context, stage);
    const texts = [unique('before'), unique('dark 1'), unique('dark 2'), unique('dark 3')] as const;
    await chat.say(texts[0]);
    await chat.expectWay(texts[0], 'sent');
    await stage.hub.kill();
    await chat.say(texts[1], texts[2]);
    await expect(chat.offline).toBeVisible();
    // The script comes from the browser's cache.
    await chat.page.reload();
    await expect(chat.message(texts[2])).toBeVisible();
    await expect(chat.message(texts[0])).toBeVisible();
    await chat.say(texts[3]);
    await chat.expectWay(texts[3], 'pending');
    await stage.hub.restart();
    await chat.expectWay(texts[3], 'sent');
    expect(await chat.texts()).toEqual([...texts]);
    for (const text of texts) expect(await chat.stored(text)).toBe(1);
    await expect(chat.offline).toBeHidden();

    const answer = unique('answer after the cut');
    await stage.anna.send(await chat.dialogOf(texts[0]), answer);
    await expect(chat.message(answer)).toHaveCount(1);
  } finally {
    await context.close();
    await stage.strike();
  }
});

test('the hub is away when the page is opened for the first time: one can write, and it arrives', async ({
  browser,
}) => {
  const stage = await setStage();
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    await stage.hub.kill();
    const script = await readFile('dist/widget/widget.js', 'utf8');
    await context.route('**/widget.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    const chat = await openChat(context, stage);
    const text = unique('anybody there?');
    await chat.say(text);
    await expect(chat.offline).toBeVisible();
    await stage.hub.restart();
    await chat.expectWay(text, 'sent');
    await expect(chat.panel).toHaveAccessibleName(/Chat with .+/);
    expect(await chat.stored(text)).toBe(1);
  } finally {
    await context.close();
    await stage.strike();
  }
});

test('answers that get lost on the way do not double a message', async ({ chat, context }) => {
  let lost = 0;
  await context.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST' || lost >= 2) return await route.continue();
    lost += 1;
    // The hub takes it; its answer never arrives.
    await route.fetch();
    await route.abort('connectionreset');
  });
  const [one, two] = [unique('once'), unique('after it')];
  await chat.say(one, two);
  await chat.expectWay(two, 'sent');
  expect(lost).toBe(2);
  expect(await chat.texts()).toEqual([one, two]);
  expect(await chat.stored(one)).toBe(1);
});

test('sockets are blocked: the talk goes on over requests', async ({ browser, stage }) => {
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.routeWebSocket('**/live', (socket) => socket.close());
  const chat = await openChat(context, stage);
  const [question, answer, second] = [unique('question'), unique('answer'), unique('second')];
  await chat.say(question);
  await chat.expectWay(question, 'sent');
  await stage.anna.send(await chat.dialogOf(question), answer);
  await expect(chat.message(answer)).toBeVisible({ timeout: 20_000 });
  await stage.anna.send(await chat.dialogOf(question), second);
  await expect(chat.message(second)).toBeVisible();
  await expect.poll(() => chat.delivery(second)).toBe('read');
  await expect(chat.offline).toBeHidden();
  await context.close();
});

test('the hub asks for patience: the message waits and goes', async ({ chat }) => {
  const text = unique('patient');
  await chat.askForPatience(2);
  const began = Date.now();
  await chat.say(text);
  await chat.expectWay(text, 'pending');
  await chat.expectWay(text, 'sent');
  expect(Date.now() - began).toBeGreaterThan(1_900);
  await expect(chat.offline).toBeHidden();
});

test('a message that the hub refuses says so, can be retried and deleted, and holds nobody up', async ({
  chat,
  context,
}) => {
  const [bad, good] = [unique('refused'), unique('behind it')];
  let refuse = true;
  await context.route('**/messages', async (route) => {
    const body = route.request().postData() ?? '';
    if (!refuse || !body.includes(bad)) return await route.continue();
    await route.fulfill({
      status: 400,
      headers: { 'access-control-allow-origin': '*' },
      json: { error: { code: 'bad_request', message: 'no' } },
    });
  });
  await chat.say(bad, good);
  await chat.expectWay(bad, 'failed');
  await chat.expectWay(good, 'sent');
  refuse = false;
  await chat.message(bad).getByRole('button', { name: 'Retry' }).click();
  await chat.expectWay(bad, 'sent');
  expect(await chat.texts()).toEqual([good, bad]);
  refuse = true;
  const worse = `${bad} again`;
  await chat.say(worse);
  await chat.expectWay(worse, 'failed');
  await chat.message(worse).getByRole('button', { name: 'Delete' }).click();
  await expect(chat.message(worse)).toHaveCount(0);
  await chat.page.reload();
  await expect(chat.message(good)).toBeVisible();
  await expect(chat.message(worse)).toHaveCount(0);
});

test('the hub forgot the visitor: he becomes a new one without noticing, and what he wrote arrives', async ({
  chat,
  context,
  stage,
}) => {
  const [before, kept, after] = [unique('before'), unique('kept'), unique('after')];
  await chat.say(before);
  await chat.expectWay(before, 'sent');
  await context.setOffline(true);
  await chat.say(kept);
  // As after a new database: nobody has this token.
  await stage.sql.query(
    `update sitechat_visitors set token_hash = sha256(id::text::bytea) where id = (select visitor_id from sitechat_items where text = $1)`,
    [before],
  );
  await context.setOffline(false);
  await chat.expectWay(kept, 'sent');
  await chat.say(after);
  await chat.expectWay(after, 'sent');
  expect(await chat.texts()).toEqual([kept, after]);
  expect(await chat.stored(kept)).toBe(1);
  expect(await chat.dialogOf(kept)).not.toBe(await chat.dialogOf(before));
});

test('where the browser keeps nothing the chat works as long as the page', async ({ browser, stage }) => {
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    }
  });
  const chat = await openChat(context, stage);
  const [question, answer] = [unique('question'), unique('answer')];
  await chat.say(question);
  await chat.expectWay(question, 'sent');
  await stage.anna.send(await chat.dialogOf(question), answer);
  await expect(chat.message(answer)).toHaveCount(1);
  await context.close();
});

test('a site that the channel does not allow shows nothing, and its console says why', async ({
  context,
  stage,
}) => {
  const page = await context.newPage();
  const warned = page.waitForEvent('console', (message) => message.text().includes('does not serve channel'));
  await page.goto(stage.site.otherOrigin);
  await warned;
  await expect(new ChatBox(page, stage).launcher).toHaveCount(0);
});
