import type { Browser, Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const NAMES = {
  anna: 'Анна Соколова',
  boris: 'Борис Ким',
  timur: 'Тимур Галиев',
  emma: 'Emma Clarke',
  vera: 'Вера Орлова',
};

interface Talk {
  question: string;
  visitor: VisitorPage;
  anna: OperatorPage;
}

/** A client has asked, and Anna has taken the dialog. */
async function annaHas(browser: Browser, hub: HubProcess, what: string): Promise<Talk> {
  const question = `${what} ${Date.now()}`;
  const [visitor, anna] = await Promise.all([
    VisitorPage.openShop(browser, hub),
    OperatorPage.signIn(browser, hub, 'anna'),
  ]);
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await expect(anna.transcript.getByText('You took the dialog')).toBeVisible();
  return { question, visitor, anna };
}

const offer = (operator: OperatorPage): Locator =>
  operator.page.getByRole('region', { name: 'Offered to you' });

/** Everybody in the talk is named, in this order. */
async function expectTalk(operator: OperatorPage, names: string[]): Promise<void> {
  const people = operator.page.getByRole('list', { name: 'In the talk' }).getByRole('listitem');
  // The initials of the portrait stand before the name.
  await expect(people).toContainText(names);
  await expect(people).toHaveCount(names.length);
}

test('a dialog goes to a colleague of another line with a card, is accepted by Enter, and comes back with a word', async ({
  browser,
  hub,
}) => {
  const { question, visitor, anna } = await annaHas(browser, hub, 'To a colleague');
  const timur = await OperatorPage.signIn(browser, hub, 'timur');
  await anna.transfer('Тимур', 'He knows Kazan tea');
  await expect(anna.page.getByText(`you offered it to ${NAMES.timur}`)).toBeVisible();
  await expect(anna.dialog(question)).toContainText('offered to Тимур');

  // He has never seen the line of this dialog, and gets the whole talk, among what waits for him.
  const row = await timur.reveal(question);
  await expect(row).toContainText('offered to you');
  await timur.dialogs.focus();
  await row.click();
  await expect(timur.message(question)).toBeVisible();
  await expect(offer(timur)).toContainText(`${NAMES.anna} offers you this dialog`);
  await expect(offer(timur)).toContainText('He knows Kazan tea');
  await expect(timur.button('Accept')).toBeFocused();
  await timur.page.keyboard.press('Enter');
  await expect(offer(timur)).toBeHidden();
  await expect(anna.transcript.getByText(`${NAMES.timur} accepted the dialog from you`)).toBeVisible();
  await timur.reply('Good afternoon from Kazan');
  await expect(visitor.message('Good afternoon from Kazan')).toBeVisible();
  await expect(visitor.page.getByText('He knows Kazan tea')).toHaveCount(0);

  await timur.more('Hand back');
  await expect(timur.page.getByRole('dialog')).toContainText(NAMES.anna);
  await timur.page.keyboard.type('The shop has to send it');
  await timur.page.keyboard.press('Enter');
  await expect(anna.transcript.getByText('handed the dialog back to you')).toBeVisible();
  await expect(anna.transcript.getByText('The shop has to send it')).toBeVisible();
  await anna.reply('It leaves today');
  await expect(visitor.message('It leaves today')).toBeVisible();
});

test('who declines says why, and the dialog stays with who offered it', async ({ browser, hub }) => {
  const { question, anna } = await annaHas(browser, hub, 'Declined');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  await anna.transfer('Борис', 'Lunch');
  await (await boris.reveal(question)).click();
  await boris.button('Decline').click();
  await boris.page.keyboard.type('Twelve are waiting here');
  await boris.page.keyboard.press('Enter');
  await expect(anna.transcript.getByText(`${NAMES.boris} declined the dialog`)).toBeVisible();
  await expect(anna.transcript.getByText('Twelve are waiting here')).toBeVisible();
  await expect(anna.page.getByText(/you offered it/)).toBeHidden();
  await expect(boris.dialog(question)).toHaveCount(0);
  // Nobody is left with a dialog without an owner.
  await expect(anna.page.getByText('you answer', { exact: true })).toBeVisible();
});

test('an offer is taken back before it is accepted; who presses Accept meanwhile is told', async ({
  browser,
  hub,
}) => {
  const { question, anna } = await annaHas(browser, hub, 'Taken back');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  await anna.transfer('Борис', 'Lunch');
  await (await boris.reveal(question)).click();
  await expect(offer(boris)).toBeVisible();
  const release = await boris.holdIntents();
  await boris.button('Accept').click();
  await anna.button('Take back').click();
  await expect(anna.transcript.getByText('You took back the offer')).toBeVisible();
  // The hub has it, too.
  await expect(boris.transcript.getByText('took back the offer to you')).toBeVisible();
  release();
  await expect(boris.page.getByRole('alert').filter({ hasText: NAMES.anna })).toBeVisible();
  await expect(anna.page.getByText('you answer', { exact: true })).toBeVisible();
});

test('a line gets the dialog into its queue: who gave it away loses sight, who works there has card and client', async ({
  browser,
  hub,
}) => {
  const { question, visitor, anna } = await annaHas(browser, hub, 'To a line');
  const timur = await OperatorPage.signIn(browser, hub, 'timur');
  await anna.transfer('Чайная', 'A tasting in Kazan');
  await expect(anna.page.getByText('This dialog is no longer available to you')).toBeVisible();
  await expect(anna.dialog(question)).toHaveCount(0);

  await (await timur.reveal(question)).click();
  await expect(timur.page.getByRole('region', { name: /passed this dialog to the line/ })).toContainText(
    'A tasting in Kazan',
  );
  await timur.button('Answer').click();
  await timur.reply('We taste on Saturdays');
  await expect(visitor.message('We taste on Saturdays')).toBeVisible();
  await visitor.say('Then on Saturday');
  await expect(timur.message('Then on Saturday')).toBeVisible();
});

test('colleagues are invited by keyboard, answer the client, and leave', async ({ browser, hub }) => {
  const { question, visitor, anna } = await annaHas(browser, hub, 'Invited');
  const [timur, emma] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'timur'),
    OperatorPage.signIn(browser, hub, 'emma'),
  ]);
  await anna.page.keyboard.press('Alt+KeyG');
  const search = anna.page.getByRole('combobox', { name: 'Colleague' });
  for (const name of ['Тимур', 'Emma']) {
    await search.fill(name);
    await search.press('Enter');
  }
  await anna.page.getByRole('dialog').getByLabel('Note', { exact: true }).fill('Which of you has it?');
  await anna.page.getByRole('dialog').getByLabel('Note', { exact: true }).press('Enter');
  await expectTalk(anna, ['you (responsible)', NAMES.timur, NAMES.emma]);

  await timur.switchTo('Mine');
  await (await timur.reveal(question)).click();
  await expect(timur.transcript.getByText('Which of you has it?')).toBeVisible();
  await expectTalk(timur, [`${NAMES.anna} (responsible)`, 'you', NAMES.emma]);
  await timur.reply('Kazan has it');
  await expect(visitor.message('Kazan has it')).toBeVisible();
  // Answering as a guest leaves the dialog with whom it is.
  await expect(anna.page.getByText('you answer', { exact: true })).toBeVisible();

  await timur.more('Leave');
  await expect(timur.dialog(question)).toHaveCount(0);
  await expectTalk(anna, ['you (responsible)', NAMES.emma]);
  await emma.switchTo('Mine');
  await expect(emma.dialog('Kazan has it')).toBeVisible();
});

