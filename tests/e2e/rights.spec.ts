import type { Page } from '@playwright/test';
import { operatorsResponseSchema, type Rights } from '#shared/wire/http/rights.ts';
import { signInResponseSchema } from '#shared/wire/http/session.ts';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** An admin at a terminal, until there are screens for him. */
class Admin {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async signIn({ ready }: HubProcess): Promise<Admin> {
    const known = ready.logins.find((one) => one.role === 'admin');
    if (!known) throw new Error('The demo has no admin');
    const { login, password } = known;
    const response = await fetch(new URL('/api/session', ready.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password, device: 'test' }),
    });
    return new Admin(ready.url, signInResponseSchema.parse(await response.json()).token);
  }

  async rightsOf(name: string): Promise<{ id: string; rights: Rights }> {
    const response = await this.#fetch('/api/admin/operators', {});
    const { operators } = operatorsResponseSchema.parse(await response.json());
    const found = operators.find((one) => one.operator.name === name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return { id: found.operator.id, rights: found.rights };
  }

  async setRights(operatorId: string, rights: Rights): Promise<void> {
    const response = await this.#fetch(`/api/admin/operators/${operatorId}/rights`, {
      method: 'PUT',
      body: JSON.stringify(rights),
    });
    expect(response.status).toBe(200);
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    return fetch(new URL(path, this.#url), { ...init, headers });
  }
}

/** Everything that IndexedDB holds for this origin, as text. */
function onDisk(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
      });
    const found: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await settled(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames)
        found.push(await settled(db.transaction(store).objectStore(store).getAll()));
      db.close();
    }
    return JSON.stringify(found);
  });
}

test('taken off her lines, an operator loses their dialogs at once and from the disk; put back, she has them again', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `Rights change ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await expect.poll(() => onDisk(anna.page)).toContain(question);

  const admin = await Admin.signIn(hub);
  const name = hub.ready.logins.find((one) => one.login === 'anna')?.name ?? '';
  const { id, rights } = await admin.rightsOf(name);
  await admin.setRights(id, { ...rights, lineIds: [] });
  await expect(anna.dialog(question)).toHaveCount(0);
  await expect(
    anna.page.getByRole('heading', { name: 'This dialog is no longer available to you' }),
  ).toBeVisible();
  await expect.poll(() => onDisk(anna.page)).not.toContain(question);
  await visitor.say('said behind her back');

  await admin.setRights(id, rights);
  await anna.open('said behind her back');
  await expect(anna.message(question)).toBeVisible();
  await expect(anna.connection('Online')).toBeVisible();
});
