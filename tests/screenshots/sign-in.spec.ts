import { expect, LANGUAGES, Studio, test } from './studio.ts';

for (const language of LANGUAGES) {
  test(`signing in, and lists with nothing in them, ${language}`, async ({ browser, hub }) => {
    test.setTimeout(180_000);
    const studio = await Studio.open((options) => browser.newContext(options), language);
    const page = await studio.context.newPage();
    const t = studio.words.bind(studio);
    await page.goto(hub.ready.clientUrl);
    const submit = page.getByRole('button', { name: t('signIn.submit') });
    const password = page.getByLabel(t('signIn.password'), { exact: true });
    await submit.waitFor();
    await studio.take(page, 'sign-in');
    await submit.click();
    await studio.take(page, 'sign-in-nothing-typed');
    await page.getByLabel(t('signIn.login')).fill('vera');
    await password.fill('wrong');
    await submit.click();
    await page.getByText(t('signIn.error.wrongCredentials')).waitFor();
    await studio.take(page, 'sign-in-wrong-password');

    await page.getByRole('button', { name: t('signIn.hubAnother') }).click();
    const address = page.getByLabel(t('signIn.hub'));
    await address.fill('http://127.0.0.1:9');
    await submit.click();
    await expect(page.getByRole('alert')).toContainText('http://127.0.0.1:9');
    await studio.take(page, 'sign-in-unreachable');
    await address.fill('list-tea.example');
    await page.route('https://list-tea.example/**', (route) => route.fulfill({ body: '<html></html>' }));
    await submit.click();
    await expect(page.getByRole('alert')).toContainText('https://list-tea.example');
    await studio.take(page, 'sign-in-not-a-hub');

    await address.fill(hub.ready.url);
    await password.fill('demo');
    await submit.click();
    await page.getByRole('tab', { name: t('list.mine') }).click();
    await page.getByText(t('dialogs.empty.mine.title')).waitFor();
    await studio.take(page, 'list-empty');
    await studio.context.close();
  });
}
