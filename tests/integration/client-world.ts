import { openClient } from '#renderer/session/open-client.ts';
import type { Client } from '#renderer/client/client.ts';
import { signIn } from '#renderer/session/sign-in.ts';
import type { Live } from '#renderer/data/queries/views.ts';
import type { Hub } from '#server/hub.ts';
import { createHttp } from '#renderer/data/transport/http.ts';
import { createHubApi, type HubApi } from '#renderer/data/transport/hub-api.ts';
import { demoOf } from './sitechat-world.ts';

/** The real client without a screen, signed in at a real hub. */
export interface Person {
  client: Client;
  token: string;
  api: HubApi;
}

/** @param nth of the demo company's logins */
export async function personAt(hub: Hub, nth: number): Promise<Person> {
  const login = demoOf(hub).logins[nth];
  if (!login) throw new Error(`There is no demo login ${nth}`);
  const result = await signIn(hub.url, { login: login.login, password: login.password, device: 'test' });
  if (result.kind !== 'signed_in') throw new Error(`Sign-in: ${result.kind}`);
  return openPerson(hub, result.token, result.session);
}

export async function openPerson(
  hub: Hub,
  token: string,
  session: Client['session'],
  engine: { fetch?: typeof fetch } = {},
): Promise<Person> {
  const client = await openClient({
    hubUrl: hub.url,
    token,
    session,
    worker: false,
    engine: { backoff: { baseMs: 20, maxMs: 200 }, ...engine },
  });
  return { client, token, api: createHubApi(createHttp({ origin: hub.url, token })) };
}

/** The first value of a live query that is as wanted; says what it saw last when it never comes. */
export function eventually<T>(live: Live<T>, wanted: (value: T) => boolean, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    let last: T | undefined;
    let stop = () => {};
    const finish = (call: () => void) => {
      clearTimeout(timer);
      // The first value may come before `subscribe` returns.
      setImmediate(() => stop());
      call();
    };
    const timer = setTimeout(
      () => finish(() => reject(new Error(`Never ${what}: ${JSON.stringify(last)?.slice(0, 2000)}`))),
      20_000,
    );
    stop = live.subscribe(
      (value) => {
        last = value;
        if (wanted(value)) finish(() => resolve(value));
      },
      (error) => finish(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}
