import type { Browser, Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const card = ({ page }: OperatorPage): Locator => page.getByRole('complementary', { name: 'Client card' });
const contacts = (operator: OperatorPage): Locator => card(operator).getByRole('list', { name: 'Contacts' });
const tags = (operator: OperatorPage): Locator => card(operator).getByRole('group', { name: 'Tags' });
const notes = (operator: OperatorPage): Locator => card(operator).getByRole('list', { name: 'Notes' });
const name = ({ page }: OperatorPage): Locator => page.getByRole('heading', { level: 1 });

let numbers = 0;
/** A number that nobody else in these tests has. */
function newNumber(): { typed: string; shown: string } {
  numbers += 1;
  const end = String((Date.now() + numbers * 7919) % 10_000_000).padStart(7, '0');
  const [a, b, c] = [end.slice(0, 3), end.slice(3, 5), end.slice(5)];
  return { typed: `8 (912) ${a}-${b}-${c}`, shown: `+7 912 ${a} ${b} ${c}` };
}

/** A client has asked something, and both operators have it before them. */
async function bothHave(browser: Browser, hub: HubProcess, what: string) {
  const question = `${what} ${Date.now()}`;
  const [visitor, anna, boris] = await Promise.all([
    VisitorPage.openShop(browser, hub),
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
  ]);
  await visitor.say(question);
  await anna.open(question);
  await boris.open(question);
  return { question, visitor, anna, boris };
}

/** Picks a known client by the keyboard; a name that was given a moment ago takes a moment to be found. */
async function pick({ page }: OperatorPage, called: string): Promise<void> {
  const known = page.getByRole('option', { selected: true }).filter({ hasNotText: 'New client' });
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+KeyA');
    await page.keyboard.type(called);
    await expect(known).toContainText(called, { timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Enter');
}

async function addTag(operator: OperatorPage, tag: string): Promise<void> {
  await tags(operator).getByRole('button', { name: 'Add a tag' }).click();
  await operator.page.keyboard.type(tag);
  await operator.page.keyboard.press('Enter');
  await operator.page.keyboard.press('Escape');
}

async function addNote(operator: OperatorPage, text: string): Promise<void> {
  const field = card(operator).getByRole('textbox', { name: 'Add a note' });
  await field.fill(text);
  await field.press('Enter');
}

test('the client writes his phone and his e-mail: they are on the card of both operators, and can be taken away', async ({
  browser,
  hub,
}) => {
  const { visitor, anna, boris } = await bothHave(browser, hub, 'Where to call');
  const number = newNumber();
  const mail = `client${Date.now()}@mail.example`;
  await visitor.say(`Call me: ${number.typed}, or write to ${mail}`);
  for (const operator of [anna, boris]) {
    await expect(contacts(operator)).toContainText(number.shown);
    await expect(contacts(operator)).toContainText('Phone · from the talk');
    await expect(contacts(operator)).toContainText(mail);
  }
  await contacts(anna)
    .getByRole('button', { name: `Remove ${number.shown}` })
    .click();
  await expect(contacts(boris)).not.toContainText(number.shown);
  await anna.page.getByRole('button', { name: 'Undo' }).click();
  await expect(contacts(boris)).toContainText(number.shown);
});

test('two work on one card at once, and neither loses anything', async ({ browser, hub }) => {
  const { anna, boris } = await bothHave(browser, hub, 'Two at once');
  const [letAnna, letBoris] = await Promise.all([anna.holdIntents(), boris.holdIntents()]);
  await anna.page.keyboard.press('F2');
  await anna.page.keyboard.type('Marina');
  await anna.page.keyboard.press('Enter');
  await addTag(anna, 'VIP');
  await addNote(anna, 'Calls after six');
  await addTag(boris, 'Wholesale');
  await addNote(boris, 'Wants an invoice');
  // Each sees his own at once.
  await expect(name(anna)).toHaveText('Marina');
  await expect(tags(boris)).toContainText('Wholesale');
  await expect(tags(boris)).not.toContainText('VIP');
  letAnna();
  letBoris();
  for (const operator of [anna, boris]) {
    await expect(name(operator)).toHaveText('Marina');
    await expect(tags(operator)).toContainText('VIP');
    await expect(tags(operator)).toContainText('Wholesale');
    await expect(notes(operator)).toContainText('Calls after six');
    await expect(notes(operator)).toContainText('Wants an invoice');
  }
  // A colleague's note is his: only its author may change it.
  const own = notes(boris).getByRole('listitem').filter({ hasText: 'Wants an invoice' });
  await own.getByRole('button', { name: 'Edit the note' }).click();
  await own.getByRole('textbox').fill('Wants an invoice by mail');
  await own.getByRole('textbox').press('Enter');
  await expect(notes(anna)).toContainText('Wants an invoice by mail');
  await expect(
    notes(anna).getByRole('listitem').filter({ hasText: 'invoice' }).getByRole('button'),
  ).toHaveCount(0);
});

test('what was written on a card without a network reaches the others with it', async ({ browser, hub }) => {
  const { anna, boris } = await bothHave(browser, hub, 'On the train');
  await anna.context.setOffline(true);
  await expect(anna.connection('Offline').or(anna.connection('Reconnecting'))).toBeVisible();
  await anna.page.keyboard.press('F2');
  await anna.page.keyboard.type('Offline Olga');
  await anna.page.keyboard.press('Enter');
  await addNote(anna, 'Written in a tunnel');
  await expect(name(anna)).toHaveText('Offline Olga');
  await expect(notes(anna)).toContainText('Written in a tunnel');
  await expect(name(boris)).not.toHaveText('Offline Olga');
  await anna.context.setOffline(false);
  await expect(name(boris)).toHaveText('Offline Olga');
  await expect(notes(boris)).toContainText('Written in a tunnel');
});

test('a client who comes back under another name is recognised by his number, merged, and taken apart again, while he writes', async ({
  browser,
  hub,
}) => {
  const number = newNumber();
  const { question, visitor, anna } = await bothHave(browser, hub, 'From the office');
  await visitor.say(`My number is ${number.typed}`);
  const again = await VisitorPage.openShop(browser, hub);
  const second = `From home ${Date.now()}`;
  await again.say(second);
  // Not the words of the first one, in whose row the number stands too.
  const back = `Call back: ${number.typed}`;
  await again.say(back);
  await anna.open(back);
  const offer = card(anna).getByRole('group', { name: /Possibly the same client/ });
  await expect(offer).toContainText(number.shown);
  await offer.getByRole('button', { name: 'Merge…' }).click();
  const window = anna.page.getByRole('dialog', { name: 'Merge two clients' });
  await expect(window.getByRole('region', { name: 'Together' })).toContainText('2 dialogs');
  const writes = again.say('Still writing from home');
  await window.getByRole('button', { name: 'Merge' }).click();
  await writes;
  await expect(offer).toBeHidden();
  // One client now: the other talk is his other dialog, and both go on.
  await expect(anna.previousDialogs).toHaveCount(1);
  await expect(anna.message('Still writing from home')).toBeVisible();
  await visitor.say('Still writing from the office');
  await expect(anna.previousDialogs.filter({ hasText: 'Still writing from the office' })).toBeVisible();
  await anna.page.keyboard.press('Alt+KeyA');
  await expect(anna.message(question).or(anna.message(second))).toHaveCount(2);
  await anna.page.keyboard.press('Alt+KeyA');

  await card(anna)
    .getByRole('button', { name: /Undo the merge with/ })
    .click();
  await expect(card(anna).getByRole('list', { name: 'Merged clients' })).toBeHidden();
  await expect(anna.previousDialogs).toHaveCount(0);
  await again.say('And once more from home');
  await expect(
    anna.message('And once more from home').or(anna.dialog('And once more from home')).first(),
  ).toBeVisible();
});

test('everything that was talked about stands in one scroll, and the answer goes into the dialog that is open', async ({
  browser,
  hub,
}) => {
  const stamp = Date.now();
  const questions = ['First', 'Second', 'Third'].map((which) => `${which} question ${stamp}`);
  const [visitor, anna] = await Promise.all([
    VisitorPage.openShop(browser, hub),
    OperatorPage.signIn(browser, hub, 'anna'),
  ]);
  for (const question of questions) {
    await visitor.say(question);
    await anna.open(question);
    await anna.reply(`Answer to: ${question}`);
    await expect(visitor.message(`Answer to: ${question}`)).toBeVisible();
    if (question === questions[2]) break;
    await anna.finish();
    await expect(anna.transcript.getByText('You finished the dialog')).toBeVisible();
  }
  await expect(anna.message(questions[0] ?? '')).toHaveCount(0);
  await anna.page.keyboard.press('Alt+KeyA');
  await anna.transcript.focus();
  await anna.page.keyboard.press('Home');
  await expect(anna.transcript.getByText('The first dialog of this client')).toBeVisible();
  const all = questions.flatMap((question) => [question, `Answer to: ${question}`]);
  // Longer texts hold the shorter ones, so each question is counted with its answer.
  await expect(async () => {
    expect(await anna.orderOf(all.filter((text) => text.startsWith('Answer')))).toEqual(
      questions.map((question) => `Answer to: ${question}`),
    );
  }).toPass();
  await expect(anna.page.getByText('You write into:')).toBeVisible();
  await anna.reply('Into the open one');
  await expect(visitor.message('Into the open one')).toBeVisible();
  expect(await anna.transcript.locator('[data-past-dialog]').getByText('Into the open one').count()).toBe(0);
  // An earlier one is opened from its divider; what began later is one press away.
  await anna.transcript.locator('[data-past-dialog]').last().getByRole('button', { name: 'Open' }).click();
  await anna.page.getByRole('button', { name: /newer dialog/ }).click();
  await expect(anna.message('Into the open one')).toBeVisible();
  await anna.page.keyboard.press('Alt+KeyA');
});

test('the company writes first, without a mouse: to a visitor whose dialog was finished', async ({
  browser,
  hub,
}) => {
  const { question, visitor, anna } = await bothHave(browser, hub, 'Tell me when it is here');
  await anna.button('Answer').click();
  await anna.page.keyboard.press('F2');
  const called = `Clara ${Date.now()}`;
  await anna.page.keyboard.type(called);
  await anna.page.keyboard.press('Enter');
  await anna.reply('We will');
  // Whom nobody has answered yet one is asked about first.
  await expect(anna.message('We will')).toBeVisible();
  await anna.button('Finish').click();
  await expect(anna.transcript.getByText('You finished the dialog')).toBeVisible();
  await expect(visitor.message('We will')).toBeVisible();

  await anna.page.keyboard.press('Alt+KeyW');
  await pick(anna, called);
  const window = anna.page.getByRole('dialog', { name: 'New dialog' });
  await expect(window.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await anna.page.keyboard.type('It is here');
  await anna.page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await expect(anna.message('It is here')).toBeVisible();
  await expect(anna.transcript.getByText('You wrote first')).toBeVisible();
  await expect(anna.message(question)).toHaveCount(0);
  await expect(visitor.message('It is here')).toBeVisible();
  await visitor.say('Thank you');
  await expect(anna.message('Thank you')).toBeVisible();

  // A second one does not begin beside it.
  await anna.page.keyboard.press('Alt+KeyW');
  await pick(anna, called);
  await expect(window.getByText('There is an open dialog here already')).toBeVisible();
  await window.getByRole('button', { name: 'Go to it' }).click();
  await expect(anna.message('Thank you')).toBeVisible();
});

test('somebody new cannot be written to where nobody can begin, and it is said why', async ({
  browser,
  hub,
}) => {
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await anna.page.keyboard.press('Alt+KeyW');
  await anna.page.keyboard.type(`Newcomer ${Date.now()}`);
  await expect(anna.page.getByRole('option', { name: /New client/ })).toBeVisible();
  await anna.page.keyboard.press('End');
  await anna.page.getByRole('option', { name: /New client/ }).click();
  const window = anna.page.getByRole('dialog', { name: 'New dialog' });
  await expect(window.getByText('Only to those who have written here before').first()).toBeVisible();
  await window.getByLabel('Phone').fill('123');
  await window.getByRole('button', { name: 'Send' }).click();
  await expect(window.getByText('There is no such phone number').first()).toBeVisible();
});
