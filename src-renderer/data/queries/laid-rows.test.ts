import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contactId, dialogId, operatorId } from '#tests/support/fake-hub/model.ts';
import { contactFixture, dialogFixture } from '#tests/support/fixtures.ts';
import { ReplicaDb } from '../db/database.ts';
import { contactRecord, dialogRecord } from '../db/rows.ts';
import { createActions } from '../intents/actions.ts';
import { readLaidRows } from './laid-rows.ts';
import { ReplicaReader } from './reader.ts';

const ME = operatorId(1);
let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`laid-rows-${(names += 1)}`);
});
afterEach(() => db.close());
const reader = () => new ReplicaReader(db, { operatorId: ME, role: 'operator' });
const actions = () => createActions({ db, sendTyping: () => {}, now: () => 9_000 });

describe('lines of the table that own effects change', () => {
  beforeEach(async () => {
    for (const n of [1, 2]) {
      const dialog = dialogFixture({
        id: dialogId(n),
        contactId: contactId(n),
        lastSeq: 3,
        unread: 1,
        waitingSince: 1,
      });
      await db.dialogs.put(dialogRecord(dialog, ME, 0));
      await db.contacts.put(contactRecord(contactFixture({ id: contactId(n), name: `Client ${n}` })));
    }
  });

  it('are those alone, with their clients, as they will be', async () => {
    expect(await readLaidRows(reader())).toEqual([]);
    await actions().answer(dialogId(1));
    expect(await readLaidRows(reader())).toMatchObject([
      { id: dialogId(1), name: 'Client 1', responsibleId: ME, status: 'active' },
    ]);
    await actions().finish(dialogId(1));
    expect(await readLaidRows(reader())).toMatchObject([{ id: dialogId(1), status: 'finished' }]);
  });

  it('are none for what was refused, and none where the client is not here', async () => {
    await actions().answer(dialogId(1));
    await actions().answer(dialogId(2));
    await db.contacts.delete(contactId(2));
    expect((await readLaidRows(reader())).map(({ id }) => id)).toEqual([dialogId(1)]);
    await db.outbox
      .toCollection()
      .modify({ state: { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 } });
    expect(await readLaidRows(reader())).toEqual([]);
  });
});
