import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contactId, dialogId, operatorId } from '#tests/support/fake-hub/model.ts';
import { contactFixture, dialogFixture, phoneFixture } from '#tests/support/fixtures.ts';
import { ReplicaDb } from '../db/database.ts';
import { contactRecord, dialogRecord } from '../db/rows.ts';
import { createActions } from '../intents/actions.ts';
import { readDuplicates } from './contact.ts';
import { readDialog } from './dialog.ts';
import { readList } from './list.ts';
import { ReplicaReader } from './reader.ts';

/**
 * A transaction of the replica ends when its reader takes about a hundred steps without asking it anything: everything that is laid
 * over many rows has to do so in one.
 */

const ME = operatorId(1);
const CLIENTS = 120;
const EDITS = 30;
let db: ReplicaDb;
let names = 0;
beforeEach(async () => {
  db = new ReplicaDb(`many-edits-${(names += 1)}`);
  const clients = Array.from({ length: CLIENTS }, (_, i) => i + 1);
  await db.contacts.bulkPut(
    clients.map((n) =>
      contactRecord(
        contactFixture({
          id: contactId(n),
          number: n,
          name: `Client ${n}`,
          phones: [phoneFixture('+79160000001')],
        }),
      ),
    ),
  );
  const state = { status: 'active', responsibleId: ME } as const;
  await db.dialogs.bulkPut(
    clients.map((n) =>
      dialogRecord(
        dialogFixture({ id: dialogId(n), contactId: contactId(n), lastActivityAt: n, state }),
        ME,
        0,
      ),
    ),
  );
  const actions = createActions({ db, sendTyping: () => {}, now: () => 9_000 });
  for (let n = 1; n <= EDITS; n += 1) await actions.renameContact(contactId(n), `Renamed ${n}`);
  for (let n = 1; n <= EDITS; n += 2) await actions.mergeContacts(contactId(n), contactId(n + 1));
});
afterEach(() => db.close());
const reader = () => new ReplicaReader(db, { operatorId: ME, role: 'operator' });

describe('many edits of clients that the hub has not confirmed', () => {
  it('are laid over a long list', async () => {
    const { rows } = await readList(reader(), 'mine', CLIENTS);
    expect(rows).toHaveLength(CLIENTS);
    const nameOf = (n: number) => rows.find(({ dialog }) => dialog.id === dialogId(n))?.contact?.name;
    expect([nameOf(1), nameOf(2), nameOf(EDITS + 1)]).toEqual([
      'Renamed 2',
      'Renamed 2',
      `Client ${EDITS + 1}`,
    ]);
  });

  it('are laid over an open dialog', async () => {
    expect((await readDialog(reader(), dialogId(1)))?.contact?.name).toBe('Renamed 2');
  });

  it('are laid over those who may be the same person', async () => {
    const found = await readDuplicates(reader(), contactId(CLIENTS));
    expect(found.map(({ contact }) => contact.name)).toContain('Renamed 4');
    expect(found).toHaveLength(CLIENTS - 1);
  });
});
