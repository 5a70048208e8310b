/** Talks of the team, with three people: who sees them, who does not, and that no client ever does. */
import type { Locator } from '@playwright/test';
import { operatorsResponseSchema, type Rights } from '#shared/wire/http/rights.ts';
import { signInResponseSchema } from '#shared/wire/http/session.ts';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const ANNA = 'Анна Соколова';
const BORIS = 'Борис Ким';
const VERA = 'Вера Орлова';
const SHOP = 'Интернет-магазин';

/** The team's side of an operator's window. */
class TeamSide {
  readonly who: OperatorPage;
  readonly list: Locator;
  readonly field: Locator;

  constructor(who: OperatorPage) {
    this.who = who;
    this.list = who.page.getByRole('listbox', { name: 'Team talks' });
    this.field = who.page.getByRole('textbox', { name: 'Message to colleagues' });
  }

  get tab(): Locator {
    return this.who.page.getByRole('button', { name: 'Team', exact: true });
  }

  async enter(): Promise<void> {
    await this.tab.click();
    await expect(this.list).toBeVisible();
  }

  /** By whose it is; what was said last may name anybody. */
  talk(name: string): Locator {
    return this.list.getByRole('option', { name: new RegExp(`^${name}`) });
  }

  saying(text: string): Locator {
    return this.list.getByRole('option').filter({ hasText: text });
  }

