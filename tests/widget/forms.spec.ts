import { axe } from '#tests/support/axe.ts';
import type { FormRequest } from '#shared/domain/form.ts';
import { ChatBox, unique } from './chat-box.ts';
import { expect, openChat, test } from './fixture.ts';
import type { Stage } from './stage.ts';

// A visitor is asked by a form, and answers it: once, whatever his network and his tabs do.

const FORM: FormRequest = {
  language: 'en',
  fields: [
    { kind: 'name', required: true },
    { kind: 'phone', required: true },
    { kind: 'email', required: false },
    { kind: 'question', question: 'Which floor?', required: false },
  ],
};

async function asked(chat: ChatBox, stage: Stage, form: FormRequest = FORM) {
  const [question, words] = [unique('question'), unique('please')];
  await chat.say(question);
  await chat.expectWay(question, 'sent');
  const dialogId = await chat.dialogOf(question);
  await stage.anna.do('dialog.answer', { dialogId });
  const sent = { dialogId, text: words, visibility: 'public', form, afterSeq: null };
  expect(await stage.anna.do('message.send', sent)).toMatchObject({ status: 'done' });
  await expect(chat.message(words)).toBeVisible();
  return { dialogId, words };
}

const form = (chat: ChatBox) => chat.log.getByRole('form', { name: 'Form' });
const input = (chat: ChatBox, label: string) => form(chat).getByRole('textbox', { name: label });
const send = (chat: ChatBox) => form(chat).getByRole('button', { name: 'Send answers' });
const done = (chat: ChatBox) => chat.log.getByRole('group', { name: 'You have answered' });

async function fill(chat: ChatBox, name: string): Promise<string> {
  await input(chat, 'Name').fill(name);
  await input(chat, 'Phone').fill('+44 7911 123456');
  return `Name: ${name}\nPhone: +44 7911 123456`;
}

/** How many of the visitor's messages answer a form. */
async function answers(stage: Stage, text: string): Promise<number> {
  const { rows } = await stage.sql.query<{ n: number }>(
    'select count(*)::int as n from messages where answers is not null and text = $1',
    [text],
  );
  return rows[0]?.n ?? 0;
}

test('the form stands under its words, is filled in by keyboard, and then shows what was answered', async ({
  chat,
  stage,
}) => {
  await asked(chat, stage);
  await expect(input(chat, 'Phone')).toHaveAttribute('type', 'tel');
  await expect(input(chat, 'Phone')).toHaveAttribute('autocomplete', 'tel');
  await expect(input(chat, 'E-mail (optional)')).toHaveAttribute('inputmode', 'email');
  const name = unique('Anna');
  await input(chat, 'Name').focus();
  await chat.page.keyboard.type(name);
  await chat.page.keyboard.press('Tab');
  await chat.page.keyboard.type('+44 7911 123456');
  await chat.page.keyboard.press('Enter');
  const text = `Name: ${name}\nPhone: +44 7911 123456`;
  await expect(done(chat)).toContainText(name);
  await expect(done(chat).locator('dt')).toHaveText(['Name', 'Phone']);
  await expect(form(chat)).toHaveCount(0);
  await chat.expectWay(text, 'sent');
  expect(await answers(stage, text)).toBe(1);
  // Nor after a reload, and nothing of it is asked again.
  await chat.page.reload();
  await expect(done(chat)).toContainText(name);
  await expect(form(chat)).toHaveCount(0);
});

test('what is missing or hardly right is said in its place, before anything is sent', async ({
  chat,
  stage,
}) => {
  await asked(chat, stage);
  await send(chat).click();
  await expect(input(chat, 'Name')).toBeFocused();
  await expect(input(chat, 'Name')).toHaveAccessibleDescription('Please fill this in.');
  await input(chat, 'Name').fill('Anna');
  await expect(input(chat, 'Name')).toHaveAccessibleDescription('');
  await input(chat, 'Phone').fill('12');
  await input(chat, 'E-mail (optional)').fill('anna');
  await send(chat).click();
  await expect(input(chat, 'Phone')).toBeFocused();
  await expect(input(chat, 'Phone')).toHaveAccessibleDescription(/code of the country/);
  await expect(input(chat, 'E-mail (optional)')).toHaveAttribute('aria-invalid', 'true');
  const { violations } = await axe(chat.page).include('otklik-chat').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(await chat.texts()).toHaveLength(2);
});

