import { Phone } from '#tests/support/loopback/phone.ts';
import { expect } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { card, form, send, test, toSomebodyNew } from './write-form.ts';

const CHANNEL = 'WhatsApp +7 495 000-00-01';

test('somebody new is written to by his number, hears it once, and his answer comes into the dialog of who wrote', async ({
  browser,
  hub,
}) => {
  const phone = Phone.withNewNumber(hub);
  const [anna, boris] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
  ]);
  const mark = Date.now();
  await toSomebodyNew(anna, phone.typed);
  const window = form(anna);
  await window.getByLabel('Name').fill(`Pyotr ${mark}`);
  // Only where a number is enough one can begin with him, and that is chosen already.
  await expect(window.getByRole('radio', { name: CHANNEL })).toBeChecked();
  await send(anna, `Your order is here ${mark}`);
  await expect(window).toBeHidden();

  const first = anna.message(`Your order is here ${mark}`);
  await expect(anna.transcript.getByText('You wrote first')).toBeVisible();
  await expect.poll(() => phone.heard()).toEqual([`Your order is here ${mark}`]);
  await expect(first).toHaveAttribute('data-delivery', 'sent');
  await phone.read();
  await expect(first).toHaveAttribute('data-delivery', 'read');
  await expect(card(anna).getByRole('list', { name: 'Contacts' })).toContainText(phone.shown);

  await phone.say(`Coming at six ${mark}`);
  await expect(anna.message(`Coming at six ${mark}`)).toBeVisible();
  // It is hers, and the whole line sees whose and with whom.
  await boris.switchTo('All');
  await expect(await boris.reveal(`Coming at six ${mark}`)).toContainText(`Pyotr ${mark}`);
  await anna.reply(`See you then ${mark}`);
  await expect.poll(() => phone.heard()).toEqual([`Your order is here ${mark}`, `See you then ${mark}`]);

  // A colleague who types the number finds the client, and that his dialog is open.
  await boris.page.keyboard.press('Alt+KeyW');
  await boris.page.keyboard.type(phone.typed);
  await boris.page.getByRole('option', { name: new RegExp(`Pyotr ${mark}`) }).click();
  await expect(form(boris).getByText('There is an open dialog here already')).toBeVisible();
  await form(boris).getByRole('button', { name: 'Go to it' }).click();
  await expect(boris.message(`See you then ${mark}`)).toBeVisible();
});

test('to a client whose number is on his card one writes in a messenger in which he never was', async ({
  browser,
  hub,
}) => {
  const phone = Phone.withNewNumber(hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const mark = Date.now();
  await toSomebodyNew(anna, `Vera ${mark}`);
  const window = form(anna);
  await expect(window.getByRole('radio', { name: CHANNEL })).toHaveAccessibleDescription('A phone is needed');
  await send(anna, 'Hello');
  await expect(window).toBeVisible();
  await window.getByLabel('Phone').fill('123');
  await send(anna, 'Hello');
  await expect(window.getByText('There is no such phone number').first()).toBeVisible();
  await window.getByLabel('Phone').fill(phone.typed);
  await expect(window.getByText('There is no such phone number')).toHaveCount(0);
  await send(anna, `Hello ${mark}`);
  await expect(anna.message(`Hello ${mark}`)).toBeVisible();
  await expect.poll(() => phone.heard()).toEqual([`Hello ${mark}`]);
});
