import type { Browser } from '@playwright/test';
import { browserArgs, fakeDeviceArgs } from '#tests/browser/find.ts';
import { axe } from '#tests/support/axe.ts';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

// Voice messages with the microphone that Chromium plays: it beeps.
test.use({
  launchOptions: {
    executablePath: process.env['OTKLIK_CHROMIUM'] ?? '',
    args: [...browserArgs, ...fakeDeviceArgs],
  },
});

async function talk(browser: Browser, hub: HubProcess) {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `Tell me ${Date.now()}-${Math.random()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  const { page } = anna;
  const record = page.getByRole('button', { name: 'Record a voice message' });
  const tray = page.getByRole('list', { name: 'Files to send' });
  return { visitor, anna, page, record, tray };
}

test('a voice message is recorded by keyboard, heard before, sent, and the client hears it', async ({
  browser,
  hub,
}) => {
  const { visitor, anna, page, tray } = await talk(browser, hub);
  await page.keyboard.press('Alt+KeyR');
  const recording = page.getByRole('group', { name: 'Recording' });
  await expect(recording.getByRole('timer')).toHaveText('0:01');
  expect((await axe(page).include('form').analyze()).violations).toEqual([]);
  await expect(page.getByRole('button', { name: 'Attach the recording' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(recording).toHaveCount(0);
  await expect(anna.composer).toBeFocused();
  await expect(tray.getByText(/^Voice message · 0:0[1-9] · /)).toBeVisible();

  await tray.getByRole('button', { name: 'Play Voice message.webm' }).click();
  await expect(tray.getByRole('button', { name: 'Stop Voice message.webm' })).toBeVisible();
  await tray.getByRole('button', { name: 'Stop Voice message.webm' }).click();
  await expect(tray.getByRole('button', { name: 'Play Voice message.webm' })).toBeVisible();

  await anna.composer.press('Enter');
  await expect(tray).toHaveCount(0);
  const said = anna.transcript.locator('article:has([data-file=voice])');
  await expect(said).toHaveAttribute('data-delivery', /sent|delivered|read/);
  await visitor.talk.getByRole('button', { name: 'Play Voice message.webm' }).click();
  const heard = visitor.talk.locator('audio');
  await expect
    .poll(() => heard.evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.2);

  await said.getByRole('button', { name: 'Play Voice message.webm' }).click();
  const player = said.locator('audio');
  // A recording does not say how long it is; the player knows all the same.
  await expect
    .poll(() => player.evaluate((audio: HTMLAudioElement) => Number.isFinite(audio.duration)))
    .toBe(true);
  await expect
    .poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.2);
});

test('what is thrown away leaves nothing, and the microphone is closed', async ({ browser, hub }) => {
  const { anna, page, record, tray } = await talk(browser, hub);
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      Object.assign(globalThis, { microphone: stream.getTracks()[0] });
      return stream;
    };
    // On a busy machine a recorder takes its time to stop.
    const stop = MediaRecorder.prototype.stop;
    MediaRecorder.prototype.stop = function (): void {
      setTimeout(() => stop.call(this), 400);
    };
  });
  const live = () =>
    page.evaluate(() => (globalThis as unknown as { microphone?: MediaStreamTrack }).microphone?.readyState);
  await record.click();
  await expect(page.getByRole('timer')).toHaveText('0:01');
  expect(await live()).toBe('live');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Recording' })).toHaveCount(0);
  await expect(anna.composer).toBeFocused();
  await expect.poll(live).toBe('ended');
  await expect(page.getByRole('group', { name: 'Recording' })).toHaveCount(0);
  await expect(tray).toHaveCount(0);

  // The microphone is pulled out in the middle: what was said is kept, and told.
  await record.click();
  await expect(page.getByRole('timer')).toHaveText('0:01');
  await page.evaluate(() => (globalThis as unknown as { microphone?: MediaStreamTrack }).microphone?.stop());
  await expect(page.getByRole('alert').filter({ hasText: 'The recording was interrupted' })).toBeAttached();
  await expect(tray.getByText(/^Voice message · 0:0[1-9] · /)).toBeVisible();
});

test('leaving the dialog ends a recording and keeps it there', async ({ browser, hub }) => {
  const { visitor, anna, page, record, tray } = await talk(browser, hub);
  await record.click();
  await expect(page.getByRole('timer')).toHaveText('0:01');
  await anna.switchTo('All');
  const other = anna.dialogs.getByRole('option').filter({ hasNot: page.locator('[aria-selected=true]') });
  await other.and(page.locator('[aria-selected=false]')).first().click();
  await expect(page.getByRole('group', { name: 'Recording' })).toHaveCount(0);
  await expect(tray).toHaveCount(0);
  const more = `And? ${Date.now()}-${Math.random()}`;
  await visitor.say(more);
  await anna.open(more);
  await expect(tray.getByText(/^Voice message · /)).toBeVisible();
});

test('a forbidden, a missing and a busy microphone are said in words, under the field', async ({
  browser,
  hub,
}) => {
  const { anna, page, record } = await talk(browser, hub);
  const answers = [
    ['NotAllowedError', 'The microphone is not allowed'],
    ['NotFoundError', 'There is no microphone on this computer'],
    ['NotReadableError', 'another program may be using it'],
  ];
  for (const [answer = '', words = ''] of answers) {
    // A headless browser has nobody who could forbid it.
    await page.evaluate((name) => {
      const refuse = () => Promise.reject(new DOMException('as the browser says', name));
      navigator.mediaDevices.getUserMedia = refuse;
    }, answer);
    await record.click();
    const said = page.locator('form p').getByText(words);
    await expect(said).toBeVisible();
    await anna.composer.press('a');
    await expect(said).toHaveCount(0);
  }
});
