import { CAST, Desk } from './desk.ts';
import { expect, LANGUAGES, Studio, test, type Locale } from './studio.ts';

const WORDS: Readonly<
  Record<
    Locale,
    { answer: string; note: string; tag: string; typed: string; team: string; reply: [string, string] }
  >
> = {
  ru: {
    answer: 'Здравствуйте, я отвечу через минуту.',
    note: 'Перезвонить после 18:00, просит счёт на юрлицо',
    tag: 'опт',
    typed: 'дост',
    team: 'Коллеги, курьер сегодня до 20:00',
    reply: ['Самовывоз', '{greeting}, {client.name}! Ждём вас {date} до 20:00. {operator.name}'],
  },
  en: {
    answer: 'Hello, I shall answer in a minute.',
    note: 'Call back after 6 p.m., wants an invoice for the company',
    tag: 'wholesale',
    typed: 'deliv',
    team: 'Dear all, the courier leaves at 8 p.m. today',
    reply: ['Pick-up', '{greeting}, {client.name}! We expect you on {date} until 8 p.m. {operator.name}'],
  },
};

/** Whom one talks to, and what one has ready to say. */
async function cardAndReplies(desk: Desk): Promise<void> {
  const { page, studio } = desk;
  const t = studio.words.bind(studio);
  const words = WORDS[studio.language];
  const card = page.getByRole('complementary', { name: t('card.label') });
  await desk.rows
    .filter({ hasNotText: t('dialogs.responsible').replace('{name}', '').trim() })
    .first()
    .click();
  await desk.action('answer').click();
  await expect(desk.action('answer')).toHaveCount(0);
  await desk.write(words.answer);
  await card.getByRole('textbox', { name: t('card.addNote') }).fill(words.note);
  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: t('card.addTag') }).click();
  await page.keyboard.type(words.tag);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await desk.take('card');
  await card.getByRole('button', { name: t('card.menu') }).click();
  await page.getByRole('menu').waitFor();
  await desk.take('card-menu');
  await page.keyboard.press('Escape');

  await desk.composer.fill('/');
  await page.locator('#composer-suggestions').waitFor();
  await desk.take('reply-suggestions');
  await desk.composer.fill('');
  await page.getByRole('button', { name: t('form.ask') }).click();
  await page.getByRole('dialog', { name: t('form.title') }).waitFor();
  await desk.take('form');
  await page.keyboard.press('Escape');
  // It gives the keyboard back when it has gone.
  await expect(desk.composer).toBeFocused();
  await page.keyboard.press('Alt+KeyQ');
  await page.getByRole('combobox', { name: t('reply.search') }).waitFor();
  await desk.take('replies');
  await page.getByRole('button', { name: t('reply.make') }).click();
  await page.getByRole('textbox', { name: t('reply.field.title'), exact: true }).fill(words.reply[0]);
  await page.getByRole('textbox', { name: t('reply.field.text'), exact: true }).fill(words.reply[1]);
  await desk.take('reply-editor');
  // The one that is being written waits in the list.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** All dialogs in lines, and what was never said in a dialog. */
async function tableAndTeam(desk: Desk): Promise<void> {
  const { page, studio } = desk;
  const t = studio.words.bind(studio);
  const words = WORDS[studio.language];
  await page.keyboard.press('Alt+Digit5');
  const grid = page.getByRole('grid', { name: t('table.grid') });
  await grid.locator('[role=row][data-dialog-id]').first().waitFor();
  await desk.take('table');
  await page.getByRole('searchbox').fill('xyzzy');
  await page.getByText(t('table.empty.title')).waitFor();
  await desk.take('table-empty');
  await page.getByRole('searchbox').fill('');
  await page.keyboard.press('Alt+Digit6');
  const talks = page.getByRole('listbox', { name: t('team.list') });
  await talks.getByRole('option').first().click();
  await page.getByRole('textbox', { name: t('team.field') }).fill(words.team);
  await page.keyboard.press('Enter');
  await desk.take('team');
  await desk.list('unanswered');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type(words.typed);
  await page.getByRole('option').first().waitFor();
  await desk.take('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyW');
  await page.getByRole('dialog').waitFor();
  await desk.take('write-first');
  await page.keyboard.press('Escape');
}

for (const language of LANGUAGES) {
  test(`around the conversation, ${language}`, async ({ browser, hub }) => {
    test.setTimeout(300_000);
    const studio = await Studio.open((options) => browser.newContext(options), language);
    const desk = new Desk(studio, await studio.context.newPage());
    await desk.signIn(hub.ready.clientUrl, CAST[language].me);
    await cardAndReplies(desk);
    await tableAndTeam(desk);
    await studio.context.close();
  });
}
