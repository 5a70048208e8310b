import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dialogId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../data/db/database.ts';
import { createActions } from '../data/intents/actions.ts';
import { Arrivals } from '../data/queries/arrivals.ts';
import { createQueries, type StatusSource } from '../data/queries/queries.ts';
import { TypingStore } from '../data/queries/typing.ts';
import { liveDrafts } from './live-drafts.ts';

const quiet: StatusSource = {
  current: () => ({ connection: { kind: 'online' }, firstSync: null, archive: null, storage: null }),
  subscribe: () => () => undefined,
};
let names = 0;
let here: ReplicaDb;
let there: ReplicaDb;

beforeEach(() => {
  names += 1;
  here = new ReplicaDb(`drafts-${names}`);
  there = new ReplicaDb(`drafts-${names}`);
});
afterEach(() => {
  here.close();
  there.close();
});

const passing = () => ({ status: quiet, typing: new TypingStore(), arrivals: new Arrivals() });

it('tells what another window has written, sent or thrown away', async () => {
  const queries = createQueries(here, { operatorId: operatorId(1), role: 'operator' }, passing());
  const elsewhere = createActions({ db: there, sendTyping: () => undefined });
  const drafts = liveDrafts(here, queries);
  const seen: string[] = [];
  const stop = drafts(dialogId(1)).subscribe(({ text }) => seen.push(text));
  await vi.waitFor(() => expect(seen).toEqual(['']));
  await elsewhere.saveDraft(dialogId(1), { text: 'half a', hidden: false });
  await vi.waitFor(() => expect(seen.at(-1)).toBe('half a'));
  await elsewhere.saveDraft(dialogId(2), { text: 'of another dialog', hidden: false });
  await elsewhere.send(dialogId(1), 'half a', 'public');
  await vi.waitFor(() => expect(seen.at(-1)).toBe(''));
  expect(seen).toEqual(['', 'half a', '']);
  stop();
});

it('is the same value for all who ask, so that a second one need not wait', async () => {
  const queries = createQueries(here, { operatorId: operatorId(1), role: 'operator' }, passing());
  const drafts = liveDrafts(here, queries);
  const stop = drafts(dialogId(1)).subscribe(() => undefined);
  await vi.waitFor(() => expect(drafts(dialogId(1)).current?.()?.text).toBe(''));
  stop();
});
