import { expect, type Browser, type Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { PersonPage } from './person-page.ts';

/** An operator before the client. */
export class OperatorPage extends PersonPage {
  readonly dialogs: Locator = this.page.getByRole('listbox', { name: 'Dialogs' });

  get transcript(): Locator {
    return this.talk;
  }

  /** Opens the client in a browser profile of its own and signs in as one of the demo people. */
  static async signIn(browser: Browser, hub: HubProcess, login: string): Promise<OperatorPage> {
    const operator = new OperatorPage(await PersonPage.newPage(browser, 1280));
    await operator.page.goto(hub.ready.clientUrl);
    await operator.fillSignIn(hub, login);
    // A password takes its time by design, and several people may sign in at once.
    await expect(operator.dialogs).toBeVisible({ timeout: 60_000 });
    // The first copy is taken whole.
    await expect(operator.connection('Online')).toBeVisible({ timeout: 60_000 });
    return operator;
  }

  async fillSignIn(hub: HubProcess, login: string): Promise<void> {
    const known = hub.ready.logins.find((one) => one.login === login || one.login.startsWith(`${login}@`));
    if (!known)
      throw new Error(`No demo login ${login}: ${hub.ready.logins.map((one) => one.login).join(', ')}`);
    await this.page.getByLabel('Login').fill(known.login);
    await this.page.getByLabel('Password', { exact: true }).fill(known.password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async switchTo(list: 'Unanswered' | 'Mine' | 'All' | 'Closed'): Promise<void> {
    await this.page.getByRole('tab', { name: list }).click();
  }

  dialog(text: string): Locator {
    return this.dialogs.getByRole('option').filter({ hasText: text });
  }

  /** Brings a dialog of the list into view: lists are virtualised, and where the newest stands depends on the list. */
  async reveal(text: string): Promise<Locator> {
    const dialog = this.dialog(text);
    const ends = ['Home', 'End'];
    await expect(async () => {
      if (!(await dialog.isVisible())) {
        await this.dialogs.press(ends[0] ?? 'Home');
        ends.reverse();
      }
      await expect(dialog).toBeVisible({ timeout: 500 });
    }).toPass();
    return dialog;
  }

  /** Opens the dialog whose last text this is. */
  async open(text: string): Promise<void> {
    // What comes in meanwhile may move its row out of the drawn part of the list.
    await expect(async () => {
      await (await this.reveal(text)).click({ timeout: 5_000 });
    }).toPass();
    await expect(this.message(text)).toBeVisible();
  }

  /** Leads the keyboard through the list to the dialog whose last text this is, and enters it. */
  async enterByKeyboard(text: string): Promise<void> {
    await this.page.keyboard.press('Control+Digit1');
    await expect(this.dialogs).toBeFocused();
    await this.page.keyboard.press('Home');
    const active = this.dialogs.locator('[data-active]');
    await expect(async () => {
      if (!((await active.textContent()) ?? '').includes(text)) await this.page.keyboard.press('ArrowDown');
      await expect(active).toContainText(text, { timeout: 200 });
    }).toPass({ intervals: [0] });
    await expect(async () => {
      const inList = await this.dialogs.evaluate((list) => list === document.activeElement);
      // Where a dialog takes long to be drawn the keyboard stays in the list, and is led into it by another Enter.
      if (inList) await this.page.keyboard.press('Enter');
      await expect(this.dialogs).not.toBeFocused({ timeout: 5_000 });
    }).toPass();
    await expect(this.message(text)).toBeVisible();
  }

  message(text: string): Locator {
    return this.transcript.getByRole('article').filter({ hasText: text });
  }

  button(
    name:
      | 'Answer'
      | 'Finish'
      | 'Mark as read'
      | 'Send'
      | 'Transfer'
      | 'Invite'
      | 'Take over'
      | 'Accept'
      | 'Decline'
      | 'Take back'
      | 'Join'
      | 'More',
  ): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async reply(text: string): Promise<void> {
    await this.write(text);
  }

  /** Gives a command by the palette: what is typed has to find it first. */
  async command(words: string): Promise<void> {
    await this.page.keyboard.press('Control+KeyK');
    await this.page.keyboard.type(words);
    await expect(this.page.locator('#palette-list [role=option][aria-selected=true]')).toContainText(words);
    await this.page.keyboard.press('Enter');
  }

  /** Steps on by Tab until the keyboard is there. */
  async tabTo(place: Locator): Promise<void> {
    await expect(async () => {
      const there = await place.evaluate((element) => element === document.activeElement);
      if (!there) await this.page.keyboard.press('Tab');
      await expect(place).toBeFocused({ timeout: 100 });
    }).toPass({ intervals: [0] });
  }

  /** @returns how often a pointer was pressed from now on */
  async countPointerPresses(): Promise<() => Promise<number>> {
    await this.page.evaluate(() => {
      const counted = window as unknown as { pressed: number };
      counted.pressed = 0;
      window.addEventListener('pointerdown', () => (counted.pressed += 1), true);
    });
    return () => this.page.evaluate(() => (window as unknown as { pressed: number }).pressed);
  }

  /** By keyboard alone: to whose name begins so, with a word why. */
  async transfer(to: string, reason: string): Promise<void> {
    await this.page.keyboard.press('Alt+KeyT');
    await this.page.getByRole('combobox', { name: 'Colleague or line' }).fill(to);
    await expect(this.page.getByRole('option', { selected: true }).filter({ hasText: to })).toBeVisible();
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByLabel('Why')).toBeFocused();
    await this.page.keyboard.type(reason);
    await this.page.keyboard.press('Control+Enter');
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
  }

  /** What is seldom done. */
  async more(name: 'Hand back' | 'Leave' | 'Call a senior operator' | 'Take back'): Promise<void> {
    await this.button('More').click();
    await this.page.getByRole('menuitem', { name, exact: true }).click();
  }

  /** The number on a list's tab. */
  async counter(list: 'Unanswered' | 'Mine' | 'All'): Promise<number> {
    const name = await this.page.getByRole('tab', { name: list }).textContent();
    return Number(/\d+/.exec(name ?? '')?.[0] ?? 0);
  }

  connection(state: 'Online' | 'Offline' | 'Reconnecting'): Locator {
    return this.page.getByRole('status').filter({ hasText: state });
  }

  get previousDialogs(): Locator {
    return this.page.getByRole('list', { name: 'Other dialogs' }).getByRole('button');
  }

  /** Which of the texts stand in the transcript, each as often as it does, in the order of the screen. */
  async orderOf(texts: string[]): Promise<string[]> {
    const articles = await this.transcript.getByRole('article').allTextContents();
    return articles.flatMap((article) => texts.filter((text) => article.includes(text)));
  }

  /** Finishes the dialog by `press`, until the hub has it: over words of the client that come before, it would rightly refuse. */
  async finish(press: () => Promise<void> = () => this.button('Finish').click()): Promise<void> {
    const answered = this.context.waitForEvent('response', (response) =>
      (response.request().postData() ?? '').includes('dialog.finish'),
    );
    await press();
    await answered;
  }

  /** Keeps this operator's intents on the way to the hub until the returned function lets them go. */
  async holdIntents(): Promise<() => void> {
    let release: () => void = () => undefined;
    const released = new Promise<void>((done) => (release = done));
    await this.context.route('**/api/intents', async (route) => {
      await released;
      await route.continue();
    });
    return release;
  }
}
