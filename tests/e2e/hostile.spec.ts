import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const ATTACKS = [
  '<img src=x onerror="window.__owned=1"><script>window.__owned=1</script>',
  'javascript:window.__owned=1 and <a href="javascript:window.__owned=1">click</a>',
  '"><svg/onload=window.__owned=1>',
  '{{constructor.constructor("window.__owned=1")()}} ${window.__owned=1} {name} {count, plural, other{x}}',
  '\u202Egnp.exe \u2066hidden\u2069 مرحبا بالعالم',
];

test('markup and scripts stay the text they are, on both sides', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const marker = `hostile ${Date.now()}`;
  await visitor.say(marker);
  await anna.open(marker);
  await anna.button('Answer').click();
  for (const attack of ATTACKS) {
    await visitor.say(attack);
    await expect(anna.message(attack)).toHaveCount(1);
    await anna.reply(`echo ${attack}`);
    await expect(visitor.message(`echo ${attack}`)).toBeVisible();
  }
  for (const { page } of [anna, visitor]) {
    expect(await page.evaluate(() => '__owned' in window)).toBe(false);
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
  }
  await expect(anna.transcript.locator('img, script, svg[onload]').filter({ hasText: 'owned' })).toHaveCount(
    0,
  );
});

test('a text that turns the direction or never ends a character stays in its place', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const marker = `turned ${Date.now()}`;
  await visitor.say(marker);
  await anna.open(marker);
  const turned = `${marker} see \u202E moc.evil//:sptth and https://moc.evil.example/ more`;
  await visitor.say(turned);
  const message = anna.message(`${marker} see`);
  const link = message.getByRole('link');
  await expect(link).toHaveCSS('unicode-bidi', 'isolate');
  await expect(link).toHaveCSS('direction', 'ltr');
  // The room for the time stands after the words, and the time in it: neither covers the other.
  const [time, words] = await message.evaluate((article) => {
    const box = (node: Node): DOMRect[] => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    };
    const at = article.querySelector('time');
    const text = article.querySelector('[dir="auto"] > span');
    if (!at || !text) throw new Error('The message looks otherwise');
    return [box(at), box(text)];
  });
  const covers = (a: DOMRect, b: DOMRect): boolean =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  expect(time.some((one) => words.some((other) => covers(one, other)))).toBe(false);
  await visitor.say(`${marker} tower Z${'\u0301\u0302\u0489'.repeat(400)}`);
  const bubble = anna.message(`${marker} tower`).locator('.overflow-x-clip').first();
  await expect(bubble).toHaveCSS('overflow-x', 'clip');
});

test('a text over the limit is refused in words and stays in the composer', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const marker = `long ${Date.now()}`;
  await visitor.say(marker);
  await anna.open(marker);
  const long = 'ж'.repeat(32 * 1024 + 1);
  await anna.composer.fill(long);
  await expect(anna.page.getByText(/Too long/)).toBeVisible();
  await anna.composer.press('Enter');
  await expect(anna.composer).toHaveValue(long);
});
