import { builtPrograms } from '#tests/standin/launch-shell.ts';
import { expect, test } from './shell-test.ts';

// The one test of the shell with the real renderer: that both fit together as built.
test('the real client starts in the shell, within its policy, and offers to sign in', async ({ start }) => {
  const shell = await start({ dist: builtPrograms });
  const page = await shell.window();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.reload();

  await expect(page).toHaveTitle('Otklik');
  await expect(page.getByLabel(/Login|Логин/)).toBeVisible();
  await expect(page.getByLabel(/Password|Пароль/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Sign in|Войти/ })).toBeVisible();
  expect(complaints).toEqual([]);
});
