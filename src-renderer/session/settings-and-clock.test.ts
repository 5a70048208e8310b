import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Company, watchStatus } from '#tests/support/fake-hub/desk.ts';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { expectTruth, until } from '#tests/support/fake-hub/replica.ts';
import { systemClock } from '../data/transport/clock.ts';

const DAY = 86_400_000;
let company: Company;

beforeEach(() => {
  company = new Company();
  for (let n = 1; n <= 4; n += 1) company.model.clientWrites(n, 1, `question ${n}`);
});
afterEach(() => company.close());

const snapshots = () => company.hub.requests.filter((one) => one.includes('snapshot')).length;

describe('how much of the past is kept', () => {
  it('when it is chosen the copy is fetched anew, and nothing unsent or half-written goes with the old one', async () => {
    const anna = await company.signIn(1);
    await company.caughtUp(1);
    company.network.goOffline();
    await anna.actions.send(company.firstDialog, 'unsent', 'hidden');
    await anna.actions.saveDraft(company.firstDialog, { text: 'half a', hidden: false });
    const before = snapshots();
    await anna.keepHistory('year', { anew: true });
    expect((await anna.queries.cache()).dialogs).toBe(0);
    expect(await anna.queries.draft(company.firstDialog)).toEqual({ text: 'half a', hidden: false });
    const { now } = watchStatus(anna);
    await until('told', () => now()?.pending === 1);
    company.network.online = true;
    anna.reconnect();
    await company.caughtUp(1);
    await until('it is sent', () => company.said().length === 1);
    expect(snapshots()).toBeGreaterThan(before);
  });

  it('in a window where nobody chose, or that has it already, nothing is fetched', async () => {
    const anna = await company.signIn(1);
    await company.caughtUp(1);
    const before = snapshots();
    await anna.keepHistory('quarter', { anew: false });
    await anna.keepHistory('year', { anew: false });
    company.model.clientWrites(9, 1, 'and the feed goes on');
    await company.caughtUp(1);
    expect(snapshots()).toBe(before);
  });
});

describe.each([-3, 0, 400])('with a clock that is off by %i days', (days) => {
  it('what is shown, also what waits, carries the times of the hub', async () => {
    company.model.now = Date.now() - days * DAY;
    const clock = { ...systemClock };
    const anna = await company.signIn(1, { engine: { clock } });
    await company.caughtUp(1);
    const offsets: number[] = [];
    anna.queries.clockOffset().subscribe((offset) => offsets.push(offset));
    await until('the hub’s clock is known', () => Math.abs((offsets.at(-1) ?? 0) + days * DAY) < 60_000);

    company.network.goOffline();
    await anna.actions.send(company.firstDialog, 'written by a wrong clock', 'hidden');
    const shown: { text: string; at: number }[][] = [];
    anna.queries
      .transcript(company.firstDialog, 50)
      .subscribe(({ items }) =>
        shown.push(
          items.flatMap(({ message: { body, at } }) =>
            body.kind === 'text' ? [{ text: body.text, at }] : [],
          ),
        ),
      );
    await until('it is shown', () => shown.at(-1)?.length === 2);
    expect(shown.at(-1)?.[1]?.text).toBe('written by a wrong clock');
    expect(Math.abs((shown.at(-1)?.[1]?.at ?? 0) - company.model.now)).toBeLessThan(60_000);

    const orders: string[][] = [];
    anna.queries.list('all', 10).subscribe(({ rows }) => orders.push(rows.map(({ dialog }) => dialog.id)));
    company.network.online = true;
    anna.reconnect();
    await until('it is sent', () => company.said().length === 1);
    company.model.clientWrites(3, 1, 'the newest of all');
    await company.caughtUp(1);
    const newest = [...company.model.dialogs.values()][2]?.id;
    await until('the newest is first', () => orders.at(-1)?.[0] === newest);
    await company.look(1, (db) => expectTruth(db, company.model, operatorId(1)));
  });
});
