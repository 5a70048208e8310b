import { count } from './table-page.ts';
import { expect, test } from './test.ts';

/** Other rights while one looks: what only the hub has, and had under the former ones, does not stay in sight. */

test('the table of everything lets go of lines of the hub that are out of sight now', async ({ open }) => {
  const page = await open('table');
  const here = await count(page);
  await page.getByRole('button', { name: 'Вся история' }).click();
  await expect.poll(() => count(page)).toBe(here + 60);
  await page.evaluate(() => {
    const { store } = window.gallery;
    store.change({ farRows: store.world.farRows.slice(0, 7), rights: '2' });
  });
  await expect.poll(() => count(page)).toBe(here + 7);
});

test('search lets go of what the hub found under other rights, and asks it again', async ({ open }) => {
  const page = await open('main');
  await page.evaluate(() => {
    const { store } = window.gallery;
    const [dialog] = store.world.dialogs.values();
    const contact = dialog && store.world.contacts.get(dialog.contactId);
    if (!dialog || !contact) throw new Error('a client is in the scene');
    const far = (n: number, name: string) => {
      const id = `0189ffff-0000-7000-8000-00000000000${n}`;
      return { contact: { ...contact, id, name }, dialog: { ...dialog, id, contactId: id } };
    };
    store.change({ farContacts: [far(1, 'Зиновий Прежний'), far(2, 'Зиновий Новый')] });
  });
  await page.getByRole('combobox', { name: 'Поиск', exact: true }).fill('Зиновий');
  const results = page.getByRole('option', { name: /Зиновий/ });
  await expect(results).toHaveCount(2);
  await page.evaluate(() => {
    const { store } = window.gallery;
    store.change({ farContacts: store.world.farContacts.slice(1), rights: '2' });
  });
  await expect(results).toHaveCount(1);
  await expect(results).toContainText('Новый');
});
