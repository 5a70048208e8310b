/** The product's own client, used as its screens use it. */
import type { Client } from '#renderer/client/client.ts';
import type { Counters, Live, SyncStatus } from '#renderer/data/queries/views.ts';
import { openClient } from '#renderer/session/open-client.ts';
import { signIn } from '#renderer/session/sign-in.ts';
import { census } from './census.ts';
import { searchable } from './searchable.ts';
import type { Account, FirstSync } from './calls.ts';

/** Signing in is slow on purpose (argon2), so it is done before any clock starts. @returns opens the client */
export async function prepare({ hubUrl, login, password }: Account): Promise<() => Promise<Client>> {
  const result = await signIn(hubUrl, { login, password, device: 'benchmark' });
  if (result.kind !== 'signed_in') throw new Error(`Sign-in: ${result.kind}`);
  const { token, session } = result;
  const everything = { days: 36_500, dialogs: 1e9 };
  return () => openClient({ hubUrl, token, session, depth: everything });
}

/** Resolves with the first value that is as wanted. */
export function until<T>(live: Live<T>, wanted: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    const look = (value: T): void => {
      if (!wanted(value)) return;
      resolve(value);
      // The first value may come before `subscribe` returns.
      queueMicrotask(() => stop());
    };
    stop = live.subscribe(look, (error) => reject(error instanceof Error ? error : new Error(String(error))));
  });
}

/** Nothing is on its way. Between snapshot and archive that is true for a moment, so the harness also asks how much came. */
export function isWhole(status: SyncStatus): boolean {
  return status.connection.kind === 'online' && status.firstSync === null && status.archive === null;
}

/** Until every message that the hub gives is in the replica; what it was is counted afterwards, on the disk. */
export async function firstSync(account: Account): Promise<FirstSync> {
  const open = await prepare(account);
  const startedAt = performance.now();
  const client = await open();
  const { queries } = client;
  const usable = until(queries.list('all', 60), (list) => list.rows.length > 0).then(
    () => performance.now() - startedAt,
  );
  await until(queries.status(), isWhole);
  const ms = performance.now() - startedAt;
  const usableMs = await usable;
  const searchableMs = (await searchable(client)) - startedAt;
  const counters = await until<Counters>(queries.counters(), () => true);
  await client.close();
  const { messages, records } = await census('otklik:');
  const { usage = 0 } = await navigator.storage.estimate();
  return {
    messages,
    ms,
    usableMs,
    searchableMs,
    records,
    bytes: usage,
    dialogs: counters.all + counters.closed,
  };
}

export async function catchUp(input: Account & { dialogId: string; seq: number }): Promise<number> {
  const open = await prepare(input);
  const startedAt = performance.now();
  const client = await open();
  await until(client.queries.dialog(input.dialogId), (view) => (view?.dialog.lastSeq ?? 0) >= input.seq);
  const ms = performance.now() - startedAt;
  await client.close();
  return ms;
}
