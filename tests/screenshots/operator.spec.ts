import type { Page } from '@playwright/test';
import { CHANNELS, PASSWORD } from '#server/seed/company.ts';
import type { ListName } from '#shared/domain/lists.ts';
import { Colleague } from './colleague.ts';
import { HARD_TEXTS } from './long-texts.ts';
import { expect, LANGUAGES, Studio, test, type Locale } from './studio.ts';
import { Visitor } from './visitor.ts';

/** Who sits before the window, and in whose line: the demo company's talks are in the language of the line. */
const CAST = {
  ru: { me: 'anna', channel: CHANNELS.shop.id },
  en: { me: 'emma', channel: CHANNELS.wholesale.id },
} as const;

const MINE: Readonly<Record<Locale, readonly string[]>> = {
  ru: [
    'Здравствуйте! Да, есть в наличии.',
    'Отправим сегодня, трек-номер пришлю сюда 📦',
    'Хорошего чаепития!',
  ],
  en: [
    'Hello! Yes, it is in stock.',
    'It leaves today, I shall send the tracking number here 📦',
    'Enjoy your tea!',
  ],
};

/** The operator's window in one language. */
class Desk {
  readonly studio: Studio;
  readonly page: Page;

  constructor(studio: Studio, page: Page) {
    this.studio = studio;
    this.page = page;
  }

  get rows() {
    return this.page.getByRole('listbox', { name: this.studio.words('dialogs.label') }).getByRole('option');
  }

  get composer() {
    return this.page.getByRole('textbox', { name: this.studio.words('composer.label'), exact: true });
  }

  async signIn(address: string, login: string): Promise<void> {
    const t = this.studio.words.bind(this.studio);
    await this.page.goto(address);
    await this.page.getByLabel(t('signIn.login')).fill(login);
    await this.page.getByLabel(t('signIn.password'), { exact: true }).fill(PASSWORD);
    await this.page.getByRole('button', { name: t('signIn.submit') }).click();
    await this.rows.first().waitFor();
    await this.page
      .getByRole('status')
      .filter({ hasText: t('status.online') })
      .waitFor();
  }

  async list(name: ListName): Promise<void> {
    await this.page.getByRole('tab', { name: this.studio.words(`list.${name}`) }).click();
    await this.rows.first().waitFor();
  }

