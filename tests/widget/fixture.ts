import { test as base, type BrowserContext } from '@playwright/test';
import { leftOpen } from '#tests/support/left-open.ts';
import { ChatBox } from './chat-box.ts';
import { setStage, type Stage } from './stage.ts';

interface Fixtures {
  /** A chat on the site in a browser profile of its own, opened. */
  chat: ChatBox;
  leftOpen: void;
}

export const test = base.extend<Fixtures, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const stage = await setStage();
      await use(stage);
      await stage.strike();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  leftOpen: [...leftOpen],
  locale: 'en-GB',
  chat: async ({ context, stage }, use) => {
    await use(await openChat(context, stage));
  },
});

export async function openChat(context: BrowserContext, stage: Stage, path = '/'): Promise<ChatBox> {
  const chat = new ChatBox(await context.newPage(), stage);
  await chat.goto(path);
  await chat.open();
  return chat;
}

export { expect } from '@playwright/test';
