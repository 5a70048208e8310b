/** Writing first (scenario A8), to people's phones: the messenger stands in, the hub and everything before it is real. */
import type { Locator } from '@playwright/test';
import { HubProcess } from '#tests/support/hub-process.ts';
import { LOOPBACK_HUB } from '#tests/support/loopback/phone.ts';
import { expect, test as base } from './hub-fixture.ts';
import type { OperatorPage } from './operator-page.ts';

export const test = base.extend<object, { hub: HubProcess }>({
  hub: [
    async ({}, use) => {
      const hub = await HubProcess.start({ RATE_LIMITS: 'off' }, LOOPBACK_HUB);
      await use(hub);
      await hub.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export const form = ({ page }: OperatorPage): Locator => page.getByRole('dialog', { name: 'New dialog' });
export const card = ({ page }: OperatorPage): Locator =>
  page.getByRole('complementary', { name: 'Client card' });

/** From the keyboard: whoever is typed and not found is somebody new. */
export async function toSomebodyNew(operator: OperatorPage, typed: string): Promise<void> {
  const { page } = operator;
  await page.keyboard.press('Alt+KeyW');
  await page.keyboard.type(typed);
  const offer = page.getByRole('option', { name: /New client/ });
  await expect(offer).toBeVisible();
  while ((await offer.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(form(operator)).toBeVisible();
}

export async function send(operator: OperatorPage, text: string): Promise<void> {
  const field = form(operator).getByRole('textbox', { name: 'Message' });
  await field.fill(text);
  await field.press('Enter');
}
