import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from './hub-fixture.ts';
import { attach, offsetOf, Pieces, talk, tray } from './upload-desk.ts';

test('a file is taken back while it goes: nothing more of it leaves, and the message goes without it', async ({
  browser,
  hub,
}) => {
  const { anna, visitor } = await talk(browser, hub, 'Too large?');
  const { page } = anna;
  const pieces = await Pieces.of(anna);
  const given = new Promise<number>((done) =>
    anna.context.on('requestfailed', (request) => {
      if (request.method() === 'PATCH') done(offsetOf(request));
    }),
  );
  await attach(anna, 'film.bin', randomBytes(1_500_000));
  await pieces.letGo();
  const progress = page.getByRole('progressbar', { name: 'Uploading film.bin' });
  await expect(progress).not.toHaveAttribute('aria-valuenow', '0');
  await expect.poll(() => pieces.offsets.length).toBe(2);

  await page.getByRole('button', { name: 'Remove film.bin' }).click();
  await expect(tray(anna)).toHaveCount(0);
  // What was on its way is broken off.
  expect(await given).toBe(pieces.offsets[1]);
  await anna.reply('Without the film');
  await expect(visitor.message('Without the film')).toBeVisible();
  await expect(visitor.talk.getByText('film.bin')).toHaveCount(0);
  expect(pieces.offsets).toHaveLength(2);
});

test('a file goes on where it stopped: after a lost network, and in a window that was closed meanwhile', async ({
  browser,
  hub,
}) => {
  const { anna, visitor } = await talk(browser, hub, 'The recording, please');
  const content = randomBytes(1_800_000);
  const pieces = await Pieces.of(anna);
  await attach(anna, 'recording.bin', content);
  await anna.reply('Here it is');
  const message = anna.message('Here it is');
  await expect(message).toHaveAttribute('data-delivery', 'pending');

  await pieces.letGo();
  await expect.poll(() => pieces.offsets.length).toBe(2);
  await anna.context.setOffline(true);
  await pieces.cutOff();
  await expect(anna.connection('Offline')).toBeVisible();
  await anna.context.setOffline(false);
  await pieces.letGo();

  // The third is on its way while the window is closed.
  await expect.poll(() => pieces.offsets.length).toBe(4);
  pieces.setFree();
  await anna.page.reload();
  await expect(message).toHaveAttribute('data-delivery', /sent|delivered|read/);

  const [first, cut, again, closed, reopened] = pieces.offsets;
  expect(first).toBe(0);
  expect(cut).toBeGreaterThan(0);
  expect(again).toBe(cut);
  expect(closed).toBeGreaterThan(again ?? 0);
  expect(reopened).toBe(closed);
  await expect(visitor.message('Here it is')).toHaveCount(1);
  const [saved] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.talk.getByRole('button', { name: 'Save recording.bin' }).click(),
  ]);
  expect((await readFile(await saved.path())).equals(content)).toBe(true);
});

test('a file that was not taken says so and holds the message up, and is tried again by one press', async ({
  browser,
  hub,
}) => {
  const { anna, visitor } = await talk(browser, hub, 'The contract?');
  const { page, context } = anna;
  const begin = '**/api/files/uploads';
  await context.route(begin, (route) => {
    const error = { code: 'forbidden', message: 'Not now' };
    return route.fulfill({ status: 403, json: { error } });
  });
  await attach(anna, 'contract.bin', Buffer.from('signed'));
  await expect(tray(anna)).toContainText('The hub did not take it');
  await anna.composer.fill('The contract');
  await expect(anna.button('Send')).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('“contract.bin” cannot be sent. Remove it, or try it again.')).toBeVisible();
  await anna.composer.press('Enter');
  await expect(anna.composer).toHaveValue('The contract');

  await context.unroute(begin);
  await page.getByRole('button', { name: 'Upload contract.bin again' }).click();
  await expect(tray(anna)).toHaveAttribute('data-upload', 'done');
  await anna.composer.press('Enter');
  await expect(visitor.message('The contract')).toBeVisible();
  const [saved] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.talk.getByRole('button', { name: 'Save contract.bin' }).click(),
  ]);
  expect(await readFile(await saved.path(), 'utf8')).toBe('signed');
});
