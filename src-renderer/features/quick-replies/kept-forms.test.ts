import { expect, test, vi } from 'vitest';
import type { Client } from '#renderer/client/client.ts';
import type { Draft } from '#renderer/data/queries/views.ts';
import { NEW_REPLY } from '#shared/domain/quick-reply.ts';
import { emptyForm, type KeptForm } from './form.ts';
import { KeptForms } from './kept-forms.ts';

const ME = 'me';

/** What of a client the forms need: drafts that lie in a store. */
function desk(stored = new Map<string, string>()) {
  const saveDraft = vi.fn((id: string, { text }: Draft): Promise<void> => {
    stored.set(id, text);
    return Promise.resolve();
  });
  const client = {
    session: { operator: { id: ME } },
    queries: { draft: (id: string) => Promise.resolve({ text: stored.get(id) ?? '', hidden: false }) },
    actions: { saveDraft },
  };
  return { stored, saveDraft, forms: new KeptForms(client as unknown as Client) };
}

const words = (text: string) => ({ ...emptyForm({ kind: 'company' }, []), text });
const kept = (id: string, text: string, isNew: boolean): KeptForm => ({
  id,
  form: words(text),
  origin: isNew ? null : words('before'),
  basedOn: NEW_REPLY,
  instead: [],
  merging: false,
});

test('what was written is there again in another window, changes and new ones alike', async () => {
  const { stored, forms } = desk();
  forms.put('a', kept('a', 'changed', false));
  forms.put('n1', kept('n1', 'first new', true));
  forms.put('n2', kept('n2', 'second new', true));
  forms.flush();
  const other = desk(stored).forms;
  other.look('a');
  other.lookForNew();
  await vi.waitFor(() => expect(other.all()).toHaveLength(3));
  expect(other.get('a')?.form.text).toBe('changed');
  expect(other.get('n2')?.form.text).toBe('second new');
});

test('what was given up is gone from the store, and others stay', () => {
  const { stored, forms } = desk();
  forms.put('n1', kept('n1', 'first', true));
  forms.put('n2', kept('n2', 'second', true));
  forms.put('a', kept('a', 'changed', false));
  forms.flush();
  forms.put('n1', null);
  forms.put('a', null);
  expect(stored.get('a')).toBe('');
  expect(stored.get(ME)).toContain('second');
  expect(stored.get(ME)).not.toContain('first');
  forms.put('n2', null);
  expect(stored.get(ME)).toBe('');
});

test('many keys are one writing, and the last words are in it', () => {
  vi.useFakeTimers();
  const { stored, saveDraft, forms } = desk();
  for (const text of ['a', 'ab', 'abc']) forms.put('a', kept('a', text, false));
  expect(saveDraft).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(saveDraft).toHaveBeenCalledTimes(1);
  expect(stored.get('a')).toContain('abc');
  vi.useRealTimers();
});

test('what is found does not take the place of what was written meanwhile', async () => {
  const { stored, forms } = desk();
  stored.set('a', JSON.stringify(kept('a', 'old', false)));
  forms.look('a');
  forms.put('a', kept('a', 'newer', false));
  await Promise.resolve();
  await Promise.resolve();
  expect(forms.get('a')?.form.text).toBe('newer');
});

test('until it was looked for nobody knows; what cannot be read is nothing', async () => {
  const { stored, forms } = desk();
  stored.set('a', '{"of": "another version"}');
  stored.set('b', 'no JSON');
  expect(forms.get('a')).toBeUndefined();
  forms.look('a');
  forms.look('b');
  await vi.waitFor(() => expect(forms.get('b')).toBeNull());
  expect(forms.get('a')).toBeNull();
});

test('who looks is told of every change, and sees the same list until the next', async () => {
  const { stored, forms } = desk();
  stored.set('a', JSON.stringify(kept('a', 'found', false)));
  const told = vi.fn();
  const stop = forms.subscribe(told);
  forms.look('a');
  await vi.waitFor(() => expect(forms.get('a')?.form.text).toBe('found'));
  const list = forms.all();
  expect(forms.all()).toBe(list);
  const times = told.mock.calls.length;
  // Looked for once is enough.
  forms.look('a');
  forms.put('a', kept('a', 'more', false));
  expect(told.mock.calls.length).toBe(times + 1);
  expect(forms.all()).not.toBe(list);
  stop();
  forms.put('a', null);
  expect(told.mock.calls.length).toBe(times + 1);
  forms.flush();
});

test('drafts that cannot be read keep nobody from writing, nor drafts that cannot be stored', async () => {
  const client = {
    session: { operator: { id: ME } },
    queries: { draft: () => Promise.reject(new Error('the database is closed')) },
    actions: { saveDraft: () => Promise.reject(new Error('QuotaExceededError')) },
  };
  const forms = new KeptForms(client as unknown as Client);
  forms.look('a');
  forms.lookForNew();
  await vi.waitFor(() => expect(forms.get('a')).toBeNull());
  forms.put('a', kept('a', 'written all the same', false));
  forms.flush();
  await Promise.resolve();
  expect(forms.get('a')?.form.text).toBe('written all the same');
});

test('of new ones that were kept by another version none is taken half', async () => {
  const { stored, forms } = desk();
  stored.set(ME, JSON.stringify([kept('n1', 'sound', true), { id: 'n2', form: 'of tomorrow' }]));
  forms.lookForNew();
  forms.look(ME);
  await vi.waitFor(() => expect(forms.get(ME)).toBeNull());
  expect(forms.all()).toEqual([]);
});

test('a change that is given up is written at once, and not by the timer again', () => {
  vi.useFakeTimers();
  const { stored, saveDraft, forms } = desk();
  forms.put('a', kept('a', 'changed', false));
  forms.put('a', null);
  expect(stored.get('a')).toBe('');
  vi.runAllTimers();
  expect(saveDraft).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
