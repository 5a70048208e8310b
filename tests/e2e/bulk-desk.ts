import { expect, type Browser, type Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import type { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** What is done to many dialogs at once. */

/** So many clients have asked. */
export async function askers(
  browser: Browser,
  hub: HubProcess,
  what: string,
  count: number,
): Promise<string[]> {
  const questions = Array.from({ length: count }, (_, n) => `${what} ${n + 1} ${Date.now()}`);
  await Promise.all(
    questions.map(async (question) => (await VisitorPage.openShop(browser, hub)).say(question)),
  );
  return questions;
}

export const bar = ({ page }: OperatorPage): Locator => page.getByRole('toolbar', { name: 'Chosen dialogs' });
export const toast = ({ page }: OperatorPage): Locator => page.locator('[data-toast]');
export const press = (operator: OperatorPage, name: string): Promise<void> =>
  bar(operator).getByRole('button', { name, exact: true }).click();

export async function choose(operator: OperatorPage, questions: readonly string[]): Promise<void> {
  for (const question of questions) await (await operator.reveal(question)).click({ modifiers: ['Control'] });
  await expect(bar(operator)).toContainText(
    questions.length === 1 ? '1 dialog chosen' : `${questions.length} dialogs chosen`,
  );
}

export async function expectIn(
  operator: OperatorPage,
  list: 'Unanswered' | 'Mine' | 'All' | 'Closed',
  questions: readonly string[],
): Promise<void> {
  await operator.switchTo(list);
  for (const question of questions) await operator.reveal(question);
}
