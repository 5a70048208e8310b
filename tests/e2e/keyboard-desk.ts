import { expect, type Browser, type Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

export const ANNA = 'Анна Соколова';
export const BORIS = 'Борис Ким';

export const offer = ({ page }: OperatorPage): Locator =>
  page.getByRole('region', { name: 'Offered to you' });

export interface Desk {
  anna: OperatorPage;
  boris: OperatorPage;
  visitor: VisitorPage;
  question: string;
  /** How often a pointer was pressed by either. */
  presses: () => Promise<number[]>;
}

/** A client has asked, and Anna has taken the dialog by keyboard. */
export async function annaHas(browser: Browser, hub: HubProcess, what: string): Promise<Desk> {
  const question = `${what} ${Date.now()}`;
  const [anna, boris, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
    VisitorPage.openShop(browser, hub),
  ]);
  const counts = await Promise.all([anna.countPointerPresses(), boris.countPointerPresses()]);
  await visitor.say(question);
  await anna.enterByKeyboard(question);
  await expect(anna.composer).toBeFocused();
  await anna.page.keyboard.press('Control+Enter');
  await expect(anna.transcript).toContainText('You took the dialog');
  await expect(anna.composer).toBeFocused();
  return { anna, boris, visitor, question, presses: () => Promise.all(counts.map((count) => count())) };
}
