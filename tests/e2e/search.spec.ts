import { axe } from '#tests/support/axe.ts';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

class SearchPage {
  readonly page: Page;
  readonly field: Locator;
  readonly results: Locator;

  constructor({ page }: OperatorPage) {
    this.page = page;
    this.field = page.getByRole('combobox', { name: 'Search' });
    this.results = page.getByRole('listbox', { name: 'Search results' });
  }

  group(name: 'Clients' | 'Messages' | 'On the hub'): Locator {
    return this.results.getByRole('group', { name });
  }

  /** A message found on this computer; what was said a moment ago takes a moment to be indexed. */
  async findsHere(words: string, text: string): Promise<Locator> {
    const found = this.group('Messages').getByRole('option').filter({ hasText: text });
    await expect(async () => {
      await this.field.fill('');
      await this.field.fill(words);
      await expect(found).toBeVisible({ timeout: 1_000 });
    }).toPass();
    return found;
  }
}

/** Files in the origin's private file system, by path. */
function filesOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        found.push(path + name);
        if (handle.kind === 'directory') await walk(handle, `${path}${name}/`);
      }
    };
    await walk(await navigator.storage.getDirectory(), '/');
    return found;
  });
}

test('words are found as they are typed, shown in context, and lead to the message', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const search = new SearchPage(anna);
  await visitor.say('Скажите, когда приедет Жёлтый чемодан?');
  await anna.open('Жёлтый чемодан');
  for (let i = 1; i <= 12; i += 1) await visitor.say(`ещё вопрос номер ${i} ${'.\n'.repeat(8)}`);
  await expect(anna.message('ещё вопрос номер 12 ')).toBeVisible();

  const found = await search.findsHere('желт чемоданы', 'Жёлтый чемодан');
  await expect(found.locator('mark')).toHaveText(['Жёлт', 'чемодан']);
  await expect(anna.message('Жёлтый чемодан')).not.toBeInViewport();
  await found.click();
  await expect(anna.message('Жёлтый чемодан')).toBeInViewport();

  const { violations } = await axe(anna.page).include('#list-column').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
});

test('the whole of it by keyboard', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const search = new SearchPage(anna);
  await visitor.say('фиолетовый самокат один');
  await anna.open('фиолетовый самокат один');
  await visitor.say('фиолетовый самокат два');
  await expect(anna.message('самокат два')).toBeVisible();
  await search.findsHere('фиолетовый самокат', 'самокат два');

  await anna.composer.focus();
  await anna.page.keyboard.press('Control+KeyF');
  await expect(search.field).toBeFocused();
  await search.field.fill('фиолетовый самокат');
  const options = search.group('Messages').getByRole('option');
  await expect(options).toHaveCount(2);
  await anna.page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await anna.page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(search.field).toHaveAttribute(
    'aria-activedescendant',
    (await options.nth(1).getAttribute('id')) ?? '',
  );
  await anna.page.keyboard.press('Enter');
  await expect(anna.message('самокат один')).toBeInViewport();
  await expect(search.field).toBeFocused();
  await anna.page.keyboard.press('Escape');
  await expect(search.field).toHaveValue('');
  await expect(anna.dialogs).toBeVisible();
  await expect(anna.composer).toBeFocused();

  // The list that one came from was away meanwhile; it has the keyboard again.
  await anna.dialogs.focus();
  await anna.page.keyboard.press('Control+KeyF');
  await search.field.fill('самокат');
  await expect(search.results).toBeVisible();
  await anna.page.keyboard.press('Escape');
  await expect(anna.dialogs).toBeFocused();
});

test('clients of the same name are told apart by where they wrote', async ({ browser, hub }) => {
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const search = new SearchPage(anna);
  const clients = search.group('Clients').getByRole('option');
  await expect(async () => {
    await search.field.fill('');
    await search.field.fill('ксения');
    await expect(clients.first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(clients.first()).toContainText('Сайт list-tea.example');
});

test('without a network everything here is found, and it is said that the hub was not asked', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const search = new SearchPage(anna);
  await visitor.say('бирюзовый зонтик');
  await anna.open('бирюзовый зонтик');
  await search.findsHere('бирюзовый', 'бирюзовый зонтик');
  await anna.context.setOffline(true);
  await search.field.fill('зонтик');
  await expect(search.group('Messages').getByRole('option')).toHaveCount(1);
  await expect(
    anna.page.getByText('No connection: only what is on this computer was searched.'),
  ).toBeVisible();
  await search.field.fill('никогда не сказанное');
  await expect(anna.page.getByText('Nothing on this computer, and the hub cannot be asked')).toBeVisible();
});

test('what nobody said is found nowhere', async ({ browser, hub }) => {
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const search = new SearchPage(anna);
  await search.field.fill('абракадабрического');
  await expect(anna.page.getByText('Nothing found')).toBeVisible();
  await search.field.fill('!?');
  await expect(anna.page.getByText('Type a word, a name or a number.')).toBeVisible();
});

test('a second window searches in the same index, and takes it over when the first is closed', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const first = new SearchPage(anna);
  await visitor.say('малиновый рюкзак');
  await anna.open('малиновый рюкзак');
  await first.findsHere('малиновый', 'малиновый рюкзак');

  const other = new OperatorPage(await anna.context.newPage());
  await other.page.goto(hub.ready.clientUrl);
  await expect(other.dialogs).toBeVisible();
  const second = new SearchPage(other);
  await second.findsHere('малиновый', 'малиновый рюкзак');
  await anna.page.close();
  await visitor.say('малиновый пенал');
  await second.findsHere('малиновый', 'малиновый пенал');
});

test('after a sign-out nothing of it is left, whichever window had the index', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const first = new SearchPage(anna);
  await visitor.say('секретный пароль');
  await anna.open('секретный пароль');
  await first.findsHere('секретный', 'секретный пароль');
  expect(await filesOf(anna.page)).not.toEqual([]);

  const other = new OperatorPage(await anna.context.newPage());
  await other.page.goto(hub.ready.clientUrl);
  await new SearchPage(other).findsHere('секретный', 'секретный пароль');
  await other.page.getByRole('button', { name: /^Menu:/ }).click();
  await other.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await other.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(other.page.getByLabel('Login')).toBeVisible();
  await expect.poll(() => filesOf(other.page)).toEqual([]);
});
