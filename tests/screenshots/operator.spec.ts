import { Colleague } from './colleague.ts';
import { CAST, Desk } from './desk.ts';
import { HARD_TEXTS } from './long-texts.ts';
import { expect, LANGUAGES, Studio, test, type Locale } from './studio.ts';
import { Visitor } from './visitor.ts';

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
  const last = desk.page.getByRole('article').last();
  await desk.take('message-menu', () => last.click({ button: 'right' }));
  await last.click({ button: 'right' });
  await desk.page.getByRole('menuitem', { name: desk.studio.words('message.reply'), exact: true }).click();
  await desk.take('reply');
  await desk.composer.press('Escape');
  const hidden = desk.page.getByRole('switch', { name: desk.studio.words('composer.hidden') });
  await hidden.click();
  await desk.take('hidden-mode');
  await hidden.click();
  await desk.list('all');
  await desk.rows.filter({ hasText: boris.name }).first().click();
  await desk.page.getByRole('switch', { checked: true }).waitFor();
  await desk.take('all-claimed-by-another');
  await desk.page.keyboard.press('Alt+p');
  await desk.page.getByRole('menu').waitFor();
  await desk.take('presence');
  await desk.page.getByRole('menuitem', { name: desk.studio.words('shift.end') }).click();
  await desk.page.getByRole('dialog', { name: desk.studio.words('shift.end') }).waitFor();
  await desk.take('end-of-shift');
  await desk.page.keyboard.press('Escape');
  await desk.list('closed');
  await desk.rows.nth(2).click();
  await desk.page.getByText(desk.studio.words('composer.closed')).waitFor();
  await desk.take('closed');
}

const WHY = {
  ru: ['Ухожу на обед, клиент ждёт счёт на юрлицо', 'Счёт и договор с печатью'],
  en: ['Off to lunch, the client waits for an invoice', 'Invoice and a signed contract'],
} as const;

/** A dialog is given away, and another comes. */
async function handOvers(desk: Desk, boris: Colleague, myId: string): Promise<void> {
  const { page, studio } = desk;
  const [reason, promised] = WHY[studio.language];
  await desk.list('mine');
  await desk.open(MINE[studio.language].at(-1) ?? '');
  await page.keyboard.press('Alt+KeyG');
  await page.getByRole('combobox').press('Enter');
  await desk.take('invite');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyT');
  await page.getByRole('combobox').waitFor();
  await desk.take('transfer-to-whom');
  await page.getByRole('combobox').fill(boris.name);
  await page.keyboard.press('Enter');
  await page.getByLabel(studio.words('transfer.reason')).fill(reason);
  await desk.take('transfer-card');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: studio.words('action.recallTransfer') }).waitFor();
  await desk.take('offered-by-me');

  const free = (await boris.dialogs()).find(({ state, channelId }) => {
    return state.status === 'queued' && channelId === CAST[studio.language].channel;
  });
  if (!free) throw new Error('No dialog is free');
  await boris.answer(free.id);
  await boris.offer(free.id, myId, [reason, promised]);
  await desk.list('unanswered');
  await desk.open(studio.words('dialogs.offeredToYou'));
  await page.getByRole('region', { name: studio.words('offer.region') }).waitFor();
  await desk.take('offered-to-me');
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

/** What is done with a dialog from its row, and what the bell tells. */
async function setAside(desk: Desk): Promise<void> {
  const { page, studio } = desk;
  const item = (key: 'action.pin' | 'snooze.until') =>
    page.getByRole('menuitem', { name: studio.words(key) });
  await desk.list('mine');
  await desk.open(MINE[studio.language].at(-1) ?? '');
  await desk.rows.first().click({ button: 'right' });
  await item('action.pin').click();
  await desk.take('row-menu', async () => {
    await desk.rows.first().click({ button: 'right' });
    await item('snooze.until').hover();
    await page.getByRole('menuitem', { name: studio.words('snooze.own') }).waitFor();
  });
  // Until the menu has gone the keys are its own.
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('Alt+KeyS');
  await page.getByRole('dialog', { name: studio.words('snooze.title') }).waitFor();
  await desk.take('snooze');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyN');
  await page.getByRole('dialog', { name: studio.words('notices.title') }).waitFor();
  await desk.take('notices');
  await page.keyboard.press('Escape');
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
  await desk.page.keyboard.press('Control+Comma');
  await desk.page.getByRole('dialog').waitFor();
  await desk.take('settings');
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

/** Words of a client, typed into the search field; then some that nobody has said. */
const SEARCHED: Readonly<Record<Locale, string>> = { ru: 'здравствуйте зак', en: 'lead tim' };

async function search({ studio, page, take }: Desk): Promise<void> {
  const field = page.getByRole('combobox', { name: studio.words('search.label') });
  const group = page.getByRole('group', { name: studio.words('search.messages') });
  // What was written a moment ago takes a moment to be found.
  await expect(async () => {
    await field.fill('');
    await field.fill(SEARCHED[studio.language]);
    await group.getByRole('option').first().waitFor({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText(studio.words('search.asking'))).toHaveCount(0);
  await take('search-results');
  const heading = page.getByRole('heading', { level: 1 });
  const before = (await heading.textContent()) ?? '';
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(heading).not.toHaveText(before);
  await take('search-message');
  await field.fill('xyzzy');
  await page.getByText(studio.words('search.nothing.title')).waitFor();
  await take('search-nothing');
  await field.press('Escape');
}

for (const language of LANGUAGES) {
  test(`the operator's window, ${language}`, async ({ browser, hub }) => {
    test.setTimeout(300_000);
    const studio = await Studio.open((options) => browser.newContext(options), language);
    const desk = new Desk(studio, await studio.context.newPage());
    const boris = await Colleague.at(hub, 'boris');
    await desk.signIn(hub.ready.clientUrl, CAST[language].me);
    await dialogs(desk, boris);
    const me = await Colleague.at(hub, CAST[language].me);
    await handOvers(desk, boris, me.id);
    await lostRace(desk, boris);
    await setAside(desk);
    await overlays(desk);
    await search(desk);
    const outside = await Studio.open((options) => browser.newContext(options), language);
    const visitor = new Visitor(await outside.context.newPage(), language);
    await visitor.page.goto(`${hub.ready.url}/chat/${CAST[language].channel}/?lang=${language}`);
    await visitor.composer.waitFor();
    await hardTexts(desk, visitor);
    await outside.take(visitor.page, 'chat-page-hard-texts');
    await Promise.all([outside.context.close(), studio.context.close()]);
  });
}
