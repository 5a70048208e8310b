import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Company, watchStatus } from '#tests/support/fake-hub/desk.ts';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { expectTruth, until } from '#tests/support/fake-hub/replica.ts';
import type { Client } from '../client/client.ts';
import { recallSession } from './session-store.ts';

let company: Company;

beforeEach(() => {
  company = new Company();
  company.model.clientWrites(1, 1, 'is anybody there?');
});
afterEach(() => company.close());

const unsent = (n: number) => company.look(n, (db) => db.outbox.count());
const sent = (n: number) => until('the outbox is empty', async () => (await unsent(n)) === 0);
const signedOut = (client: Client) => {
  const { now } = watchStatus(client);
  return until('signed out', () => now()?.connection.kind === 'signed_out');
};

/** Operator `n` writes while the network is gone; then it comes back, but the session has ended. */
async function writesAndExpires(n: number, text: string): Promise<Client> {
  const client = await company.signIn(n);
  await company.caughtUp(n);
  company.network.goOffline();
  await client.actions.send(company.firstDialog, text, 'hidden');
  company.expireSessions();
  company.network.online = true;
  client.reconnect();
  await signedOut(client);
  await client.close();
  return client;
}

describe('a session that ended with something unsent', () => {
  it('goes on when the same person signs in', async () => {
    await writesAndExpires(1, 'of Anna');
    expect(await unsent(1)).toBe(1);
    await company.signIn(1);
    await sent(1);
    expect(company.said()).toEqual(['of Anna']);
  });

  it('keeps it sealed while somebody else works here, and never in his name', async () => {
    await writesAndExpires(1, 'of Anna');
    const boris = await company.signIn(2);
    const { now } = watchStatus(boris);
    await boris.actions.send(company.firstDialog, 'of Boris', 'hidden');
    await sent(2);
    await company.caughtUp(2);
    await until('told', () => now()?.pending === 0);
    expect(company.said()).toEqual(['of Boris']);
    expect(await unsent(1)).toBe(1);
    // Nothing of hers is in anything that he can see.
    const refusals: unknown[] = [];
    boris.queries.refusals().subscribe((found) => refusals.push(...found));
    await until('nothing is shown to him', async () => (await boris.queries.cache()).dialogs === 1);
    expect(refusals).toEqual([]);
    await boris.signOut({ where: 'here', copy: 'remove' });
    expect(await unsent(1)).toBe(1);

    await company.signIn(1);
    await sent(1);
    const authors = (company.model.messages.get(company.firstDialog) ?? []).flatMap(({ author }) =>
      author.kind === 'operator' ? [author.operatorId] : [],
    );
    expect(authors).toEqual([operatorId(2), operatorId(1)]);
  });

  it('of two persons waits for each of them', async () => {
    await writesAndExpires(1, 'of Anna');
    await writesAndExpires(2, 'of Boris');
    expect([await unsent(1), await unsent(2)]).toEqual([1, 1]);
    await company.signIn(2);
    await sent(2);
    expect(company.said()).toEqual(['of Boris']);
    await company.signIn(1);
    await sent(1);
    expect(company.said()).toEqual(['of Boris', 'of Anna']);
  });
});

describe('signing out', () => {
  it('takes everything along by default: copy, unsent, safe', async () => {
    const anna = await company.signIn(1);
    await company.caughtUp(1);
    company.network.goOffline();
    await anna.actions.send(company.firstDialog, 'lost on purpose', 'hidden');
    await anna.actions.saveDraft(company.firstDialog, { text: 'this too', hidden: false });
    await until('the safe has it', () => company.safeOf(1).text?.includes('this too') ?? false);
    await anna.signOut({ where: 'here', copy: 'remove' });
    expect(await Dexie.exists(company.databaseOf(1))).toBe(false);
    expect(company.safeOf(1).text).toBeNull();
    expect(await recallSession(company.origin)).toBeNull();
    company.network.online = true;
    const again = await company.signIn(1);
    await company.caughtUp(1);
    expect(company.said()).toEqual([]);
    expect(await again.queries.draft(company.firstDialog)).toEqual({ text: '', hidden: false });
  });

  it('with the copy kept ends the session, and the person goes on where he stopped, at once', async () => {
    const anna = await company.signIn(1);
    await company.caughtUp(1);
    company.network.goOffline();
    await anna.actions.send(company.firstDialog, 'sent tomorrow', 'hidden');
    await anna.actions.saveDraft(company.firstDialog, { text: 'half a', hidden: false });
    await anna.signOut({ where: 'here', copy: 'keep' });
    // Without signing in nobody is let in, even without a network.
    expect(await recallSession(company.origin)).toBeNull();

    company.network.online = true;
    const boris = await company.signIn(2);
    await company.caughtUp(2);
    expect(await boris.queries.draft(company.firstDialog)).toEqual({ text: '', hidden: false });
    expect(company.said()).toEqual([]);
    await boris.signOut({ where: 'here', copy: 'remove' });

    company.hub.requests.length = 0;
    const again = await company.signIn(1);
    await sent(1);
    await company.caughtUp(1);
    expect(company.said()).toEqual(['sent tomorrow']);
    expect(await again.queries.draft(company.firstDialog)).toEqual({ text: 'half a', hidden: false });
    expect(company.hub.requests.filter((one) => one.includes('snapshot'))).toEqual([]);
    await company.look(1, (db) => expectTruth(db, company.model, operatorId(1)));
  });

  it('takes what is shown and not yet committed off the screen at once', async () => {
    const anna = await company.signIn(1);
    await company.caughtUp(1);
    const told: string[][] = [];
    anna.queries
      .transcript(company.firstDialog, 60)
      .subscribe(({ items }) =>
        told.push(
          items.map(({ message: { body } }) =>
            body.kind === 'text' ? body.text : body.kind === 'event' ? body.event.type : '',
          ),
        ),
      );
    await until('the transcript was read', () => told.length === 1);
    const before = told[0] ?? [];
    const leaving: Promise<void>[] = [];
    // Nothing is committed as long as this transaction lasts.
    await company.look(1, (db) =>
      db.transaction('rw', db.tables, async () => {
        company.model.clientWrites(1, 1, 'one more thing');
        for (let n = 0; n < 5_000 && told.length < 3; n += 1) {
          await db.meta.count();
          if (told.length > 1 && leaving.length === 0)
            leaving.push(anna.signOut({ where: 'here', copy: 'remove' }));
        }
      }),
    );
    expect(told).toEqual([before, [...before, 'one more thing'], before]);
    await Promise.all(leaving);
  });

  it('in one window is signing out in all of them', async () => {
    const [here, there] = [await company.signIn(1), await company.signIn(1)];
    const { now } = watchStatus(there);
    await until('both work', () => now()?.connection.kind === 'online');
    // The other window has a session of its own here, which the hub would let live on.
    await here.signOut({ where: 'here', copy: 'remove' });
    await until('told', () => now()?.connection.kind === 'signed_out');
    expect(await Dexie.exists(company.databaseOf(1))).toBe(false);
  });
});