  /** Opens the dialog whose row shows the words; the row may lie below the fold of a long list. */
  async open(words: string): Promise<void> {
    const row = this.rows.filter({ hasText: words }).first();
    const listbox = this.page.getByRole('listbox');
    await listbox.evaluate((list) => list.scrollTo(0, 0));
    await expect(async () => {
      if (!(await row.isVisible())) await listbox.evaluate((list) => list.scrollBy(0, list.clientHeight / 2));
      await row.click({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
    await this.page.getByRole('article').first().waitFor();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.composer).toHaveValue('');
  }

  action(name: 'answer' | 'finish') {
    return this.page.getByRole('button', { name: this.studio.words(`action.${name}`), exact: true });
  }

  take(name: string): Promise<void> {
    return this.studio.take(this.page, name);
  }
}

/** Lists as the demo company has them, and dialogs in every state. */
async function dialogs(desk: Desk, boris: Colleague): Promise<void> {
  await desk.take('unanswered-nothing-open');
  const taken = desk.studio.words('dialogs.responsible').replace('{name}', '').trim();
  await desk.rows.filter({ hasNotText: taken }).first().click();
  await desk.page.getByRole('article').first().waitFor();
  await desk.take('unanswered-free-dialog');
  await desk.action('answer').click();
  await expect(desk.action('answer')).toHaveCount(0);
  for (const text of MINE[desk.studio.language]) await desk.write(text);
  await desk.list('mine');
  await desk.open(MINE[desk.studio.language].at(-1) ?? '');
  await desk.take('mine');
  await desk.list('all');
  await desk.rows.filter({ hasText: boris.name }).first().click();
  await desk.page.getByText(desk.studio.words('composer.others').replace('{name}', boris.name)).waitFor();
  await desk.take('all-claimed-by-another');
  await desk.list('closed');
  await desk.rows.nth(2).click();
  await desk.page.getByText(desk.studio.words('composer.closed')).waitFor();
  await desk.take('closed');
}

/** Both press Answer; ours stays on the way until the other's has arrived. */
async function lostRace(desk: Desk, boris: Colleague): Promise<void> {
  await desk.list('unanswered');
  const free = (await boris.dialogs()).findLast(({ state, channelId }) => {
    return state.status === 'queued' && channelId === CAST[desk.studio.language].channel;
  });
  if (!free) throw new Error('No dialog is free');
  await desk.open(free.lastMessage?.preview.slice(0, 40) ?? '');
  const released = Promise.withResolvers<void>();
  await desk.page.route('**/api/intents', async (route) => {
    await released.promise;
    await route.continue();
  });
  await desk.action('answer').click();
  await boris.answer(free.id);
  released.resolve();
  await desk.page.getByRole('alert').filter({ hasText: boris.name }).first().waitFor();
  await desk.take('was-faster');
  await desk.page.unroute('**/api/intents');
}

/** Menus and windows over the window. */
async function overlays(desk: Desk): Promise<void> {
  const menu = desk.page.locator('button', {
    has: desk.page.locator('.sr-only', { hasText: /^(Меню|Menu): / }),
  });
  await menu.click();
  await desk.page.getByRole('menu').waitFor();
  await desk.take('user-menu');
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('F1');
  await desk.page.getByRole('dialog').waitFor();
  await desk.take('shortcuts');
  await desk.page.keyboard.press('Escape');

  await desk.list('mine');
  await desk.open(MINE[desk.studio.language].at(-1) ?? '');
  await desk.studio.context.setOffline(true);
  await desk.page
    .getByRole('status')
    .filter({ hasText: desk.studio.words('status.offline') })
    .waitFor();
  for (const text of MINE[desk.studio.language].slice(0, 2)) await desk.write(text);
  await desk.take('offline-pending');
  await menu.click();
  await desk.page.getByRole('menuitem', { name: desk.studio.words('user.signOut'), exact: true }).click();
  await desk.page.getByRole('dialog').or(desk.page.getByRole('alertdialog')).waitFor();
  await desk.take('sign-out-warning');
  await desk.page.keyboard.press('Escape');
  await desk.studio.context.setOffline(false);
}

/** Long words, other directions, letters of ten thousand characters. */
async function hardTexts(desk: Desk, visitor: Visitor): Promise<void> {
  const texts = HARD_TEXTS[desk.studio.language];
  for (const text of texts) await visitor.say(text);
  const last = texts.at(-1)?.slice(0, 30) ?? '';
  await desk.list('unanswered');
  await desk.open(last);
  await desk.page.getByText(last).last().waitFor();
  await desk.take('hard-texts-end');
  await desk.page.getByRole('article').last().hover();
  await desk.page.mouse.wheel(0, -20_000);
  await expect(desk.page.getByText(desk.studio.words('transcript.start'))).toBeInViewport();
  await desk.take('hard-texts-begin');
  await desk.composer.fill(texts.slice(0, 3).join('\n'));
  await desk.take('hard-texts-composer');
  await desk.composer.fill('');
}

for (const language of LANGUAGES) {
  test(`the operator's window, ${language}`, async ({ browser, hub }) => {
    test.setTimeout(300_000);
    const studio = await Studio.open((options) => browser.newContext(options), language);
    const desk = new Desk(studio, await studio.context.newPage());
    const boris = await Colleague.at(hub, 'boris');
    await desk.signIn(hub.ready.clientUrl, CAST[language].me);
    await dialogs(desk, boris);
    await lostRace(desk, boris);
    await overlays(desk);
    const outside = await Studio.open((options) => browser.newContext(options), language);
    const visitor = new Visitor(await outside.context.newPage(), language);
    await visitor.page.goto(`${hub.ready.url}/chat/${CAST[language].channel}/?lang=${language}`);
    await visitor.composer.waitFor();
    await hardTexts(desk, visitor);
    await outside.take(visitor.page, 'chat-page-hard-texts');
    await Promise.all([outside.context.close(), studio.context.close()]);
  });
}
