import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { Company, watchStatus } from '#tests/support/fake-hub/desk.ts';
import { expectTruth, until } from '#tests/support/fake-hub/replica.ts';
import type { Client } from '../client/client.ts';

let company: Company;
let anna: Client;

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  company = new Company();
  for (let n = 1; n <= 5; n += 1) company.model.clientWrites(n, 1, `question ${n}`);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await company.close();
});

/** Anna at work: two intents wait for the network, a draft for its end. */
async function atWork(): Promise<void> {
  anna = await company.signIn(1);
  await company.caughtUp(1);
  company.network.goOffline();
  await anna.actions.answer(company.firstDialog);
  await anna.actions.send(company.firstDialog, 'written in the dark', 'public');
  await anna.actions.saveDraft(company.firstDialog, { text: 'and not yet', hidden: false });
  await until('the safe has all of it', () => {
    const text = company.safeOf(1).text ?? '';
    return text.includes('written in the dark') && text.includes('and not yet');
  });
}

async function everythingArrives(): Promise<void> {
  company.network.online = true;
  anna.reconnect();
  await until('the hub has it', () => company.said().length === 1);
  await company.caughtUp(1);
  expect(company.said()).toEqual(['written in the dark']);
  expect(await anna.queries.draft(company.firstDialog)).toEqual({ text: 'and not yet', hidden: false });
  await until('the outbox is empty', () => company.look(1, async (db) => (await db.outbox.count()) === 0));
  await company.look(1, (db) => expectTruth(db, company.model, operatorId(1)));
}

/** Reading a table fails, as on a damaged disk, until the database is deleted. */
function damage(table: string): { reads: () => number } {
  let reads = 0;
  let deleted = false;
  const fail = (store: IDBObjectStore | IDBIndex) => {
    const name = 'objectStore' in store ? store.objectStore.name : store.name;
    if (deleted || name !== table) return;
    reads += 1;
    throw new DOMException('Internal error reading', 'UnknownError');
  };
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype])
    for (const method of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor', 'count'] as const) {
      const real = prototype[method] as (...args: never[]) => IDBRequest;
      vi.spyOn(prototype, method).mockImplementation(function (this: IDBObjectStore, ...args: never[]) {
        fail(this);
        return real.apply(this, args);
      } as never);
    }
  const realDelete = indexedDB.deleteDatabase.bind(indexedDB);
  vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation((name) => {
    deleted = true;
    return realDelete(name);
  });
  return { reads: () => reads };
}

describe('a database deleted under an open client', () => {
  it('is told, taken anew, and what was unsent is sent once', async () => {
    await atWork();
    const status = watchStatus(anna);
    const lists: number[] = [];
    anna.queries.list('all', 10).subscribe((view) => lists.push(view.total));
    await until('the list is read', () => lists.at(-1) === 5);
    await Dexie.delete(company.databaseOf(1));
    await until('healed', () => status.now()?.healing.kind === 'healed');
    expect(status.now()?.healing).toEqual({ kind: 'healed', restored: 2 });
    await until('its outbox is back', () => status.now()?.pending === 2);
    await everythingArrives();
    await until('the list is whole again', () => lists.at(-1) === 5);
    company.model.clientWrites(6, 1, 'after the mending');
    await until('the list lives on', () => lists.at(-1) === 6);
    anna.dismissHealing();
    await until('told', () => status.now()?.healing.kind === 'well');
  });

  it('again and again, is given up with words instead of a fight', async () => {
    await atWork();
    const status = watchStatus(anna);
    for (let times = 0; times < 5; times += 1) {
      await Dexie.delete(company.databaseOf(1));
      await until('healed', () => status.now()?.healing.kind === 'healed');
      anna.dismissHealing();
      await until('told', () => status.now()?.healing.kind === 'well');
    }
    await Dexie.delete(company.databaseOf(1));
    await until('given up', () => status.now()?.healing.kind === 'given_up');
  });

  it('in one of two windows brings back both', async () => {
    await atWork();
    const second = await company.signIn(1);
    const statuses = [watchStatus(anna), watchStatus(second)];
    await until('both read', () => statuses.every(({ now }) => now()?.pending === 2));
    await Dexie.delete(company.databaseOf(1));
    await until('one took it back', () =>
      statuses.some(({ seen }) => seen.some(({ healing }) => healing.kind === 'healed')),
    );
    await until('both work', () =>
      statuses.every(({ now }) => now()?.healing.kind !== 'busy' && now()?.pending === 2),
    );
    await everythingArrives();
  });
});

