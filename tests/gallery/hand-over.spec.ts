import type { Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const log = (page: Page) => page.getByRole('log');
const field = (page: Page) => page.getByRole('textbox', { name: 'Сообщение' });
const offer = (page: Page) => page.getByRole('region', { name: 'Вам предлагают диалог' });

test('two Enters give a dialog away; the card comes with it', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+t');
  const search = page.getByRole('combobox', { name: 'Коллега или линия' });
  await expect(search).toBeFocused();
  await search.fill('бор');
  await expect(page.getByRole('option', { selected: true })).toContainText('Борис Петров');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Передать: Борис Петров' })).toBeVisible();
  await expect(page.getByLabel('Почему')).toBeFocused();
  await page.keyboard.type('Ухожу на обед');
  await page.keyboard.press('Enter');
  await page.keyboard.type('клиент ждёт');
  await page.getByLabel('Что обещали клиенту').fill('Счёт');
  await page.getByRole('button', { name: 'Через час' }).click();
  await expect(page.getByLabel('К какому сроку')).not.toHaveValue('');
  await page.getByLabel('Что обещали клиенту').press('Control+Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(log(page)).toContainText('Вы предложили диалог: Борис Петров');
  await expect(log(page)).toContainText('Ухожу на обед');
  await expect(page.getByText(/вы предложили: Борис Петров/)).toBeVisible();
  await expect(page.getByRole('option', { name: /Дмитрий/ })).toContainText('предложен: Борис');
  await page.getByRole('button', { name: 'Отозвать' }).click();
  await expect(log(page)).toContainText('Вы отозвали предложение');
  await expect(page.getByText(/вы предложили/)).toBeHidden();
});

test('until when is written as the language writes it, understood while one types, and asked again when it is none', async ({
  open,
}) => {
  const page = await open('main');
  await page.keyboard.press('Alt+t');
  await page.keyboard.type('бор');
  await page.keyboard.press('Enter');
  const until = page.getByLabel('К какому сроку');
  const year = new Date().getFullYear() + 1;
  await until.fill(`7.3.${year} 9:05`);
  await expect(page.getByText(`7 мар. ${year} г., 09:05`)).toBeVisible();
  await until.fill('в марте');
  await until.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Это не похоже на дату и время' })).toBeVisible();
  await until.fill(`07.03.${year} 09:05`);
  // As in the texts above.
  await until.press('Control+Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(log(page)).toContainText(`7 мар. ${year}`);
});

test('arrows go through colleagues and lines, on either layout; nobody is offered who has it', async ({
  open,
}) => {
  const page = await open('main');
  await page.getByRole('button', { name: 'Передать' }).click();
  const search = page.getByRole('combobox');
  const list = page.getByRole('listbox', { name: 'Коллеги и линии' });
  await expect(list.getByRole('option')).toHaveCount(4);
  await expect(list).not.toContainText('Анна');
  // How it stands with them is said beside the name.
  await expect(list.getByRole('option', { name: /Борис/ })).toContainText(/\d+/);
  await search.press('ArrowUp');
  await expect(list.getByRole('option', { selected: true })).toContainText('Сервис и гарантия');
  await search.fill(',jhbc');
  await expect(list.getByRole('option')).toHaveText([/Борис/]);
  await search.fill('йцукен');
  await expect(page.getByText('Никого с таким именем нет')).toBeVisible();
  await search.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Передать' })).toBeFocused();
});

test('the message field knows the way, too', async ({ open }) => {
  const page = await open('main');
  await field(page).fill('/передать');
  await field(page).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Передать диалог' })).toBeVisible();
  await page.getByRole('combobox').press('Escape');
  await expect(field(page)).toHaveValue('');
});

test('a line gets the dialog at once, and who gives it away is told that he may lose it', async ({
  open,
}) => {
  const page = await open('main');
  await page.keyboard.press('Alt+t');
  await page.getByRole('combobox').fill('гарант');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Вы больше не увидите этот диалог')).toBeVisible();
  await page.getByRole('button', { name: 'Кому-то другому' }).click();
  await expect(page.getByRole('combobox')).toHaveValue('гарант');
  await page.getByRole('combobox').press('Enter');
  await page.getByLabel('Почему').press('Control+Enter');
  await expect(log(page)).toContainText('Вы передали диалог в линию «Сервис и гарантия»');
  await expect(
    page.getByRole('group', { name: 'Действия', exact: true }).getByRole('button', { name: 'Ответить' }),
  ).toBeVisible();
});

test('an offer is read and accepted with Enter by who enters the dialog', async ({ open }) => {
  const page = await open('offered-to-me');
  await expect(offer(page)).toContainText('Борис Петров предлагает вам этот диалог');
  await expect(offer(page)).toContainText('Счёт и договор с печатью');
  await expect(page.getByRole('option', { name: /Ирина/ })).toContainText('предложен вам');
  // What is offered is neither answered nor taken by other names.
  await expect(page.getByRole('button', { name: 'Забрать' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Ответить' })).toHaveCount(0);
  await page.getByRole('option', { name: /Ольга/ }).click();
  await page.getByRole('option', { name: /Ирина/ }).click();
  const accept = offer(page).getByRole('button', { name: 'Принять', exact: true });
  await expect(accept).toBeFocused();
  // Its keys stand on it: a tooltip would lie over what is to be read first.
  await expect(accept).toContainText('Enter');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText('Вы приняли диалог');
  await expect(offer(page)).toBeHidden();
  await expect(field(page)).toBeFocused();
});

test('Ctrl+Enter accepts from wherever the keyboard is', async ({ open }) => {
  const page = await open('offered-to-me');
  await field(page).focus();
  await page.keyboard.press('Control+Enter');
  await expect(log(page)).toContainText('Вы приняли диалог');
});

test('declining takes a word with it; what was accepted can be handed back', async ({ open }) => {
  const page = await open('offered-to-me');
  await offer(page).getByRole('button', { name: 'Отказаться' }).click();
  await expect(page.getByRole('dialog', { name: 'Отказаться от диалога' })).toContainText('Борис Петров');
  await page.keyboard.type('Занята до вечера');
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText('Вы не приняли диалог');
  await expect(log(page)).toContainText('Занята до вечера');
  await open('offered-to-me');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Ещё' }).click();
  await page.getByRole('menuitem', { name: 'Вернуть' }).click();
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText('Вы вернули диалог: Борис Петров');
});

test('several are invited by keyboard alone, with a word', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+g');
  const search = page.getByRole('combobox', { name: 'Коллега' });
  await search.fill('вер');
  await search.press('Enter');
  await expect(search).toHaveValue('');
  await search.fill('бор');
  await search.press('Enter');
  const chosen = page.getByRole('list', { name: 'Выбраны' });
  await expect(chosen.getByRole('listitem')).toHaveText([/Вера/, /Борис/]);
  await search.press('Backspace');
  await expect(chosen.getByRole('listitem')).toHaveText([/Вера/]);
  await search.fill('бор');
  await search.press('Enter');
  await page.getByLabel('Примечание').fill('Помогите с тканью');
  await page.getByLabel('Примечание').press('Enter');
  await expect(log(page)).toContainText(/Вы пригласили: Вера.*, Борис Петров/);
  await expect(log(page)).toContainText('Помогите с тканью');
  await expect(page.getByRole('list', { name: 'В диалоге' }).getByRole('listitem')).toHaveText([
    /вы \(ведёте\)/,
    /Вера/,
    /Борис/,
  ]);
});

test('nobody is invited while nobody is chosen, and the button says why', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+g');
  await page.getByRole('combobox').press('Control+Enter');
  const invite = page.getByRole('dialog').getByRole('button', { name: 'Пригласить' });
  await expect(invite).toHaveAccessibleDescription('Выберите хотя бы одного коллегу');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the menu holds what makes sense here, and says why the rest of it cannot be done', async ({ open }) => {
  const page = await open('of-colleague');
  await page.getByRole('button', { name: 'Ещё' }).click();
  const senior = page.getByRole('menuitem', { name: 'Позвать старшего' });
  await expect(senior).toHaveAccessibleDescription('Диалог ведёт Борис Петров');
  for (const name of ['Отозвать', 'Вернуть', 'Войти в диалог', 'Выйти из диалога'])
    await expect(page.getByRole('menuitem', { name, exact: true })).toHaveCount(0);
});

test('taking over names whom it is taken from, and the safe answer has the keyboard', async ({ open }) => {
  const page = await open('of-colleague');
  await page.keyboard.press('Control+Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toHaveAccessibleName(/Борис Петров/);
  await expect(question.getByRole('button', { name: 'Отмена' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(log(page)).not.toContainText('Вы забрали');
  await page.keyboard.press('Control+Enter');
  await question.getByRole('button', { name: 'Забрать' }).press('Enter');
  await expect(log(page)).toContainText('Вы забрали диалог: Борис Петров → вы');
  await expect(field(page)).toBeFocused();
  await expect(page.getByRole('button', { name: 'Забрать' })).toHaveCount(0);
});

test('a senior operator is called with a word, once; who is called comes in by one press', async ({
  open,
}) => {
  const page = await open('main');
  await page.getByRole('button', { name: 'Ещё' }).click();
  await page.getByRole('menuitem', { name: 'Позвать старшего' }).click();
  await page.keyboard.type('Просит скидку');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Вы позвали старшего').first()).toBeVisible();
  await expect(page.getByRole('option', { name: /Дмитрий/ })).toContainText('зовут старшего');
  await page.getByRole('button', { name: 'Ещё' }).click();
  const again = page.getByRole('menuitem', { name: 'Позвать старшего' });
  await expect(again).toHaveAttribute('aria-disabled', 'true');
  await expect(again).toHaveAccessibleDescription('Старшего оператора уже позвали');
  await open('senior-called');
  await expect(page.getByText('Зовут старшего: Борис Петров')).toBeVisible();
  await page.getByRole('button', { name: 'Войти в диалог' }).click();
  await expect(log(page)).toContainText('Вы теперь в диалоге');
  await page.getByRole('button', { name: 'Ещё' }).click();
  await page.getByRole('menuitem', { name: 'Выйти из диалога' }).click();
  await expect(log(page)).toContainText('Вы вышли из диалога');
});

test('many in a talk: three are named, of the others the names can be had', async ({ open }) => {
  const page = await open('many-in-talk');
  const talk = page.getByRole('list', { name: 'В диалоге' });
  await expect(talk.getByRole('listitem')).toHaveCount(5);
  await expect(talk.getByRole('button')).toHaveAccessibleName(
    '+2: Александра-Виктория Преображенская-Задунайская, Вера Константинопольская-Благовещенская',
  );
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(sideways).toBe(false);
});

test('nothing but the first button goes when a dialog is taken: the others stay where they are', async ({
  open,
}) => {
  const page = await open('unanswered');
  const place = async (): Promise<(number | undefined)[]> =>
    Promise.all(
      ['Передать', 'Пригласить', 'Отметить прочитанным', 'Завершить', 'Ещё'].map(
        async (name) => (await page.getByRole('button', { name, exact: true }).boundingBox())?.x,
      ),
    );
  const before = await place();
  await page.getByRole('button', { name: 'Ответить' }).click();
  await expect(page.getByRole('button', { name: 'Ответить' })).toHaveCount(0);
  expect(await place()).toEqual(before);
});

test('the windows of a hand-over have no violation, in both themes', async ({ open }) => {
  const page = await open('main');
  const check = async (): Promise<void> => {
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor();
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => {
        document.documentElement.dataset['theme'] = name;
      }, theme);
      const { violations } = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    }
  };
  await page.keyboard.press('Alt+t');
  await check();
  await page.keyboard.press('Enter');
  await check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+g');
  await page.keyboard.press('Enter');
  await check();
});
