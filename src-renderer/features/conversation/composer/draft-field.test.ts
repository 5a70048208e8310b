import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft, Live } from '#renderer/data/queries/views.ts';
import { DraftField } from './draft-field.ts';

/** The store as several windows share it; a save takes until `settle`. */
class Store implements Live<Draft> {
  draft: Draft = { text: '', hidden: false };
  readonly saves: string[] = [];
  failing = false;
  #listeners = new Set<(draft: Draft) => void>();
  #pending: (() => void)[] = [];

  subscribe(onValue: (draft: Draft) => void): () => void {
    this.#listeners.add(onValue);
    onValue(this.draft);
    return () => this.#listeners.delete(onValue);
  }
  current = (): Draft | undefined => (this.#listeners.size > 0 ? this.draft : undefined);
  write(text: string, hidden = false): void {
    this.draft = { text, hidden };
    for (const listener of this.#listeners) listener(this.draft);
  }
  readonly save = ({ text, hidden }: Draft): Promise<void> => {
    this.saves.push(text);
    return new Promise((resolve, reject) => {
      this.#pending.push(() => {
        if (this.failing) return reject(new Error('QuotaExceededError'));
        this.write(text, hidden);
        return resolve();
      });
    });
  };
  async settle(): Promise<void> {
    for (const finish of this.#pending.splice(0)) finish();
    await vi.advanceTimersByTimeAsync(0);
  }
}

let store: Store;
let field: DraftField;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  store = new Store();
  field = new DraftField(store, store.save);
  stop = field.subscribe(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what is typed here', () => {
  test('is stored while it is typed without a pause', async () => {
    for (let length = 1; length <= 20; length += 1) {
      field.set({ text: 'x'.repeat(length) });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(store.saves.length).toBeGreaterThanOrEqual(4);
    expect(store.saves.at(-1)?.length).toBeGreaterThan(15);
  });

  test('is stored a moment after the last key, once', async () => {
    field.set({ text: 'a' });
    field.set({ text: 'ab' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.saves).toEqual(['ab']);
  });

  test('wins over what another window writes, before and while it is saved', async () => {
    field.set({ text: 'mine' });
    store.write('theirs');
    expect(field.draft().text).toBe('mine');
    field.flush();
    store.write('theirs again');
    expect(field.draft().text).toBe('mine');
    await store.settle();
    expect(field.draft().text).toBe('mine');
    expect(store.draft.text).toBe('mine');
  });

  test('is stored when the dialog is left, and found again at once even while it is being stored', async () => {
    field.set({ text: 'half' });
    stop();
    expect(store.saves).toEqual(['half']);
    stop = field.subscribe(() => undefined);
    expect(field.draft().text).toBe('half');
    await store.settle();
    expect(field.draft().text).toBe('half');
  });

  test('stays when it cannot be stored, and is tried again at the next occasion', async () => {
    store.failing = true;
    field.set({ text: 'precious' });
    field.flush();
    await store.settle();
    stop();
    await store.settle();
    store.failing = false;
    stop = field.subscribe(() => undefined);
    expect(field.draft().text).toBe('precious');
    field.flush();
    await store.settle();
    expect(store.draft.text).toBe('precious');
  });
});

describe('another window', () => {
  test('sends the draft: it goes here too', () => {
    store.write('the answer');
    expect(field.draft().text).toBe('the answer');
    store.write('');
    expect(field.draft().text).toBe('');
  });

  test('changes it while nobody looks: the next look shows the new one', () => {
    store.write('old');
    stop();
    store.write('new');
    stop = field.subscribe(() => undefined);
    expect(field.draft().text).toBe('new');
  });
});

test('a text that comes back stands behind what is there', async () => {
  store.write('already here');
  field.putBack({ text: 'came back', hidden: false });
  expect(field.draft().text).toBe('already here\ncame back');
  field.clear();
  field.putBack({ text: 'alone', hidden: false });
  expect(field.draft().text).toBe('alone');
});

test('can be added to by somebody who does not show it, once the store has answered', async () => {
  stop();
  store.write('stored');
  const release = await field.ready();
  field.putBack({ text: 'carried over', hidden: false });
  release();
  await store.settle();
  expect(store.draft.text).toBe('stored\ncarried over');
});

describe('the mode', () => {
  test('is stored with the text, and alone', async () => {
    field.set({ hidden: true });
    field.flush();
    await store.settle();
    expect(store.draft).toEqual({ text: '', hidden: true });
    field.set({ text: 'between us' });
    field.flush();
    await store.settle();
    expect(store.draft).toEqual({ text: 'between us', hidden: true });
  });

  test('outlives the message and the look at another dialog', async () => {
    field.set({ text: 'between us', hidden: true });
    field.clear();
    await store.settle();
    stop();
    expect(store.draft).toEqual({ text: '', hidden: true });
    stop = field.subscribe(() => undefined);
    expect(field.draft()).toEqual({ text: '', hidden: true });
  });

  test('comes from another window with its text, never without it', () => {
    store.write('between us', true);
    expect(field.draft()).toEqual({ text: 'between us', hidden: true });
  });

  test.each([
    [true, false],
    [false, true],
    [true, true],
  ])('what is hidden in part comes back hidden as a whole: here %s, coming %s', (here, coming) => {
    field.set({ text: 'here', hidden: here });
    field.putBack({ text: 'came back', hidden: coming });
    expect(field.draft()).toEqual({ text: 'here\ncame back', hidden: true });
  });
});

test('who was picked by name is kept with the text, comes back with it, and goes with it', () => {
  field.set({ text: '@Anna', hidden: true, mentions: ['a'] });
  field.putBack({ text: '@Boris', hidden: true, mentions: ['b'] });
  expect(field.draft()).toEqual({ text: '@Anna\n@Boris', hidden: true, mentions: ['a', 'b'] });
  field.clear();
  expect(field.draft()).toEqual({ text: '', hidden: true });
});
