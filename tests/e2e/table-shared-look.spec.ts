import { expect, test } from './hub-fixture.ts';
import { tableOf } from './table-page.ts';

test('a filter that is kept for the company brings its columns and its order to a colleague', async ({
  browser,
  hub,
}) => {
  const name = `Look ${Date.now()}`;
  const [vera, anna] = [await tableOf(browser, hub, 'vera'), await tableOf(browser, hub, 'anna')];
  await vera.ask(/^Columns$/, async (columns) => {
    await columns.getByRole('checkbox', { name: 'Messages' }).check();
    await columns.getByRole('checkbox', { name: 'Waiting' }).uncheck();
  });
  await vera.who.page.getByRole('columnheader', { name: 'Messages' }).getByRole('button').first().click();
  await vera.keepAs(name, 'The whole company');
  const columns = await vera.columns();
  await anna.choose(name);
  await expect.poll(() => anna.columns()).toEqual(columns);
  await expect(anna.who.page.getByRole('columnheader', { name: 'Messages' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  // How wide they are is everybody's own.
  await anna.who.page.getByRole('columnheader', { name: 'Client' }).getByRole('button').first().focus();
  await anna.who.page.keyboard.press('Shift+ArrowRight');
  await expect(anna.saved).not.toContainText('changed');
});
