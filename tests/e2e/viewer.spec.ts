import type { Browser, Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { axe } from '#tests/support/axe.ts';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { makePdf } from '#tests/support/pdf.ts';
import { wav } from '#tests/support/sound.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

// What clients send, opened by operators: seen where it can be, and never run.

interface Sent {
  anna: OperatorPage;
  visitor: VisitorPage;
  viewer: Locator;
  open: (name: string) => Promise<void>;
}

interface Sample {
  name: string;
  buffer: Buffer;
}

/** A client sends files through the site chat; an operator has the dialog open. */
async function send(browser: Browser, hub: HubProcess, ...files: Sample[]): Promise<Sent> {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const caption = `Look at this ${Date.now()}-${Math.random()}`;
  await visitor.page
    .locator('otklik-chat input[type=file]')
    .setInputFiles(files.map(({ name, buffer }) => ({ name, buffer, mimeType: 'application/octet-stream' })));
  await expect(visitor.page.locator('otklik-chat .tray li[data-state=done]')).toHaveCount(files.length);
  await visitor.say(caption);
  await anna.open(caption);
  const viewer = anna.page.getByRole('dialog');
  const open = async (name: string): Promise<void> => {
    await anna.transcript.getByRole('button', { name: `Open ${name}` }).press('Enter');
    await expect(viewer.getByRole('heading', { name })).toBeVisible();
  };
  return { anna, visitor, viewer, open };
}

/** Everything that would show that something of a file was carried out. */
function watch(page: Page): string[] {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('popup', (popup) => void seen.push(`popup: ${popup.url()}`));
  page.context().on('request', (request) => {
    if (request.url().includes('evil.example')) seen.push(`request: ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) seen.push(message.text());
  });
  page.on('pageerror', (error) => void seen.push(`error: ${error.message}`));
  return seen;
}

const page = (viewer: Locator, n: number, of: number): Locator =>
  viewer.getByRole('region', { name: `Page ${n} of ${of}`, exact: true });

/** Whether something dark was painted on the page. */
const painted = (place: Locator): Promise<boolean> =>
  place.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return data.some((value, i) => i % 4 !== 3 && value < 100);
  });

test('a PDF full of scripts and links is painted, and nothing in it runs or leads anywhere', async ({
  browser,
  hub,
}) => {
  const hostile = makePdf({ pages: ['Invoice 1042', 'Second page'], hostile: true });
  const { anna, viewer, open } = await send(browser, hub, { name: 'invoice.pdf', buffer: hostile });
  const seen = watch(anna.page);
  await open('invoice.pdf');
  await expect(page(viewer, 1, 2)).toBeVisible();
  await expect.poll(() => painted(page(viewer, 1, 2))).toBe(true);
  // Its words are there for who copies them or has them read aloud.
  await expect(page(viewer, 1, 2).getByText('Invoice 1042')).toBeAttached();
  await page(viewer, 1, 2).click();
  await expect(viewer.getByRole('link')).toHaveCount(0);
  const found = await axe(anna.page).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  const [saved] = await Promise.all([
    anna.page.waitForEvent('download'),
    viewer.getByRole('button', { name: 'Save invoice.pdf' }).click(),
  ]);
  expect(await readFile(await saved.path())).toEqual(hostile);
  await anna.page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  expect(seen).toEqual([]);
});

test('a thousand pages are gone through by keyboard, and only those in sight are drawn', async ({
  browser,
  hub,
}) => {
  const pages = Array.from({ length: 1_000 }, (_, i) => `This is page ${i + 1}`);
  const { anna, viewer, open } = await send(browser, hub, {
    name: 'catalogue.pdf',
    buffer: makePdf({ pages }),
  });
  await open('catalogue.pdf');
  await expect.poll(() => painted(page(viewer, 1, 1_000))).toBe(true);
  await viewer.getByRole('region', { name: 'catalogue.pdf' }).press('End');
  await expect(page(viewer, 1_000, 1_000).getByText('This is page 1000')).toBeAttached();
  await expect.poll(() => painted(page(viewer, 1_000, 1_000))).toBe(true);
  expect(await viewer.locator('canvas').count()).toBeLessThan(8);
  const before = await page(viewer, 1_000, 1_000).boundingBox();
  await anna.page.keyboard.press('+');
  await expect
    .poll(async () => (await page(viewer, 1_000, 1_000).boundingBox())?.width ?? 0)
    .toBeGreaterThan(before?.width ?? Infinity);
});

test('a protected PDF asks for its password, a damaged one says so, and both can be saved', async ({
  browser,
  hub,
}) => {
  const whole = makePdf({ pages: ['Between us'] });
  const { anna, viewer, open } = await send(
    browser,
    hub,
    { name: 'secret.pdf', buffer: makePdf({ pages: ['Between us'], password: 'tea' }) },
    { name: 'broken.pdf', buffer: whole.subarray(0, 60) },
  );
  await open('secret.pdf');
  const field = viewer.getByLabel('Password of the file');
  await expect(field).toBeFocused();
  await field.fill('coffee');
  await field.press('Enter');
  await expect(viewer.getByText('It does not fit')).toBeVisible();
  await field.fill('tea');
  await field.press('Enter');
  await expect(page(viewer, 1, 1).getByText('Between us')).toBeAttached();
  await anna.page.keyboard.press('ArrowRight');
  await expect(viewer.getByText(/The file is damaged/)).toBeVisible();
  const [saved] = await Promise.all([
    anna.page.waitForEvent('download'),
    viewer.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('broken.pdf');
});

/** In an encoding of one byte a letter. */
function inBytes(text: string, encoding: string): Buffer {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, i) => i));
  return Buffer.from(Uint8Array.from(text, (letter) => letters.indexOf(letter)));
}

test('a text is shown as it was written, whatever encoding it is in, and a long one piece by piece', async ({
  browser,
  hub,
}) => {
  const words = 'Счёт № 1042. Оплатить до пятницы <script>alert(1)</script>';
  const long = `${'Строка прайса\n'.repeat(420_000)}КОНЕЦ`;
  const { anna, viewer, open } = await send(
    browser,
    hub,
    { name: 'windows.txt', buffer: inBytes(words, 'windows-1251') },
    { name: 'unicode.txt', buffer: Buffer.from(`\uFEFF${words}`, 'utf16le') },
    { name: 'long.txt', buffer: Buffer.from(long) },
  );
  const seen = watch(anna.page);
  expect(Buffer.byteLength(long)).toBeGreaterThan(10_000_000);
  await open('windows.txt');
  await expect(viewer.getByText(words)).toBeVisible();
  await anna.page.keyboard.press('ArrowRight');
  await expect(viewer.getByRole('heading', { name: 'unicode.txt' })).toBeVisible();
  await expect(viewer.getByText(words)).toBeVisible();
  await anna.page.keyboard.press('ArrowRight');
  const text = viewer.getByRole('region', { name: 'long.txt' });
  await expect(text.getByText('This is the beginning of the file')).toBeAttached();
  const shown = async (): Promise<number> => (await text.locator('pre').textContent())?.length ?? 0;
  const first = await shown();
  // Laid out as one, a text of several scripts would hold the window.
  expect(await text.locator('pre > span').count()).toBeGreaterThan(50);
  await text.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(shown).toBeGreaterThan(first * 1.9);
  expect(seen).toEqual([]);
});

/** A film of half a second, made by the browser itself. */
const film = (browserPage: Page): Promise<Buffer> =>
  browserPage
    .evaluate(async () => {
      const canvas = document.createElement('canvas');
      canvas.width = 64;
      canvas.height = 48;
      const context = canvas.getContext('2d');
      const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => void parts.push(data);
      recorder.start();
      for (let i = 0; i < 12; i += 1) {
        if (context) context.fillStyle = i % 2 === 0 ? 'red' : 'blue';
        context?.fillRect(0, 0, 64, 48);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 40)));
      }
      const stopped = new Promise((done) => (recorder.onstop = done));
      recorder.stop();
      await stopped;
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    })
    .then((bytes) => Buffer.from(bytes));

test('sound and film play, one at a time; what cannot be played says so', async ({ browser, hub }) => {
  const maker = await browser.newPage();
  const moving = await film(maker);
  await maker.close();
  const { anna, viewer, open } = await send(
    browser,
    hub,
    { name: 'first.wav', buffer: wav(20) },
    { name: 'second.wav', buffer: wav(20) },
    { name: 'film.webm', buffer: moving },
    { name: 'odd.wav', buffer: wav(1).fill(0x41, 20, 24) },
  );
  const { page: desk } = anna;
  const playing = (name: string) =>
    desk
      .locator(`audio[aria-label="${name}"]`)
      .evaluate((audio: HTMLAudioElement) => !audio.paused && audio.currentTime > 0);
  await desk.getByRole('button', { name: 'Play first.wav' }).click();
  await expect.poll(() => playing('first.wav')).toBe(true);
  await desk.getByRole('button', { name: 'Play second.wav' }).click();
  await expect.poll(() => playing('second.wav')).toBe(true);
  expect(await playing('first.wav')).toBe(false);
  await desk.getByRole('button', { name: 'Play odd.wav' }).click();
  await expect(desk.getByText('It cannot be played here, only saved')).toBeVisible();

  await open('film.webm');
  const video = viewer.locator('video');
  await video.evaluate((element: HTMLVideoElement) => element.play());
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(64);
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0);
  expect(await playing('second.wav')).toBe(false);
});
