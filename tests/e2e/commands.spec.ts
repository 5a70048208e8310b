import type { Page } from '@playwright/test';
import { BORIS, LANGUAGES, TIMUR, type Language } from './command-words.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** Scenario C5: what can be done to a dialog is done by a word, after a slash or in the palette, in either language. */

/** Writes the word after a slash and presses Enter on what it found. */
async function slash(page: Page, word: string): Promise<void> {
  await page.keyboard.type(word);
  await expect(
    page.locator('#composer-suggestions [role=option][aria-selected=true]').filter({ hasText: word }),
  ).toBeVisible();
  await page.keyboard.press('Enter');
}

for (const locale of ['en', 'ru'] as const)
  for (const way of ['slash', 'palette'] as const)
    test(`note, invite, transfer and finish by ${way}, ${locale}`, async ({ browser, hub }) => {
      const words = LANGUAGES[locale];
      const [anna, visitor] = await Promise.all([
        OperatorPage.signIn(browser, hub, 'anna'),
        VisitorPage.openShop(browser, hub),
      ]);
      const { page } = anna;
      const question = `By a word ${locale} ${way} ${Date.now()}`;
      await visitor.say(question);
      await anna.enterByKeyboard(question);
      await page.keyboard.press('Control+Enter');
      await expect(anna.transcript).toContainText('You took the dialog');
      if (locale === 'ru') await anna.command('Русский');

      const field = page.getByRole('textbox', { name: words.field, exact: true });
      const log = page.getByRole('log', { name: words.log });
      await expect(field).toBeFocused();
      const give = async (deed: keyof Language['slash']): Promise<void> => {
        if (way === 'palette') await anna.command(words.palette[deed]);
        else await slash(page, words.slash[deed]);
      };

      await give('note');
      await expect(page.getByRole('button', { name: words.sendHidden })).toBeVisible();
      await expect(field).toBeFocused();
      await page.keyboard.type('only among us');
      await page.keyboard.press('Enter');
      await expect(log.getByRole('article').filter({ hasText: 'only among us' })).toHaveAttribute(
        'data-visibility',
        'hidden',
      );
      await give('note');
      await expect(page.getByRole('button', { name: words.sendHidden })).toHaveCount(0);

      await give('invite');
      await expect(page.getByRole('combobox', { name: words.colleague, exact: true })).toBeFocused();
      await page.keyboard.type('Тимур');
      await expect(page.getByRole('option').filter({ hasText: TIMUR })).toBeVisible();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Enter');
      await expect(log).toContainText(words.invited);
      await expect(field).toBeFocused();

      await give('transfer');
      await expect(page.getByRole('combobox', { name: words.colleagueOrLine })).toBeFocused();
      await page.keyboard.type('Борис');
      await expect(page.getByRole('option', { selected: true }).filter({ hasText: BORIS })).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(page.getByLabel(words.why)).toBeFocused();
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText(words.offered)).toBeVisible();
      await expect(field).toBeFocused();

      // The client still waits: whoever finishes over that is asked.
      await give('finish');
      const sure = page.getByRole('alertdialog', { name: words.stillWaits });
      await anna.tabTo(sure.getByRole('button', { name: words.palette.finish, exact: true }));
      await page.keyboard.press('Enter');
      await expect(log).toContainText(words.finished);
      await expect(visitor.talk).not.toContainText('only among us');
      await expect(visitor.talk).not.toContainText(way === 'slash' ? words.slash.note : words.palette.note);
    });
