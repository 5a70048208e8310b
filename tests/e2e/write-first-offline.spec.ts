import { Phone } from '#tests/support/loopback/phone.ts';
import { expect } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { send, test, toSomebodyNew } from './write-form.ts';

test('begun without a network it is one dialog when the network is back; what had become impossible is said with its words', async ({
  browser,
  hub,
}) => {
  const [heard, taken] = [Phone.withNewNumber(hub), Phone.withNewNumber(hub)];
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const mark = Date.now();
  // Over the network in a browser; where the client is installed they lie on its disk.
  const parts = ['/phones-', '/libphonenumber'];
  const fetched = (): Promise<string[]> =>
    anna.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  await expect
    .poll(async () => {
      const names = await fetched();
      return parts.filter((part) => names.some((name) => name.includes(part)));
    })
    .toEqual(parts);
  await anna.context.setOffline(true);
  await expect(anna.connection('Offline')).toBeVisible();
  await toSomebodyNew(anna, heard.typed);
  await send(anna, `From the tunnel ${mark}`);
  await expect(anna.message(`From the tunnel ${mark}`)).toHaveAttribute('data-delivery', 'pending');
  // What is said in it meanwhile goes after it.
  await anna.reply(`and one thing more ${mark}`);
  await toSomebodyNew(anna, taken.typed);
  await send(anna, `Are you there? ${mark}`);
  await expect(anna.message(`Are you there? ${mark}`)).toBeVisible();
  // Meanwhile that one writes himself.
  await taken.say(`I was first ${mark}`);
  expect(await heard.heard()).toEqual([]);

  await anna.context.setOffline(false);
  await expect.poll(() => heard.heard()).toEqual([`From the tunnel ${mark}`, `and one thing more ${mark}`]);
  const refusal = anna.page.getByRole('alert').filter({ hasText: `Are you there? ${mark}` });
  await expect(refusal).toBeVisible();
  expect(await taken.heard()).toEqual([]);
  await anna.switchTo('Unanswered');
  await anna.open(`I was first ${mark}`);
});
