import type { Page } from '@playwright/test';
import { expect, test } from './shell-test.ts';

/** What becomes of the wish for a device: its tracks, or the name of the refusal. */
function ask(page: Page, wanted: MediaStreamConstraints): Promise<string[]> {
  return page.evaluate(async (constraints) => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      const kinds = stream.getTracks().map((track) => track.kind);
      for (const track of stream.getTracks()) track.stop();
      return kinds;
    } catch (error) {
      return [error instanceof DOMException ? error.name : String(error)];
    }
  }, wanted);
}

test('the page may record the voice and may not look', async ({ start }) => {
  const shell = await start({ fakeDevices: true });
  const page = await shell.window();
  await expect(page).toHaveTitle('Otklik');
  expect(await ask(page, { audio: true })).toEqual(['audio']);
  expect(await ask(page, { video: true })).toEqual(['NotAllowedError']);
  expect(await ask(page, { audio: true, video: true })).toEqual(['NotAllowedError']);
});