test('what the hub does not take comes back where it was typed, with a word', async ({ chat, stage }) => {
  await asked(chat, stage);
  const name = unique('Anna');
  await input(chat, 'Name').fill(name);
  // As long as a number may be, and none.
  await input(chat, 'Phone').fill('+000000000000');
  await send(chat).click();
  await expect(form(chat).getByRole('alert').filter({ hasText: 'not accepted' })).toBeVisible();
  await expect(input(chat, 'Name')).toHaveValue(name);
  expect(await chat.texts()).toHaveLength(2);
  await fill(chat, name);
  await send(chat).click();
  await expect(done(chat)).toContainText(name);
});

test('what was typed outlives a reload, and goes when it is sent', async ({ chat, stage }) => {
  await asked(chat, stage);
  const name = unique('Anna');
  await input(chat, 'Name').fill(name);
  await input(chat, 'Which floor? (optional)').fill('third\nor fourth');
  await chat.page.reload();
  await expect(input(chat, 'Name')).toHaveValue(name);
  await expect(input(chat, 'Which floor? (optional)')).toHaveValue('third\nor fourth');
  await input(chat, 'Phone').fill('+44 7911 123456');
  await send(chat).click();
  await expect(done(chat)).toContainText('or fourth');
  const kept = await chat.page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.includes(':form:')),
  );
  expect(kept).toEqual([]);
});

test('without a network it waits in the outbox, over a reload too, and arrives once', async ({
  chat,
  stage,
  context,
}) => {
  await asked(chat, stage);
  await context.setOffline(true);
  const text = await fill(chat, unique('Anna'));
  await send(chat).click();
  await expect(chat.log.getByRole('group', { name: 'Your answers are being sent' })).toBeVisible();
  await chat.expectWay(text, 'pending');
  await expect(form(chat)).toHaveCount(0);
  expect(await answers(stage, text)).toBe(0);
  await context.setOffline(false);
  await expect(done(chat)).toBeVisible();
  await chat.expectWay(text, 'sent');
  expect(await answers(stage, text)).toBe(1);
  expect((await chat.texts()).filter((one) => one === text)).toHaveLength(1);
});

test('answered in one tab it is answered in the other, in the middle of typing', async ({
  chat,
  stage,
  context,
}) => {
  const { words } = await asked(chat, stage);
  // It is open there as it is here.
  const other = new ChatBox(await context.newPage(), stage);
  await other.goto('/second');
  await expect(other.message(words)).toBeVisible();
  await input(other, 'Name').fill('half a name');
  const text = await fill(chat, unique('Anna'));
  await send(chat).click();
  await expect(done(other)).toBeVisible();
  await expect(form(other)).toHaveCount(0);
  // The keyboard stays in the chat.
  await expect(done(other)).toBeFocused();
  expect(await answers(stage, text)).toBe(1);
});

test('an answer that comes too late is not stored, and the first one is shown', async ({ chat, stage }) => {
  await asked(chat, stage);
  const visitor = await chat.asVisitor();
  const [first, late] = [unique('First'), unique('Late')];
  // The page hears nothing any more, and may still send.
  await chat.page.route('**/messages', async (route) => {
    const item = (await visitor.items()).items.find((one) => one.form);
    const values = [first, '+44 7911 123456'].map((value, field) => ({ field, value }));
    await visitor.say('', { answers: { formId: item?.id ?? '', values } });
    await route.continue();
  });
  const text = await fill(chat, late);
  await send(chat).click();
  await expect(done(chat)).toContainText(first);
  expect(await answers(stage, text)).toBe(0);
});

test('a form that was deleted goes, with what was typed into it', async ({ chat, stage }) => {
  const { dialogId, words } = await asked(chat, stage);
  await input(chat, 'Name').fill('Anna');
  const visitor = await chat.asVisitor();
  const { items } = await visitor.items();
  const messageId = items.find(({ text }) => text === words)?.id ?? '';
  await stage.anna.do('message.delete', { dialogId, messageId });
  await expect(form(chat)).toHaveCount(0);
  await expect(chat.log).toContainText('Message deleted');
});

test('hostile labels and values are words, and none widens the chat', async ({ chat, stage }) => {
  const question = `<img src=x onerror=alert(1)> ${'x'.repeat(150)}`;
  await asked(chat, stage, { language: 'en', fields: [{ kind: 'question', question, required: true }] });
  await form(chat)
    .getByRole('textbox')
    .fill(`<b>${'y'.repeat(400)}</b>`);
  await send(chat).click();
  await expect(done(chat)).toContainText('<b>yyy');
  await expect(chat.log.locator('img')).toHaveCount(0);
  expect(await chat.log.evaluate((log) => log.scrollWidth > log.clientWidth)).toBe(false);
});

test('with the strictest policy of a page the form is there', async ({ context, stage }) => {
  const chat = await openChat(context, stage, '/strict');
  await asked(chat, stage);
  await fill(chat, unique('Anna'));
  await send(chat).click();
  await expect(done(chat)).toBeVisible();
});
