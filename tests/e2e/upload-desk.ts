import { expect, type Browser, type Locator, type Request, type Route } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** Files and messages on ways that break. */

export interface Talk {
  anna: OperatorPage;
  visitor: VisitorPage;
}

export async function talk(browser: Browser, hub: HubProcess, what: string): Promise<Talk> {
  const [anna, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    VisitorPage.openShop(browser, hub),
  ]);
  const question = `${what} ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await expect(anna.transcript).toContainText('You took the dialog');
  return { anna, visitor };
}

export const tray = ({ page }: OperatorPage): Locator =>
  page.getByRole('list', { name: 'Files to send' }).getByRole('listitem');

export async function attach({ page }: OperatorPage, name: string, buffer: Buffer): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

const UPLOADS = '**/api/files/uploads/*';
export const offsetOf = (request: Request): number => Number(request.headers()['upload-offset']);

/** The pieces of a file on their way to the hub, in the order in which they leave; each waits until it is let go or cut off. */
export class Pieces {
  /** Where each began. */
  readonly offsets: number[] = [];
  readonly #held: Route[] = [];
  #free = false;

  static async of({ context }: OperatorPage): Promise<Pieces> {
    const pieces = new Pieces();
    await context.route(UPLOADS, async (route) => {
      if (route.request().method() !== 'PATCH') return route.fallback();
      pieces.offsets.push(offsetOf(route.request()));
      if (pieces.#free) return route.continue();
      pieces.#held.push(route);
    });
    return pieces;
  }

  /** Lets the one on its way go on, as soon as there is one. */
  async letGo(): Promise<void> {
    await (await this.#next()).continue();
  }

  async cutOff(): Promise<void> {
    await (await this.#next()).abort('connectionreset');
  }

  /** From now on none waits. */
  setFree(): void {
    this.#free = true;
  }

  async #next(): Promise<Route> {
    await expect.poll(() => this.#held.length).toBeGreaterThan(0);
    const route = this.#held.shift();
    if (!route) throw new Error('Nothing is on its way');
    return route;
  }
}
