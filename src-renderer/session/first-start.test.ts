import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Company, watchStatus } from '#tests/support/fake-hub/desk.ts';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { expectTruth, until } from '#tests/support/fake-hub/replica.ts';
import type { Client } from '../client/client.ts';

let company: Company;
/** Lets the pages after the first one come. */
let release: () => void;

beforeEach(() => {
  company = new Company();
  for (let n = 1; n <= 9; n += 1) company.model.clientWrites(n, 1, `question ${n}`);
  const held = new Promise<void>((resolve) => (release = resolve));
  company.fetch = async (input, init) => {
    if (new Request(input).url.includes('snapshot?after')) await Promise.race([held, givenUp(init?.signal)]);
    return company.network.fetch(input, init);
  };
});
afterEach(async () => {
  release();
  await company.close();
});

/** As a real request, which ends when nobody wants its answer any more. */
function givenUp(signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve());
  });
}

const signedIn = async () => {
  const client = await company.signIn(1);
  const { now } = watchStatus(client);
  await until('the first page is here', () => now()?.firstSync?.done === 3);
  return { client, now };
};

function watchList(client: Client) {
  const totals: number[] = [];
  client.queries.list('unanswered', 10).subscribe((view) => totals.push(view.total));
  return totals;
}

it('after the first page one reads and writes, while the rest is on its way and says how far it is', async () => {
  const { client, now } = await signedIn();
  expect(now()?.firstSync).toMatchObject({ done: 3, total: 9 });
  const totals = watchList(client);
  await until('the list is there', () => totals.at(-1) === 3);
  await client.actions.send(company.firstDialog, 'at once', 'hidden');
  await until('it reaches the hub', () => company.said().length === 1);
  expect(now()?.firstSync).toMatchObject({ done: 3, total: 9 });
  release();
  await company.caughtUp(1);
  await until('it is whole', () => now()?.firstSync === null && totals.at(-1) === 9);
  await company.look(1, (db) => expectTruth(db, company.model, operatorId(1)));
});

it('ended in the middle it goes on with the next page, and what was here can be read without the network', async () => {
  const { client } = await signedIn();
  await client.close();
  company.network.goOffline();
  const again = await company.signIn(1);
  const totals = watchList(again);
  await until('what was here is shown', () => totals.at(-1) === 3);
  const status = watchStatus(again);
  await until('it says how far it was', () => status.now()?.firstSync?.done === 3);
  company.hub.requests.length = 0;
  release();
  company.network.online = true;
  again.reconnect();
  await company.caughtUp(1);
  expect(company.hub.requests.filter((one) => one.includes('snapshot'))).toHaveLength(2);
  await company.look(1, (db) => expectTruth(db, company.model, operatorId(1)));
});
