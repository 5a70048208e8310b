import type { Locator } from '@playwright/test';
import { expect, testWithOwnHub as test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** So long that it is scrolled. */
const lines = (name: string): string => Array.from({ length: 12 }, (_, n) => `${name}, line ${n}`).join('\n');

interface Seen {
  unanswered: number;
  mine: number;
  all: number;
}

async function countersOf(operator: OperatorPage): Promise<Seen> {
  return {
    unanswered: await operator.counter('Unanswered'),
    mine: await operator.counter('Mine'),
    all: await operator.counter('All'),
  };
}

const readMarks = (visitor: VisitorPage): Locator => visitor.talk.getByText('Read', { exact: true });

/** Scenario C9. Of a hub of its own: counters are compared, and dialogs that others put off come back when they like. */
test('opening a dialog, scrolling it to its end and typing in it read nothing, for oneself and for colleagues', async ({
  browser,
  hub,
}) => {
  test.slow();
  const stamp = Date.now();
  const last = (n: number): string => `question ${n} of ${stamp}`;
  const [anna, boris, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
    VisitorPage.openShop(browser, hub),
  ]);
  const both = [anna, boris];
  for (const n of [1, 2, 3]) {
    await visitor.composer.fill(`${lines(String(n))}\n${last(n)}`);
    await visitor.composer.press('Enter');
  }
  for (const operator of both)
    await expect(await operator.reveal(last(3))).toContainText('3 unread messages');
  const before = await Promise.all(both.map(countersOf));

  await test.step('by mouse', async () => {
    await anna.open(last(3));
    await anna.transcript.hover();
    await anna.page.mouse.wheel(0, -5_000);
    await expect(anna.transcript.getByText('Beginning of the dialog')).toBeInViewport();
    await anna.page.mouse.wheel(0, 5_000);
    await expect(anna.message(last(3))).toBeInViewport();
    await anna.composer.pressSequentially('I am thinking about');
  });

  await test.step('by keyboard', async () => {
    await boris.enterByKeyboard(last(3));
    await expect(boris.composer).toBeFocused();
    await boris.page.keyboard.press('Control+Digit2');
    await boris.page.keyboard.press('Home');
    await expect(boris.transcript.getByText('Beginning of the dialog')).toBeInViewport();
    await boris.page.keyboard.press('End');
    await expect(boris.message(last(3))).toBeInViewport();
    await boris.page.keyboard.press('Control+Digit3');
    await boris.page.keyboard.type('So am I');
  });

  await test.step('what the client says next is one more; nothing else has changed, after a reload neither', async () => {
    await visitor.say(last(4));
    for (const reload of [false, true])
      for (const [n, operator] of both.entries()) {
        if (reload) await operator.page.reload();
        // A draft takes the place of the last words, not of what is counted.
        const draft = operator === anna ? 'I am thinking about' : 'So am I';
        await expect(await operator.reveal(draft)).toContainText('4 unread messages');
        await expect(operator.message(last(4))).toBeVisible();
        await expect.poll(() => countersOf(operator)).toEqual(before[n]);
      }
    await expect(readMarks(visitor)).toHaveCount(0);
  });
});

test('an answer reads, everywhere; so does the hand that marks it', async ({ browser, hub }) => {
  const [anna, boris, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
    VisitorPage.openShop(browser, hub),
  ]);
  const both = [anna, boris];
  const question = `to be read ${Date.now()}`;
  await visitor.say(question);
  for (const operator of both)
    await expect(await operator.reveal(question)).toContainText('1 unread message');
  const before = await Promise.all(both.map(countersOf));
  const expectOneLess = async (): Promise<void> => {
    for (const [n, operator] of both.entries())
      await expect.poll(() => operator.counter('Unanswered')).toBe((before[n]?.unanswered ?? 0) - 1);
  };
  await anna.open(question);
  await anna.reply('Here is the answer');
  await expect(visitor.message('Here is the answer')).toBeVisible();
  await expect(readMarks(visitor)).not.toHaveCount(0);
  await expectOneLess();
  await boris.switchTo('All');
  await expect(await boris.reveal('Here is the answer')).not.toContainText('unread');

  const more = `and more of it ${question}`;
  await visitor.say(more);
  // It is hers now, and waits for nobody else.
  await expect.poll(() => anna.counter('Unanswered')).toBe(before[0]?.unanswered);
  await expect(await boris.reveal(more)).toContainText('1 unread message');
  await anna.page.keyboard.press('Alt+KeyM');
  await expect(anna.transcript).toContainText('You marked the dialog as read');
  await expectOneLess();
  await expect(boris.dialog(more)).not.toContainText('unread');
});
