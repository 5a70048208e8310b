import { CHANNELS } from '#server/seed/company.ts';
import { Colleague } from './colleague.ts';
import { expect, LANGUAGES, PHONE, Studio, test, type Locale } from './studio.ts';
import { Visitor } from './visitor.ts';

const TALK: Readonly<
  Record<Locale, { asks: string; hears: string; adds: string; asksElsewhere: readonly string[] }>
> = {
  ru: {
    asks: 'Здравствуйте! Какой улун взять для начала? 🍵',
    hears: 'Добрый день! Начните с Те Гуань Инь: он мягкий и цветочный.',
    adds: 'Спасибо! А заваривать как?',
    asksElsewhere: [
      'Здравствуйте! Что взять новичку? 🍵',
      'Добрый день! Посоветуйте улун для начала 🌿',
      'Здравствуйте! Хочу попробовать улун, с какого начать?',
    ],
  },
  en: {
    asks: 'Hello! Which oolong is good to begin with? 🍵',
    hears: 'Good day! Begin with Tie Guan Yin: it is mild and flowery.',
    adds: 'Thanks! And how do I brew it?',
    asksElsewhere: [
      'Hello! What should a beginner take? 🍵',
      'Good day! Which oolong would you advise first? 🌿',
      'Hello! I would like to try oolong, where do I begin?',
    ],
  },
};

for (const language of LANGUAGES) {
  const talk = TALK[language];

  test(`the shop with its chat, ${language}`, async ({ browser, hub }) => {
    test.setTimeout(180_000);
    const anna = await Colleague.at(hub, 'anna');
    const studio = await Studio.open((options) => browser.newContext(options), language);
    const page = await studio.context.newPage();
    const visitor = new Visitor(page, language);
    await page.goto(`${hub.ready.url}/demo/?lang=${language}`);
    await visitor.launcher.waitFor();
    await studio.take(page, 'shop-closed');
    await visitor.launcher.click();
    await visitor.composer.waitFor();
    await studio.take(page, 'shop-open-first');
    await visitor.say(talk.asks);
    const { id } = await anna.dialogWith(talk.asks);
    await visitor.close.click();
    await anna.say(id, talk.hears);
    await expect(page.getByText(talk.hears).first()).toBeVisible();
    await studio.take(page, 'shop-badge');
    await page
      .getByRole('button', { name: /чат|chat/i })
      .first()
      .click();
    await expect(visitor.said(talk.hears)).toBeVisible();
    await studio.take(page, 'shop-open-talk');
    await studio.context.setOffline(true);
    await visitor.say(talk.adds);
    await studio.take(page, 'shop-offline');
    await studio.context.close();
  });

  test(`the chat on a phone and as a page, ${language}`, async ({ browser, hub }) => {
    const anna = await Colleague.at(hub, 'anna');
    const places = [
      ['phone-shop', PHONE, `/demo/?lang=${language}`],
      ['phone-chat-page', PHONE, `/chat/${CHANNELS.shop.id}/?lang=${language}`],
      ['chat-page', undefined, `/chat/${CHANNELS.shop.id}/?lang=${language}`],
    ] as const;
    for (const [n, [where, sizes, address]] of places.entries()) {
      const studio = await Studio.open((options) => browser.newContext(options), language, sizes);
      const page = await studio.context.newPage();
      const visitor = new Visitor(page, language);
      await page.goto(`${hub.ready.url}${address}`);
      if (where === 'phone-shop') {
        await visitor.launcher.waitFor();
        await studio.take(page, `${where}-closed`);
        await visitor.launcher.click();
      }
      await visitor.composer.waitFor();
      const asks = talk.asksElsewhere[n] ?? '';
      await visitor.say(asks);
      await anna.say((await anna.dialogWith(asks)).id, talk.hears);
      await expect(visitor.said(talk.hears)).toBeVisible();
      await studio.take(page, where === 'phone-shop' ? `${where}-open` : where);
      await studio.context.close();
    }
  });
}

test('the page that describes the API', async ({ browser, hub }) => {
  const studio = await Studio.open((options) => browser.newContext(options), 'en');
  const page = await studio.context.newPage();
  await page.goto(`${hub.ready.url}/api/docs`);
  await page.locator('.opblock').first().waitFor();
  await studio.take(page, 'api-docs');
  await studio.context.close();
});
