import 'fake-indexeddb/auto';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { until } from '#tests/support/fake-hub/replica.ts';
import { ReplicaDb } from '../data/db/database.ts';
import { Arrivals } from '../data/queries/arrivals.ts';
import { createQueries } from '../data/queries/queries.ts';
import { TypingStore } from '../data/queries/typing.ts';
import { forgetWithRights } from './forget-with-rights.ts';

const WELL = { current: () => ({}) as never, subscribe: () => () => {} };

test('answers of the hub go with the rights under which it gave them', async () => {
  const db = new ReplicaDb('forget-with-rights');
  const place = (generation: number, outdated: boolean, xid: string) =>
    db.meta.put({
      key: 'sync',
      value: { generation, outdated, cursor: { epoch: 'e', xid }, snapshot: null },
    });
  await place(1, false, '1');
  const viewer = { operatorId: operatorId(1), role: 'operator' as const };
  const queries = createQueries(db, viewer, {
    status: WELL,
    typing: new TypingStore(),
    arrivals: new Arrivals(),
  });
  const questions = new QueryClient();
  let answer = 'under the old rights';
  let asked = 0;
  const shown = new QueryObserver(questions, {
    queryKey: ['contact dialogs', '1'],
    queryFn: () => Promise.resolve(`${answer} ${(asked += 1)}`),
    staleTime: Infinity,
  });
  const unsubscribe = shown.subscribe(() => {});
  questions.setQueryData(['contact dialogs', '2'], 'nobody looks at it');
  const stop = forgetWithRights(queries.rightsMark(), questions);
  await until('it was asked', () => shown.getCurrentResult().data === 'under the old rights 1');

  // Only the place in the feed moves: nothing is asked again.
  await place(1, false, '2');
  answer = 'under the new rights';
  await place(1, true, '3');
  await until('it is asked anew', () => shown.getCurrentResult().data === 'under the new rights 2');
  expect(questions.getQueryData(['contact dialogs', '2'])).toBeUndefined();
  stop();
  unsubscribe();
  questions.clear();
  db.close();
});
