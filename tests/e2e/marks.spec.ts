import type { Browser, Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { png } from '#tests/integration/support/upload.ts';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** What is done to one message, from both sides. */

interface Talk {
  anna: OperatorPage;
  visitor: VisitorPage;
  question: string;
}

async function talk(browser: Browser, hub: HubProcess, name: string): Promise<Talk> {
  const question = `${name} ${Date.now()}`;
  const [anna, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    VisitorPage.openShop(browser, hub),
  ]);
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  return { anna, visitor, question };
}

const item = (operator: OperatorPage, name: string): Locator =>
  operator.page.getByRole('menuitem', { name, exact: false });

test('answers, edits, deletes and reacts by mouse; the client sees it live and after a reload', async ({
  browser,
  hub,
}) => {
  const { anna, visitor, question } = await talk(browser, hub, 'Marks');
  const asked = anna.message(question);

  await asked.click({ button: 'right' });
  await item(anna, 'React with 👍').click();
  await expect(asked.getByRole('button', { name: /👍 1: You/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(visitor.talk.getByText('👍')).toBeVisible();

  await asked.hover();
  await asked.getByRole('button', { name: 'Reply' }).click();
  await expect(anna.page.getByRole('group', { name: /^Reply to/ })).toContainText(question);
  await anna.reply('It is here');
  const answer = anna.message('It is here');
  await expect(answer.getByRole('button', { name: /In reply to/ })).toContainText(question);
  await expect(visitor.talk.getByRole('article').filter({ hasText: 'It is here' })).toContainText(question);
  await expect(answer).toHaveAttribute('data-delivery', /sent|delivered|read/);

  await answer.click({ button: 'right' });
  await item(anna, 'Edit').click();
  await expect(anna.composer).toHaveValue('It is here');
  await anna.composer.fill('It is there');
  await anna.page.getByRole('button', { name: 'Save' }).click();
  await expect(anna.message('It is there')).toContainText('edited');
  await expect(visitor.talk.getByText('It is there')).toBeVisible();
  await expect(visitor.talk.getByText('It is here')).toHaveCount(0);
  await expect(visitor.talk.getByText('edited')).toBeVisible();

  await anna.message('It is there').click({ button: 'right' });
  await item(anna, 'Delete').click();
  await anna.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(anna.message('Message deleted')).toBeVisible();
  await expect(anna.message('It is there')).toHaveCount(0);
  await expect(visitor.talk.getByText('Message deleted')).toBeVisible();
  await expect(visitor.talk.getByText('It is there')).toHaveCount(0);

  await visitor.page.reload();
  await visitor.openChat();
  await expect(visitor.talk.getByText('Message deleted')).toBeVisible();
  await expect(visitor.talk.getByText('👍')).toBeVisible();
});

test('the whole of it from the keyboard', async ({ browser, hub }) => {
  const { anna, visitor, question } = await talk(browser, hub, 'Keys');
  await anna.reply('first words');
  await expect(visitor.message('first words')).toBeVisible();

  // As in other messengers: the arrow up in an empty field takes one's last words.
  await anna.composer.press('ArrowUp');
  await expect(anna.composer).toHaveValue('first words');
  await anna.composer.press('Escape');
  await expect(anna.composer).toHaveValue('');
  await anna.composer.fill('half an answer');
  await anna.composer.press('Escape');
  await expect(anna.composer).toHaveValue('half an answer');
  await anna.composer.fill('');
  await anna.composer.press('ArrowUp');
  await anna.composer.fill('better words');
  await anna.composer.press('Enter');
  await expect(visitor.message('better words')).toBeVisible();
  await expect(anna.message('better words')).toContainText('edited');

  await anna.transcript.focus();
  await anna.page.keyboard.press('ArrowUp');
  await expect(anna.message('better words')).toBeFocused();
  await anna.page.keyboard.press('Delete');
  await anna.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(anna.message('better words')).toBeFocused();
  await expect(async () => {
    await anna.page.keyboard.press('ArrowUp');
    await expect(anna.message(question)).toBeFocused({ timeout: 200 });
  }).toPass();
  await anna.page.keyboard.press('Enter');
  await expect(anna.page.getByRole('menu', { name: 'Message' })).toBeVisible();
  expect((await axe(anna.page).include('[role=menu]').analyze()).violations).toEqual([]);
  await anna.page.keyboard.press('Escape');
  await expect(anna.message(question)).toBeFocused();
  await anna.page.keyboard.press('r');
  await expect(anna.composer).toBeFocused();
  await expect(anna.page.getByRole('group', { name: /^Reply to/ })).toBeVisible();
  expect((await axe(anna.page).analyze()).violations).toEqual([]);
  await anna.page.keyboard.type('answered by keys');
  await anna.page.keyboard.press('Enter');
  await expect(visitor.talk.getByRole('article').filter({ hasText: 'answered by keys' })).toContainText(
    question,
  );
});

test('an answer to a hidden message stays hidden, and its words never reach the client', async ({
  browser,
  hub,
}) => {
  const { anna, visitor, question } = await talk(browser, hub, 'Hidden');
  await anna.page.getByRole('switch', { name: 'Hidden message' }).click();
  await anna.reply('he is difficult');
  await anna.page.getByRole('switch', { name: 'Hidden message' }).click();
  const note = anna.message('he is difficult');
  await note.hover();
  await note.getByRole('button', { name: 'Reply' }).click();
  await expect(anna.page.getByRole('switch', { name: 'Hidden message' })).toBeChecked();
  await anna.reply('indeed');
  await expect(anna.message('indeed')).toHaveAttribute('data-visibility', 'hidden');
  await anna.reply('Good day');
  await expect(visitor.message('Good day')).toBeVisible();
  await expect(visitor.message(question)).toBeVisible();
  await expect(visitor.talk.getByText(/difficult|indeed/)).toHaveCount(0);
});

test('an answer that is being written outlives a reload with what it answers, and what is deleted is not answered', async ({
  browser,
  hub,
}) => {
  const { anna, visitor, question } = await talk(browser, hub, 'Reload');
  const answering = anna.page.getByRole('group', { name: /^Reply to/ });
  await anna.message(question).hover();
  await anna.message(question).getByRole('button', { name: 'Reply' }).click();
  await anna.composer.fill('half a thou');
  // Its row says what is being written once that is stored.
  await expect(anna.dialog('half a thou')).toBeVisible();
  await anna.page.reload();
  await expect(anna.message(question)).toBeVisible();
  await expect(anna.composer).toHaveValue('half a thou');
  await expect(answering).toContainText(question);
  const said = `a thought ${Date.now()}`;
  await anna.reply(said);
  await expect(answering).toHaveCount(0);
  await expect(visitor.talk.getByRole('article').filter({ hasText: said })).toContainText(question);

  await expect(anna.message(said)).toHaveAttribute('data-delivery', /sent|delivered|read/);
  await anna.message(said).hover();
  await anna.message(said).getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(answering).toContainText(said);
  await anna.message(said).first().click({ button: 'right' });
  await item(anna, 'Delete').click();
  await anna.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(answering).toHaveCount(0);
});

test('the words of a file are taken away and the file stays; what is only words is not emptied', async ({
  browser,
  hub,
}) => {
  const { anna, visitor } = await talk(browser, hub, 'Caption');
  const { page } = anna;
  const buffer = Buffer.from(png(60, 40));
  await page.locator('input[type=file]').setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer });
  await anna.reply('This is the wrong word');
  const captioned = anna.message('This is the wrong word');
  await expect(captioned).toHaveAttribute('data-delivery', /sent|delivered|read/);
  await anna.reply('Only words');
  await expect(visitor.message('Only words')).toBeVisible();

  const save = page.getByRole('button', { name: 'Save', exact: true });
  await anna.composer.press('ArrowUp');
  await expect(anna.composer).toHaveValue('Only words');
  await anna.composer.fill('');
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await anna.composer.press('Enter');
  await anna.composer.press('Escape');
  await expect(anna.message('Only words')).not.toContainText('edited');

  await captioned.click({ button: 'right' });
  await item(anna, 'Edit').click();
  await anna.composer.fill('');
  await expect(save).not.toHaveAttribute('aria-disabled', 'true');
  await anna.composer.press('Enter');
  await expect(page.getByRole('group', { name: 'Editing the message' })).toHaveCount(0);
  await expect(captioned).toHaveCount(0);
  const bare = anna.message('edited').filter({ has: page.getByRole('button', { name: 'Open plan.png' }) });
  await expect(bare).toBeVisible();
  await expect(visitor.talk).not.toContainText('the wrong word');
  await expect(visitor.talk.getByText('edited')).toBeVisible();
  await expect(visitor.talk.getByRole('button', { name: 'Open plan.png' })).toBeVisible();

  // And words again.
  await bare.click({ button: 'right' });
  await item(anna, 'Edit').click();
  await anna.composer.fill('The plan');
  await anna.composer.press('Enter');
  await expect(visitor.message('The plan')).toBeVisible();
  await expect(visitor.talk.getByRole('button', { name: 'Open plan.png' })).toBeVisible();
});

test('the sign of a message tells how it was delivered', async ({ browser, hub }) => {
  const { anna, visitor } = await talk(browser, hub, 'Doctor');
  await anna.reply('on its way');
  await expect(visitor.message('on its way')).toBeVisible();
  const sent = anna.message('on its way');
  await expect(sent).toHaveAttribute('data-delivery', /sent|delivered|read/);
  await sent.getByRole('button', { name: /Sent|Delivered|Read/ }).click();
  const doctor = anna.page.getByRole('dialog', { name: 'Delivery' });
  await expect(doctor).toContainText('Message: taken by the messenger');
  expect((await axe(anna.page).include('[role=dialog]').analyze()).violations).toEqual([]);
  await anna.page.keyboard.press('Escape');
  await expect(doctor).toHaveCount(0);
});

test('any emoji, found by words of both languages, and phone numbers as people write them', async ({
  browser,
  hub,
}) => {
  const { anna, visitor } = await talk(browser, hub, 'Emoji');
  await anna.composer.fill('Thanks ');
  await anna.page.getByRole('button', { name: 'Emoji' }).click();
  const picker = anna.page.getByRole('dialog', { name: 'Emoji' });
  await picker.getByRole('searchbox', { name: 'Search emoji' }).fill('ракета');
  await picker.getByRole('gridcell').getByText('🚀', { exact: true }).click();
  await expect(anna.composer).toHaveValue('Thanks 🚀');
  await expect(anna.composer).toBeFocused();
  await anna.page.keyboard.press('Enter');
  await expect(visitor.talk.getByText('Thanks 🚀')).toBeVisible();
  await visitor.say('Call 8 (912) 345-67-89, please');
  const link = anna.message('Call 8').getByRole('link');
  await expect(link).toHaveText('8 (912) 345-67-89');
  await expect(link).toHaveAttribute('href', 'tel:+79123456789');
});