test('taken over: asked with the name before, told with the name after; two at once have one winner', async ({
  browser,
  hub,
}) => {
  const { question, anna } = await annaHas(browser, hub, 'Taken over');
  const [boris, vera] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'boris'),
    OperatorPage.signIn(browser, hub, 'vera'),
  ]);
  const two = [boris, vera];
  for (const one of two) {
    await one.switchTo('All');
    await one.open(question);
    await expect(one.button('Take over')).toBeVisible();
    await one.page.keyboard.press('Control+Enter');
    await expect(one.page.getByRole('alertdialog')).toContainText(NAMES.anna);
  }
  const release = await Promise.all(two.map((one) => one.holdIntents()));
  for (const one of two)
    await one.page.getByRole('alertdialog').getByRole('button', { name: 'Take over' }).press('Enter');
  for (const letGo of release) letGo();

  const told = (one: OperatorPage): Locator => one.page.getByRole('alert').filter({ hasText: /was faster/i });
  await expect.poll(async () => (await told(boris).count()) + (await told(vera).count())).toBe(1);
  const borisLost = (await told(boris).count()) > 0;
  const [loser, winnerName] = borisLost ? [boris, NAMES.vera] : [vera, NAMES.boris];
  await expect(told(loser)).toContainText(winnerName);
  await expect(anna.transcript.getByText(`${winnerName} took the dialog over from you`)).toBeVisible();
  await expect(anna.page.getByText(`${winnerName} answers`, { exact: true })).toBeVisible();
});

test('a senior operator is called with a word, sees it in the list and comes in by one press', async ({
  browser,
  hub,
}) => {
  const { question, visitor, anna } = await annaHas(browser, hub, 'Senior');
  const vera = await OperatorPage.signIn(browser, hub, 'vera');
  await anna.more('Call a senior operator');
  await anna.page.keyboard.type('He wants the head');
  await anna.page.keyboard.press('Enter');
  await expect(anna.page.getByText('You called a senior operator').first()).toBeVisible();

  await vera.switchTo('All');
  const row = await vera.reveal(question);
  await expect(row).toContainText('senior called');
  await row.click();
  await expect(vera.page.getByText('He wants the head').first()).toBeVisible();
  await vera.button('Join').click();
  await expect(vera.button('Join')).toHaveCount(0);
  await expect(anna.transcript.getByText(`${NAMES.vera} joined`)).toBeVisible();
  await expectTalk(anna, ['you (responsible)', NAMES.vera]);
  await vera.reply('I am the senior operator');
  await expect(visitor.message('I am the senior operator')).toBeVisible();
  await expect(vera.dialog('I am the senior operator')).not.toContainText('senior called');
});

test('a dialog given away without a network is offered when it is back', async ({ browser, hub }) => {
  const { question, anna } = await annaHas(browser, hub, 'Offline');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  await anna.context.setOffline(true);
  await expect(anna.connection('Offline')).toBeVisible();
  await anna.transfer('Борис', 'My network is down');
  await expect(anna.page.getByText(`you offered it to ${NAMES.boris}`)).toBeVisible();
  await boris.switchTo('All');
  await expect(await boris.reveal(question)).not.toContainText('offered to you');
  await anna.context.setOffline(false);
  await expect(boris.dialog(question)).toContainText('offered to you');
  await boris.open(question);
  await expect(offer(boris)).toContainText('My network is down');
});
