import type { Browser, Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

// Scenario C5: an operator asks by a form, the client answers it once, and what he answered is on his card.

const card = ({ page }: OperatorPage): Locator => page.getByRole('complementary', { name: 'Client card' });
const window = ({ page }: OperatorPage): Locator => page.getByRole('dialog', { name: 'Form for the client' });
const form = ({ talk }: VisitorPage): Locator => talk.getByRole('form', { name: 'Form' });

async function meet(browser: Browser, hub: HubProcess, what: string) {
  const question = `${what} ${Date.now()}`;
  const [visitor, anna] = await Promise.all([
    VisitorPage.openShop(browser, hub),
    OperatorPage.signIn(browser, hub, 'anna'),
  ]);
  await visitor.say(question);
  await anna.open(question);
  return { visitor, anna };
}

async function answer(visitor: VisitorPage, name: string): Promise<void> {
  await form(visitor).getByRole('textbox', { name: 'Name' }).fill(name);
  await form(visitor).getByRole('textbox', { name: 'Phone' }).fill('8 (912) 345-67-89');
  await form(visitor).getByRole('button', { name: 'Send answers' }).click();
}

test('asked by keyboard, answered, on the card; a second answer is impossible', async ({ browser, hub }) => {
  const { visitor, anna } = await meet(browser, hub, 'Can you deliver?');
  const introduction = `Sure, please tell us ${Date.now()}`;
  await anna.composer.fill(introduction);
  await anna.command('Ask by a form');
  await expect(window(anna).getByRole('textbox', { name: 'Introduction' })).toHaveValue(introduction);
  await anna.page.keyboard.press('Enter');
  const sent = anna.message(introduction);
  await expect(sent.getByRole('group', { name: 'Form' })).toContainText('Waiting for the answer');
  await expect(sent).toHaveCount(1);

  await expect(visitor.message(introduction)).toBeVisible();
  const name = `Maria ${Date.now()}`;
  await answer(visitor, name);
  await expect(visitor.talk.getByRole('group', { name: 'You have answered' })).toContainText(name);
  await expect(form(visitor)).toHaveCount(0);

  await expect(sent.getByRole('group', { name: 'Form' })).toContainText('Answered');
  const answers = anna.transcript.getByRole('group', { name: 'Answers to the form' });
  await expect(answers).toContainText(name);
  await expect(card(anna).getByRole('list', { name: 'Contacts' })).toContainText('+7 912 345 67 89');
  await expect(anna.page.getByRole('heading', { level: 1 })).toHaveText(name);
  // It is a word of the client: he waits for an answer.
  await anna.switchTo('Unanswered');
  await expect(anna.dialog(name)).toBeVisible();

  await visitor.page.reload();
  await expect(visitor.talk.getByRole('group', { name: 'You have answered' })).toContainText(name);
  await expect(form(visitor)).toHaveCount(0);
});

test('asked without a network and answered without one: both arrive once', async ({ browser, hub }) => {
  const { visitor, anna } = await meet(browser, hub, 'Do you have it in green?');
  await anna.button('Answer').click();
  await anna.context.setOffline(true);
  await expect(anna.connection('Offline')).toBeVisible();
  const introduction = `From the tunnel ${Date.now()}`;
  await anna.composer.fill(introduction);
  await anna.page.getByRole('button', { name: 'Ask by a form' }).click();
  await window(anna).getByRole('button', { name: 'Send form' }).click();
  await expect(anna.message(introduction)).toHaveAttribute('data-delivery', 'pending');
  await expect(visitor.message(introduction)).toHaveCount(0);
  await anna.context.setOffline(false);
  await expect(visitor.message(introduction)).toBeVisible();

  await visitor.context.setOffline(true);
  const name = `Viktor ${Date.now()}`;
  await answer(visitor, name);
  await expect(visitor.talk.getByRole('group', { name: 'Your answers are being sent' })).toContainText(name);
  await visitor.context.setOffline(false);
  const answers = anna.transcript.getByRole('group', { name: 'Answers to the form' });
  await expect(answers).toHaveCount(1);
  await expect(answers).toContainText(name);
  await expect(visitor.talk.getByRole('group', { name: 'You have answered' })).toContainText(name);
});
