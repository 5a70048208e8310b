import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Company, watchStatus } from '#tests/support/fake-hub/desk.ts';
import { until } from '#tests/support/fake-hub/replica.ts';

let company: Company;
beforeEach(() => {
  company = new Company();
  company.model.clientWrites(1, 1, 'is anybody there?');
});
afterEach(() => company.close());

it.each([
  { hub: 'of tomorrow', code: 'client_too_old', told: 'client_too_old' },
  { hub: 'of yesterday', code: 'client_too_new', told: 'hub_too_old' },
] as const)(
  'under a hub $hub one goes on reading; what is written waits, through a restart, and is sent once when they agree',
  async ({ code, told }) => {
    let anna = await company.signIn(1);
    await company.caughtUp(1);
    // The hub is replaced under the open client.
    company.hub.refuseWith = { status: 426, code };
    company.hub.dropAll();
    let { now } = watchStatus(anna);
    await until('told', () => now()?.connection.kind === told);
    await anna.actions.send(company.firstDialog, 'written meanwhile', 'hidden');
    await until('it waits', () => now()?.pending === 1);
    const totals: number[] = [];
    anna.queries.list('all', 10).subscribe((view) => totals.push(view.total));
    await until('one reads', () => totals.at(-1) === 1);

    await anna.close();
    anna = await company.signIn(1);
    ({ now } = watchStatus(anna));
    await until('told again', () => now()?.connection.kind === told && now()?.pending === 1);
    expect(company.said()).toEqual([]);

    // One of them is replaced.
    company.hub.refuseWith = null;
    anna.reconnect();
    await until('it is sent', () => now()?.pending === 0);
    await company.caughtUp(1);
    expect(company.said()).toEqual(['written meanwhile']);
  },
);