describe('a damaged database', () => {
  it('whose rows cannot be read is looked through, then thrown away and taken anew', async () => {
    await atWork();
    const status = watchStatus(anna);
    await until('read', () => status.now() !== undefined);
    damage('dialogs');
    const lists: number[] = [];
    const errors: unknown[] = [];
    anna.queries.list('all', 10).subscribe(
      (view) => lists.push(view.total),
      (error) => errors.push(error),
    );
    await until('healed', () => status.now()?.healing.kind === 'healed');
    expect(status.seen.map(({ healing }) => healing.kind)).toContain('busy');
    await everythingArrives();
    await until('the list is whole', () => lists.at(-1) === 5);
    expect(errors).toEqual([]);
  });

  it('also gives its outbox when only that cannot be read', async () => {
    await atWork();
    const status = watchStatus(anna);
    await until('read', () => status.now() !== undefined);
    damage('outbox');
    anna.queries.refusals().subscribe(() => undefined);
    await until('healed', () => status.now()?.healing.kind === 'healed');
    await everythingArrives();
  });

  it('that is a passing failure is opened again, and nothing is thrown away', async () => {
    await atWork();
    const status = watchStatus(anna);
    await until('read', () => status.now() !== undefined);
    const deleted = vi.spyOn(indexedDB, 'deleteDatabase');
    const real = IDBObjectStore.prototype.getAll;
    let failures = 1;
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === 'directory' && failures-- > 0)
        throw new DOMException('Internal error', 'UnknownError');
      return real.apply(this, args as never);
    });
    const operators: number[] = [];
    anna.queries.directory().subscribe((view) => operators.push(view.operators.size));
    await until('read after all', () => (operators.at(-1) ?? 0) > 0);
    await until('well', () => status.now()?.healing.kind === 'well');
    expect(deleted).not.toHaveBeenCalled();
    await everythingArrives();
  });

  it('with a row that is none of ours is taken anew', async () => {
    await atWork();
    const status = watchStatus(anna);
    await company.look(1, (db) => db.dialogs.put({ id: company.firstDialog, lists: { all: 1 } } as never));
    anna.queries.list('all', 10).subscribe(() => undefined);
    await until('healed', () => status.now()?.healing.kind === 'healed');
    await everythingArrives();
  });
});

describe('at the start', () => {
  it('a database that the browser silently emptied takes back what was unsent', async () => {
    await atWork();
    await anna.close();
    await Dexie.delete(company.databaseOf(1));
    anna = await company.signIn(1);
    const status = watchStatus(anna);
    await until('told', () => status.now() !== undefined);
    expect(status.now()?.healing).toEqual({ kind: 'healed', restored: 2 });
    await everythingArrives();
  });

  it('one that cannot be opened is made anew, but only if what was unsent lies in the safe', async () => {
    await atWork();
    await anna.close();
    const realOpen = indexedDB.open.bind(indexedDB);
    const realDelete = indexedDB.deleteDatabase.bind(indexedDB);
    let broken = true;
    vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (broken && name === company.databaseOf(1))
        throw new DOMException('Internal error opening backing store', 'UnknownError');
      return realOpen(name, version);
    });
    vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation((name) => {
      broken = false;
      return realDelete(name);
    });
    const safe = company.safeOf(1);
    const { text } = safe;
    safe.text = null;
    await expect(company.signIn(1)).rejects.toThrow('Internal error opening backing store');
    expect(broken).toBe(true);
    safe.text = text;
    anna = await company.signIn(1);
    await everythingArrives();
  });

  it('an ordinary restart is no healing, and what the hub did meanwhile is not asked again', async () => {
    await atWork();
    await everythingArrives();
    await anna.close();
    expect(JSON.parse(company.safeOf(1).text ?? '')).toMatchObject({ outbox: [] });
    anna = await company.signIn(1);
    const status = watchStatus(anna);
    await until('told', () => status.now() !== undefined);
    expect(status.now()?.healing).toEqual({ kind: 'well' });
    expect(status.now()?.pending).toBe(0);
  });
});

describe('a newer version of the client', () => {
  it('that wants the database gets it, and this window says so', async () => {
    await atWork();
    const status = watchStatus(anna);
    await until('read', () => status.now() !== undefined);
    const newer = new Dexie(company.databaseOf(1));
    newer
      .version(99)
      .stores({ ...shape(await company.look(1, async (db) => await db.open())), novelties: 'id' });
    await newer.open();
    await until('told', () => status.now()?.healing.kind === 'given_up');
    expect(status.now()?.healing).toMatchObject({ trouble: { kind: 'newer' } });
    expect(await newer.table('outbox').count()).toBe(2);
    newer.close();
  });

  it('that was here before leaves a database that this one can use: the copy is taken anew, the outbox stays', async () => {
    await atWork();
    await anna.close();
    const newer = new Dexie(company.databaseOf(1), { cache: 'disabled' });
    const { contacts: _, ...older } = shape(await company.look(1, async (db) => await db.open()));
    newer.version(4).stores({ ...older, dialogs: 'id, rank', contacts: null, people: 'id' });
    await newer.open();
    await newer.table('meta').put({ key: 'format', value: 99 });
    await newer.table('dialogs').clear();
    await newer.table('dialogs').put({ id: company.firstDialog, rank: 1 });
    const payload = { id: 'of-tomorrow', name: 'dialog.forward', args: { dialogId: company.firstDialog } };
    await newer.table('outbox').add({
      id: 'of-tomorrow',
      dialogId: company.firstDialog,
      payload,
      state: { kind: 'waiting' },
      attempts: 0,
    });
    newer.close();
    anna = await company.signIn(1);
    company.network.online = true;
    anna.reconnect();
    await until('the hub has it', () => company.said().length === 1);
    await company.caughtUp(1);
    await company.look(1, (db) => expectTruth(db, company.model, operatorId(1)));
    const letters: string[] = [];
    anna.queries.deadLetters().subscribe((found) => letters.push(...found.map(({ name }) => name)));
    await until('what it cannot read is shown', () => letters.includes('dialog.forward'));
    expect(await anna.queries.draft(company.firstDialog)).toEqual({ text: 'and not yet', hidden: false });
  });
});

/** Tables and indexes as they are, for a version that goes on from there. */
function shape(db: Dexie): Record<string, string> {
  return Object.fromEntries(
    db.tables.map(({ name, schema }) => [
      name,
      [schema.primKey, ...schema.indexes].map(({ src }) => src).join(', '),
    ]),
  );
}