  async open(name: string): Promise<void> {
    await this.talk(name).click();
    await expect(this.who.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
    await expect(this.who.message(text)).toBeVisible();
  }
}

const stamp = (): string => `${Date.now()}-${Math.floor(Math.random() * 1000)}`;

test.describe('talks of the team', () => {
  test.setTimeout(240_000);

  test('two people’s talk is theirs: neither a third colleague nor the admin has it, nor finds it', async ({
    browser,
    hub,
  }) => {
    const [anna, boris, vera] = await Promise.all([
      OperatorPage.signIn(browser, hub, 'anna'),
      OperatorPage.signIn(browser, hub, 'boris'),
      OperatorPage.signIn(browser, hub, 'vera'),
    ]);
    const secret = `salary ${stamp()}`;
    const hers = new TeamSide(anna);
    await hers.enter();
    await hers.open(BORIS);
    // Nothing of a client's dialog is here.
    for (const name of ['Answer', 'Finish', 'Transfer'])
      await expect(anna.button(name as 'Answer')).toHaveCount(0);
    await expect(anna.page.getByRole('switch', { name: 'Hidden message' })).toHaveCount(0);
    await hers.say(secret);

    const his = new TeamSide(boris);
    await expect(his.tab).toHaveAccessibleDescription(/unread/);
    await his.enter();
    await expect(his.saying(secret)).toHaveAccessibleName(new RegExp(`${ANNA}.*unread`));
    await his.open(ANNA);
    await expect(boris.message(secret)).toBeVisible();
    await expect(his.saying(secret)).not.toHaveAccessibleName(/unread/);
    await his.field.pressSequentially('I see');
    await expect(anna.talk).toContainText(`${BORIS} is typing`);
    await his.field.press('Enter');
    await expect(anna.message('I see')).toBeVisible();

    // One was there all the time, the other takes his first copy now.
    for (const third of [vera, await OperatorPage.signIn(browser, hub, 'admin')]) {
      const side = new TeamSide(third);
      await side.enter();
      await expect(side.talk(ANNA)).toBeVisible();
      await expect(side.list).not.toContainText(secret);
      await third.page.keyboard.press('Control+KeyF');
      await third.page.keyboard.type(secret);
      await expect(third.page.getByText('Nothing found')).toBeVisible();
    }
    // Who is in it finds it, in a section of its own.
    await anna.page.keyboard.press('Control+KeyF');
    await anna.page.keyboard.type(secret);
    const found = anna.page.getByRole('group', { name: 'Team talks' }).getByRole('option');
    await expect(found).toContainText(secret);
  });

  test('a line’s talk: files, an answer, a reaction and a name reach everybody of the line and no client', async ({
    browser,
    hub,
  }) => {
    const [anna, boris, visitor] = await Promise.all([
      OperatorPage.signIn(browser, hub, 'anna'),
      OperatorPage.signIn(browser, hub, 'boris'),
      VisitorPage.openShop(browser, hub),
    ]);
    const mark = stamp();
    await visitor.say(`Is it fresh? ${mark}`);
    const hers = new TeamSide(anna);
    const his = new TeamSide(boris);
    await hers.enter();
    await hers.open(SHOP);
    await anna.page.locator('form input[type=file]').setInputFiles({
      name: `prices-${mark}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from('the margin is 40 %'),
    });
    await expect(anna.page.locator('form')).toContainText(`prices-${mark}.txt`);
    await hers.field.fill('');
    await hers.field.pressSequentially(`@${BORIS.slice(0, 4)}`);
    await expect(anna.page.getByRole('listbox', { name: 'Colleagues' })).toContainText(BORIS);
    await hers.field.press('Enter');
    await hers.field.pressSequentially(`old stock ${mark}`);
    await hers.field.press('Enter');
    await expect(anna.message(`old stock ${mark}`)).toHaveAttribute('data-visibility', 'hidden');

    await his.enter();
    await expect(his.talk(SHOP)).toHaveAccessibleName(/you are mentioned/);
    await his.open(SHOP);
    const said = boris.message(`old stock ${mark}`);
    await expect(said.locator('[data-mention]')).toHaveText(`@${BORIS}`);
    await expect(said).toContainText(`prices-${mark}.txt`);
    await said.click({ button: 'right', position: { x: 20, y: 10 } });
    await boris.page.getByRole('menuitem', { name: 'React with 👍' }).click();
    await expect(anna.message(`old stock ${mark}`).getByRole('button', { name: /👍/ })).toBeVisible();
    await said.focus();
    await boris.page.keyboard.press('KeyR');
    await expect(his.field).toBeFocused();
    await his.say(`sell it first ${mark}`);
    await expect(anna.message(`sell it first ${mark}`)).toContainText('old stock');

    // Among clients: the question waits as before, and its writer has heard nothing.
    await anna.page.keyboard.press('Escape');
    await anna.open(`Is it fresh? ${mark}`);
    await anna.button('Answer').click();
    await anna.reply(`Quite fresh ${mark}`);
    await expect(visitor.message(`Quite fresh ${mark}`)).toBeVisible();
    await expect(visitor.talk).not.toContainText('stock');
    await expect(visitor.talk).not.toContainText('prices-');
    await expect(anna.talk).not.toContainText('stock');
  });

  test('written without a network by both to each other, it is one talk with every word once', async ({
    browser,
    hub,
  }) => {
    const [emma, timur] = await Promise.all([
      OperatorPage.signIn(browser, hub, 'emma'),
      OperatorPage.signIn(browser, hub, 'timur'),
    ]);
    const mark = stamp();
    const names = new Map(hub.ready.logins.map(({ login, name }) => [login, name]));
    const hers = new TeamSide(emma);
    const his = new TeamSide(timur);
    await Promise.all([hers.enter(), his.enter()]);
    for (const who of [emma, timur]) {
      await who.context.setOffline(true);
      await expect(who.connection('Offline')).toBeVisible();
    }
    await hers.open(names.get('timur') ?? '');
    await hers.say(`from her ${mark}`);
    await expect(emma.message(`from her ${mark}`)).toHaveAttribute('data-delivery', 'pending');
    await his.open(names.get('emma') ?? '');
    await his.say(`from him ${mark}`);
    // Her words are not with the hub yet when her window is opened anew; a page in a browser needs the network for that.
    const letGo = await emma.holdIntents();
    await emma.context.setOffline(false);
    await emma.page.reload();
    await expect(emma.message(`from her ${mark}`)).toHaveAttribute('data-delivery', 'pending');
    letGo();
    await timur.context.setOffline(false);
    for (const who of [emma, timur]) {
      await expect(who.message(`from her ${mark}`)).toHaveCount(1);
      await expect(who.message(`from him ${mark}`)).toHaveCount(1);
      await expect(who.message(`from her ${mark}`)).not.toHaveAttribute('data-delivery', 'pending');
      await expect(who.message(`from him ${mark}`)).not.toHaveAttribute('data-delivery', 'pending');
    }
    const texts = [`from her ${mark}`, `from him ${mark}`];
    expect(await emma.orderOf(texts)).toEqual(await timur.orderOf(texts));
  });

  test('off the line its talk is gone, even while it is open; back on it, it is there and all of it is read', async ({
    browser,
    hub,
  }) => {
    const [boris, emma] = await Promise.all([
      OperatorPage.signIn(browser, hub, 'boris'),
      OperatorPage.signIn(browser, hub, 'emma'),
    ]);
    const mark = stamp();
    const [his, hers] = [new TeamSide(boris), new TeamSide(emma)];
    await his.enter();
    await his.open('Wholesale');
    await hers.enter();
    await hers.open('Wholesale');
    await hers.say(`before ${mark}`);
    await expect(boris.message(`before ${mark}`)).toBeVisible();
    const { id, rights } = await rightsOf(hub, BORIS);
    await setRights(hub, id, { ...rights, lineIds: rights.lineIds.slice(0, 1) });
    await expect(boris.page.getByRole('heading', { name: 'This talk is not yours any more' })).toBeVisible();
    await expect(his.talk('Wholesale')).toHaveCount(0);
    await hers.say(`behind his back ${mark}`);
    await setRights(hub, id, rights);
    await expect(boris.message(`behind his back ${mark}`)).toBeVisible();
  });

  test('by the keyboard alone: to the team, through its talks, to a colleague by the palette, and back', async ({
    browser,
    hub,
  }) => {
    const anna = await OperatorPage.signIn(browser, hub, 'anna');
    const side = new TeamSide(anna);
    const { keyboard } = anna.page;
    const mark = stamp();
    await keyboard.press('Alt+Digit6');
    await expect(side.list).toBeFocused();
    await expect(side.talk(SHOP)).toBeVisible();
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await expect(anna.page.getByRole('heading', { level: 1, name: SHOP })).toBeVisible();
    await expect(side.field).toBeFocused();
    await keyboard.press('Alt+ArrowDown');
    await expect(anna.page.getByRole('heading', { level: 1, name: SHOP })).toHaveCount(0);
    await keyboard.press('Alt+ArrowUp');
    await expect(anna.page.getByRole('heading', { level: 1, name: SHOP })).toBeVisible();
    await keyboard.press('Escape');
    await expect(anna.dialogs).toBeVisible();
    await expect(side.list).toHaveCount(0);

    await keyboard.press('Control+KeyK');
    await keyboard.type('Вера');
    const offer = anna.page.getByRole('option', { name: `Write to ${VERA}` });
    await expect(offer).toBeVisible();
    while ((await offer.getAttribute('aria-selected')) !== 'true') await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(anna.page.getByRole('heading', { level: 1, name: VERA })).toBeVisible();
    await expect(side.field).toBeFocused();
    await keyboard.type(`by keys ${mark}`);
    await keyboard.press('Enter');
    await expect(anna.message(`by keys ${mark}`)).toBeVisible();
    await keyboard.press('ArrowUp');
    await expect(side.field).toHaveValue(`by keys ${mark}`);
    await keyboard.type(' alone');
    await keyboard.press('Enter');
    await expect(anna.message(`by keys ${mark} alone`)).toContainText('edited');
    // What is being written stays with its talk.
    await keyboard.type('half a sentence');
    await keyboard.press('Escape');
    await expect(anna.dialogs).toBeVisible();
    await keyboard.press('Alt+Digit6');
    await expect(side.field).toHaveValue('half a sentence');
    await anna.page.reload();
    await expect(side.field).toHaveValue('half a sentence');
  });
});

/** An admin at a terminal, until there are screens for him. */
async function asAdmin(hub: HubProcess, path: string, init: RequestInit = {}): Promise<Response> {
  const known = hub.ready.logins.find(({ role }) => role === 'admin');
  if (!known) throw new Error('The demo has no admin');
  const { login, password } = known;
  const json = { 'content-type': 'application/json' };
  const signedIn = await fetch(new URL('/api/session', hub.ready.url), {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ login, password, device: 'test' }),
  });
  const { token } = signInResponseSchema.parse(await signedIn.json());
  const headers = { ...json, authorization: `Bearer ${token}` };
  return fetch(new URL(path, hub.ready.url), { ...init, headers });
}

async function rightsOf(hub: HubProcess, name: string): Promise<{ id: string; rights: Rights }> {
  const { operators } = operatorsResponseSchema.parse(
    await (await asAdmin(hub, '/api/admin/operators')).json(),
  );
  const found = operators.find(({ operator }) => operator.name === name);
  if (!found) throw new Error(`Nobody is called ${name}`);
  return { id: found.operator.id, rights: found.rights };
}

async function setRights(hub: HubProcess, operatorId: string, rights: Rights): Promise<void> {
  const path = `/api/admin/operators/${operatorId}/rights`;
  const response = await asAdmin(hub, path, { method: 'PUT', body: JSON.stringify(rights) });
  expect(response.status).toBe(200);
}
