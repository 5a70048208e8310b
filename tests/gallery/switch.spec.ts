import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

/** What the middle of the window shows in one frame. */
interface Frame {
  name: string | null;
  last: string | null;
  draft: string | null;
  card: string | null;
  focused: boolean;
}

declare global {
  interface Window {
    seenFrames: Frame[];
  }
}

/** From the next press or key on, notes every frame, just before it is painted. */
function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.seenFrames = [];
    const text = (selector: string): string | null =>
      [...document.querySelectorAll(selector)].at(-1)?.textContent ?? null;
    const note = (): void => {
      window.seenFrames.push({
        name: text('main h1'),
        last: text('main [role=log] article'),
        draft: document.querySelector<HTMLTextAreaElement>('main textarea')?.value ?? null,
        card: text('aside h2'),
        focused: document.activeElement?.matches('main textarea') ?? false,
      });
      requestAnimationFrame(note);
    };
    const begin = (): void => void requestAnimationFrame(note);
    window.addEventListener('click', begin, { capture: true, once: true });
    window.addEventListener('keydown', begin, { capture: true, once: true });
  });
}

/** The frames until so many after the new dialog came. */
async function framesUntil(page: Page, name: string): Promise<Frame[]> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.evaluate(async () => {
    for (let i = 0; i < 5; i += 1) await new Promise((done) => requestAnimationFrame(done));
  });
  return page.evaluate(() => window.seenFrames);
}

const setReading = (page: Page, ms: number): Promise<void> =>
  page.evaluate((value) => {
    window.gallery.store.readingMs = value;
  }, ms);

const DMITRY = { name: 'Дмитрий К.', last: /зафиксируем цену/, draft: '', card: 'Дмитрий К.' };
const OLGA = {
  name: 'Ольга',
  last: /🙏🙏/,
  draft: 'Добрый день! Да, комплект есть, сейчас уточню',
  card: 'Ольга',
};

function isWhole(frame: Frame, one: typeof OLGA): boolean {
  return (
    frame.name === one.name &&
    one.last.test(frame.last ?? '') &&
    frame.draft === one.draft &&
    frame.card === one.card
  );
}

for (const readingMs of [0, 40, 300]) {
  test(`every frame shows one dialog whole, with a replica that answers after ${readingMs} ms`, async ({
    open,
  }) => {
    const page = await open('main');
    await setReading(page, readingMs);
    await watchFrames(page);
    await page.getByRole('option', { name: /Ольга/ }).click();
    const frames = await framesUntil(page, 'Ольга');
    const torn = frames.filter((frame) => !isWhole(frame, DMITRY) && !isWhole(frame, OLGA));
    expect(torn).toEqual([]);
    const came = frames.findIndex((frame) => frame.name === 'Ольга');
    // The keyboard comes in the same frame, just after it was noted here.
    expect(frames.slice(came + 1).every((frame) => frame.focused)).toBe(true);
    if (readingMs === 0) expect(came).toBeLessThanOrEqual(2);
  });
}

test('a step from the message field goes on in the next one’s', async ({ open }) => {
  const page = await open('main');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  await setReading(page, 40);
  await field.focus();
  await watchFrames(page);
  await page.keyboard.press('Alt+ArrowDown');
  const frames = await framesUntil(page, 'Ольга');
  expect(frames.at(-1)?.focused).toBe(true);
  // And two in a row, the second before the first has arrived.
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(field).toBeFocused();
});

test('while the next dialog is being read the former can be neither typed into nor acted upon', async ({
  open,
}) => {
  const page = await open('main');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  await field.focus();
  await setReading(page, 1000);
  await page.getByRole('option', { name: /Ольга/ }).click();
  await page.keyboard.type('не туда');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+End');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  const world = await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const of = (n: number) => store.world.dialogs.get(dialogId(n))?.state.status;
    return { drafts: store.world.drafts.get(dialogId(5))?.text ?? '', states: [of(5), of(4)] };
  });
  expect(world).toEqual({ drafts: '', states: ['active', 'active'] });
});

test('a replica that does not answer at all does not hold the former dialog for ever', async ({ open }) => {
  const page = await open('main');
  await setReading(page, 60_000);
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(0);
});

test('what another window sends leaves the field here; what is typed here stays', async ({ open }) => {
  const page = await open('main');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  const elsewhere = (text: string | null): Promise<void> =>
    page.evaluate((value) => {
      const { store, dialogId } = window.gallery;
      if (value === null) store.world.drafts.delete(dialogId(5));
      else store.world.drafts.set(dialogId(5), { text: value, hidden: false });
      store.changed();
    }, text);
  await elsewhere('написано в другом окне');
  await expect(field).toHaveValue('написано в другом окне');
  await elsewhere(null);
  await expect(field).toHaveValue('');
  await field.pressSequentially('здесь');
  await elsewhere('там');
  await expect(field).toHaveValue('здесь');
});

test('in a browser Back and Forward go through lists and dialogs, and a reload stays where one was', async ({
  open,
}) => {
  const page = await open('main', { platform: 'browser' });
  const name = page.getByRole('heading', { level: 1 });
  const list = page.getByRole('listbox');
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(name).toHaveText('Ольга');
  await page.keyboard.press('Alt+4');
  await expect(list).toHaveAttribute('data-list', 'closed');
  await page.getByRole('option', { name: /Наталья Ким/ }).click();
  await expect(name).toHaveText('Наталья Ким');
  const address = page.url();
  await page.goBack();
  await expect(name).toHaveText('Ольга');
  await expect(list).toHaveAttribute('data-list', 'closed');
  await page.goBack();
  await expect(list).toHaveAttribute('data-list', 'mine');
  await page.goBack();
  await expect(name).toHaveText('Дмитрий К.');
  await page.goForward();
  await expect(name).toHaveText('Ольга');
  await page.reload();
  await expect(name).toHaveText('Ольга');
  await page.goBack();
  await expect(name).toHaveText('Дмитрий К.');
  expect(page.url()).toBe(address);
});

test('in the shell the page leaves no history', async ({ open }) => {
  const page = await open('main');
  const before = await page.evaluate(() => history.length);
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  expect(await page.evaluate(() => history.length)).toBe(before);
});
