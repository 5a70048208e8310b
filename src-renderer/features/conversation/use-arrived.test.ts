import { afterEach, expect, test, vi } from 'vitest';
import type { Client } from '#renderer/client/client.ts';
import type { Live } from '#renderer/data/queries/views.ts';
import { readAhead } from './read-ahead.ts';
import { arrivalOf } from './use-arrived.ts';

/** A live value that the test tells; known to whoever asks only while somebody listens, as those of the client. */
class Told<T> implements Live<T> {
  private value: T | undefined;
  readonly listeners = new Set<[(value: T) => void, ((error: unknown) => void) | undefined]>();
  current = (): T | undefined => this.value;

  subscribe(onValue: (value: T) => void, onError?: (error: unknown) => void): () => void {
    const listener = [onValue, onError] as [typeof onValue, typeof onError];
    this.listeners.add(listener);
    if (this.value !== undefined) onValue(this.value);
    return () => this.listeners.delete(listener);
  }
  tell(value: T): void {
    this.value = value;
    for (const [onValue] of this.listeners) onValue(value);
  }
  fail(): void {
    for (const [, onError] of this.listeners) onError?.(new Error('unreadable'));
  }
}

function world() {
  const parts = { dialog: new Told<unknown>(), transcript: new Told<unknown>(), draft: new Told<unknown>() };
  const client = {
    queries: { dialog: () => parts.dialog, transcript: () => parts.transcript },
    draft: () => parts.draft,
  } as unknown as Client;
  return { ...parts, client, all: Object.values(parts) };
}
const listening = (all: readonly Told<unknown>[]): number =>
  all.reduce((count, part) => count + part.listeners.size, 0);
afterEach(() => vi.restoreAllMocks());

test('a dialog has arrived when everything of its first picture was read, and not before', () => {
  const { client, dialog, transcript, draft, all } = world();
  const arrival = arrivalOf(client, 'd');
  const changed = vi.fn<() => void>();
  const stop = arrival.subscribe(changed);
  dialog.tell({});
  transcript.tell({});
  expect(arrival.here()).toBe(false);
  expect(changed).not.toHaveBeenCalled();
  draft.tell({});
  expect(arrival.here()).toBe(true);
  // Later news is none of it.
  draft.tell({ text: 'x' });
  expect(changed).toHaveBeenCalledTimes(1);
  stop();
  expect(listening(all)).toBe(0);
});

test('what is known already is here at once; nothing is awaited where no dialog is', () => {
  const { client, all } = world();
  for (const part of all) part.tell({});
  expect(arrivalOf(client, 'd').here()).toBe(true);
  expect(arrivalOf(client, null).here()).toBe(true);
});

test('what cannot be read, and what is not there, has arrived too: its place says so', () => {
  const { client, dialog, transcript, draft } = world();
  const arrival = arrivalOf(client, 'd');
  const stop = arrival.subscribe(() => undefined);
  dialog.tell(null);
  transcript.fail();
  draft.tell({});
  expect(arrival.here()).toBe(true);
  stop();
});

test('read ahead, a dialog is let go of as soon as it is known', async () => {
  const { client, all } = world();
  const ahead = readAhead(client, 'd');
  expect(listening(all)).toBe(3);
  for (const part of all) part.tell({});
  await ahead;
  expect(listening(all)).toBe(0);
  // Known, it is not listened to at all.
  const subscribe = vi.spyOn(all[0] ?? new Told(), 'subscribe');
  await readAhead(client, 'd');
  expect(subscribe).not.toHaveBeenCalled();
});
