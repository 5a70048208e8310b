import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const hiddenMode = (operator: OperatorPage) => operator.page.getByRole('switch', { name: 'Hidden message' });
const sendHidden = (operator: OperatorPage) => operator.page.getByRole('button', { name: 'Send hidden' });

test('switching over a text asks nothing and loses nothing, and no dialog is written to in the mode of another', async ({
  browser,
  hub,
}) => {
  test.slow();
  const stamp = Date.now();
  const [first, second, anna] = await Promise.all([
    VisitorPage.openShop(browser, hub),
    VisitorPage.openShop(browser, hub),
    OperatorPage.signIn(browser, hub, 'anna'),
  ]);
  const [secret, answer] = [`He is angry ${stamp}`, `It left today ${stamp}`];
  const [one, other] = [`One question ${stamp}`, `Other question ${stamp}`];
  await first.say(one);
  await second.say(other);
  for (const question of [other, one]) {
    await anna.open(question);
    await anna.button('Answer').click();
    await expect(anna.transcript).toContainText('You took the dialog');
  }
  await anna.switchTo('Mine');

  // Typed first, switched afterwards: by key, by pointer, and by key again from the middle of the text.
  await anna.composer.fill(`He is ${stamp}`);
  for (const toHidden of [true, false, true]) {
    if (toHidden) await anna.page.keyboard.press('Control+Shift+KeyH');
    else await hiddenMode(anna).click();
    await expect(hiddenMode(anna)).toHaveAttribute('aria-checked', String(toHidden));
    await expect(anna.composer).toHaveValue(`He is ${stamp}`);
    await expect(anna.composer).toBeFocused();
    await expect(anna.page.getByRole('alertdialog').or(anna.page.getByRole('dialog'))).toHaveCount(0);
  }
  await anna.composer.fill(secret);
  await expect(sendHidden(anna)).toBeVisible();

  // Two dialogs, two texts, two modes; whichever way one goes between them.
  await (await anna.reveal(other)).click();
  await expect(hiddenMode(anna)).toHaveAttribute('aria-checked', 'false');
  await expect(anna.composer).toHaveValue('');
  await anna.composer.fill(answer);
  for (const [text, hidden] of [
    [secret, true],
    [answer, false],
    [secret, true],
  ] as const) {
    await (await anna.reveal(text)).click();
    await expect(anna.composer).toHaveValue(text);
    await expect(anna.composer).toBeFocused();
    await expect(hiddenMode(anna)).toHaveAttribute('aria-checked', String(hidden));
  }
  await anna.page.keyboard.press('Enter');
  await expect(anna.message(secret)).toHaveAttribute('data-visibility', 'hidden');
  await expect(sendHidden(anna)).toBeVisible();
  await (await anna.reveal(answer)).click();
  await anna.composer.press('Enter');
  await expect(second.message(answer)).toBeVisible();
  await expect(anna.message(answer)).toHaveAttribute('data-visibility', 'public');

  // The mode outlives the text; the client of the first dialog hears what is meant for him, and nothing else.
  await (await anna.reveal(secret)).click();
  await expect(hiddenMode(anna)).toHaveAttribute('aria-checked', 'true');
  await hiddenMode(anna).click();
  await anna.reply(`One moment ${stamp}`);
  await expect(first.message(`One moment ${stamp}`)).toBeVisible();
  for (const visitor of [first, second]) await expect(visitor.talk).not.toContainText('angry');
});
