import { randomBytes } from 'node:crypto';
import { createHttp } from '#renderer/data/transport/http.ts';
import { createHubApi, type HubApi } from '#renderer/data/transport/hub-api.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import type { HubProcess } from '#tests/support/hub-process.ts';

/** An operator without a screen, for what happens outside the picture. */
export class Colleague {
  readonly #api: HubApi;
  readonly id: string;
  readonly name: string;

  private constructor(api: HubApi, { id, name }: { id: string; name: string }) {
    this.#api = api;
    this.id = id;
    this.name = name;
  }

  static async at(hub: HubProcess, login: string): Promise<Colleague> {
    const password = hub.ready.logins.find((one) => one.login === login)?.password ?? '';
    const origin = hub.ready.url;
    const { token, operator } = await createHubApi(createHttp({ origin, token: null })).signIn({
      login,
      password,
      device: 'screenshots',
    });
    return new Colleague(createHubApi(createHttp({ origin, token })), operator);
  }

  /** Everything this operator may see. */
  async dialogs(): Promise<Dialog[]> {
    const found: Dialog[] = [];
    for (let after: string | null = null, more = true; more; more = after !== null) {
      const page = await this.#api.snapshotPage(after);
      found.push(...page.bundles.map(({ dialog }) => dialog));
      after = page.next;
    }
    return found;
  }

  /** The dialog whose last words these are; waits for it to arrive. */
  async dialogWith(words: string): Promise<Dialog> {
    for (;;) {
      const found = (await this.dialogs()).find(({ lastMessage }) => lastMessage?.preview.includes(words));
      if (found) return found;
    }
  }

  answer(dialogId: string): Promise<void> {
    return this.#act('dialog.answer', { dialogId });
  }

  /** Offers it with a card that says everything. */
  offer(dialogId: string, operatorId: string, [reason, promised]: readonly [string, string]): Promise<void> {
    const to = { kind: 'operator', operatorId };
    const card = { reason, promised, promisedUntil: Date.now() + 3_600_000 };
    return this.#act('dialog.transfer', { dialogId, to, card });
  }

  say(dialogId: string, text: string): Promise<void> {
    return this.#act('message.send', { dialogId, text, visibility: 'public', afterSeq: null });
  }

  async #act(name: string, args: object): Promise<void> {
    const at = Date.now();
    const intent = { id: uuidv7(at, randomBytes(10)), at, name, args };
    const { results } = await this.#api.sendIntents([intent]);
    const [result] = results;
    if (result?.status !== 'done') throw new Error(`${name} was not done: ${JSON.stringify(result)}`);
  }
}
