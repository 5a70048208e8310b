import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UNTOUCHED, type Dialog } from '#shared/domain/dialog.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { conditionsOf, matches, NO_FILTER, type TableConditions } from '#shared/domain/table-filter.ts';
import {
  compareRows,
  FIRST_SORT,
  TABLE_COLUMNS,
  type NameRanks,
  type TableSort,
} from '#shared/domain/table-order.ts';
import { clientPart, dialogPart, type TableRow } from '#shared/domain/table-row.ts';
import { ranksByName } from '#shared/lib/ordering.ts';
import { MOST_COUNTED, tableResponseSchema, type TableResponse } from '#shared/wire/http/table.ts';
import { newDialogRow } from '#server/db/rows.ts';
import type { Hub } from '#server/hub.ts';
import { Lines } from '#renderer/data/search/table/lines.ts';
import { anyConditions, anyRow, anySort, CLIENTS, some } from '../support/table-rows.ts';
import type { Client } from './support/client.ts';
import {
  ADMIN,
  ANNA,
  BORIS,
  CHANNEL_A,
  CHANNEL_B,
  CHANNEL_C,
  CLARA,
  LINE_A,
  LINE_B,
  LINE_C,
  NORTH,
  SOUTH,
  VERA,
  WS,
} from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

const PEOPLE = { ANNA, BORIS, CLARA, VERA, ADMIN };
type Name = keyof typeof PEOPLE;
const SCOPES: Record<Name, Scope> = {
  ANNA: { operatorId: ANNA, role: 'operator', lineIds: [LINE_A], branchIds: [] },
  BORIS: { operatorId: BORIS, role: 'operator', lineIds: [LINE_A], branchIds: [] },
  CLARA: { operatorId: CLARA, role: 'operator', lineIds: [LINE_C], branchIds: [] },
  VERA: { operatorId: VERA, role: 'senior', lineIds: [], branchIds: [NORTH] },
  ADMIN: { operatorId: ADMIN, role: 'admin', lineIds: [], branchIds: [] },
};
const CHANNELS = [
  { id: CHANNEL_A, name: 'Channel 0', lineId: LINE_A, branchId: NORTH },
  { id: CHANNEL_B, name: 'Channel 1', lineId: LINE_B, branchId: NORTH },
  { id: CHANNEL_C, name: 'Channel 2', lineId: LINE_C, branchId: SOUTH },
];
const OPERATORS = [ANNA, BORIS, CLARA, VERA];
/** As `foundCompany` names them. */
const RANKS: NameRanks = {
  operators: ranksByName(
    Object.entries({ anna: ANNA, boris: BORIS, clara: CLARA, vera: VERA, admin: ADMIN }).map(
      ([name, id]) => ({ id, name }),
    ),
  ),
  lines: ranksByName([LINE_A, LINE_B, LINE_C].map((id, i) => ({ id, name: `Line ${'ABC'[i]}` }))),
  branches: ranksByName([NORTH, SOUTH].map((id) => ({ id, name: `Branch ${id.at(-1)}` }))),
  channels: ranksByName(CHANNELS),
};

/** A line as a dialog of this company; the guests of some are Anna. */
function asDialog(row: TableRow, i: number): Dialog {
  const channel = CHANNELS[Number(row.channelId.at(-1)) % CHANNELS.length];
  if (!channel) throw new Error('no channel');
  const operator = row.responsibleId === null ? null : (OPERATORS[Number(row.responsibleId.at(-1))] ?? null);
  const state: Dialog['state'] =
    row.status === 'queued'
      ? { status: 'queued' }
      : row.status === 'active'
        ? { status: 'active', responsibleId: operator ?? ANNA }
        : {
            status: 'closed',
            responsibleId: operator,
            closedAt: row.closedAt ?? row.lastActivityAt,
            outcome: row.status,
          };
  return {
    ...UNTOUCHED,
    id: row.id,
    contactId: row.contactId,
    channelId: channel.id,
    lineId: channel.lineId,
    branchId: channel.branchId,
    state,
    participantIds: i % 7 === 0 ? [ANNA] : [],
    previousDialogId: null,
    pageUrl: null,
    createdAt: row.createdAt,
    lastActivityAt: row.lastActivityAt,
    waitingSince: row.waitingSince,
    unread: row.unread,
    lastSeq: row.messages,
    rev: 1,
  };
}

/** Conditions name lines and people of the test's own vocabulary; here they are those of the company. */
function asAsked(conditions: TableConditions): TableConditions {
  const pick = (ids: readonly string[], from: readonly string[]): string[] => [
    ...new Set(ids.map((id) => from[Number(id.at(-1)) % from.length] ?? '')),
  ];
  return {
    ...conditions,
    channelIds: pick(
      conditions.channelIds,
      CHANNELS.map(({ id }) => id),
    ),
    lineIds: pick(conditions.lineIds, [LINE_A, LINE_B, LINE_C]),
    branchIds: pick(conditions.branchIds, [NORTH, SOUTH]),
    responsibleIds: [
      ...new Set(
        conditions.responsibleIds.map((id) => (id === null ? null : (OPERATORS[Number(id.at(-1))] ?? null))),
      ),
    ],
  };
}

describe('the table of dialogs in the hub', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  const clients = new Map<Name, Client>();
  let dialogs: Dialog[] = [];
  let rows: TableRow[] = [];

  const client = (name: Name): Client => {
    const found = clients.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  };
  const ask = async (name: Name, body: object): Promise<Response> =>
    client(name).fetch('/api/dialogs/query', { method: 'POST', body: JSON.stringify(body) });
  const query = async (name: Name, body: object): Promise<TableResponse> => {
    const response = await ask(name, body);
    expect(response.status).toBe(200);
    return tableResponseSchema.parse(await response.json());
  };
  const all = async (
    name: Name,
    conditions: TableConditions,
    sort: TableSort,
    limit: number,
  ): Promise<{ rows: TableRow[]; total: TableResponse['total'] }> => {
    const found: TableRow[] = [];
    let total: TableResponse['total'] = null;
    for (let after: string | null = null, more = true; more;) {
      const page = await query(name, { conditions, sort, limit, after });
      found.push(...page.rows);
      total ??= page.total;
      after = page.next;
      more = after !== null;
    }
    return { rows: found, total };
  };

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub({ RATE_LIMITS: 'off' });
    for (const name of Object.keys(PEOPLE) as Name[])
      clients.set(name, await world.signIn(hub, PEOPLE[name]));
    const contacts = CLIENTS.map((one, i) => ({ ...one, id: some.client(i) }));
    await world.db
      .insertInto('contacts')
      .values(
        contacts.map(({ id, name, number, tags }) => ({
          workspace_id: WS,
          id,
          name,
          number: number + 100,
          tags,
          created_at: new Date(0),
        })),
      )
      .execute();
    const sampled = fc.sample(
      fc.uniqueArray(anyRow(fc.integer({ min: 0, max: 400 })), {
        minLength: 120,
        maxLength: 120,
        selector: ({ id }) => id,
      }),
      { numRuns: 1, seed: 7 },
    )[0];
    dialogs = (sampled ?? []).map(asDialog);
    rows = dialogs.map((dialog) => {
      const contact = contacts.find(({ id }) => id === dialog.contactId);
      if (!contact) throw new Error('a dialog without client');
      return { ...dialogPart(dialog), ...clientPart({ ...contact, number: contact.number + 100 }) };
    });
    // Each has an identity of his own: a client has one open dialog a channel.
    await world.db
      .insertInto('contact_identities')
      .values(
        dialogs.map(({ id, channelId, contactId }) => ({
          workspace_id: WS,
          channel_id: channelId,
          external_id: id,
          contact_id: contactId,
          kind: 'telegram' as const,
        })),
      )
      .execute();
    await world.db
      .insertInto('dialogs')
      .values(dialogs.map((dialog) => newDialogRow(WS, dialog.id, dialog)))
      .execute();
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  const inScope = (name: Name): TableRow[] => {
    const seen = new Set(
      dialogs.filter((dialog) => sees(SCOPES[name], audienceOf(dialog))).map(({ id }) => id),
    );
    return rows.filter(({ id }) => seen.has(id));
  };

  test('everybody finds what a look at every line of his finds, in that order, page by page; so does his replica', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(PEOPLE) as Name[])),
        anyConditions.map(asAsked),
        anySort,
        fc.integer({ min: 5, max: 60 }),
        async (name, conditions, sort, limit) => {
          const mine = inScope(name);
          const expected = mine.filter((row) => matches(conditions, row)).toSorted(compareRows(sort, RANKS));
          const found = await all(name, conditions, sort, limit);
          expect(found.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
          expect(found.rows).toEqual(expected);
          expect(found.total).toEqual({ count: expected.length, more: false });
          const lines = new Lines();
          lines.setRanks(RANKS);
          for (const row of mine) lines.put(row, row, 1);
          const here = lines.find({
            conditions,
            sort,
            laid: [],
            guests: [],
            guestsSince: 0,
            withWords: null,
          });
          expect(Array.from(here.order, (_, place) => lines.at(here, place))).toEqual(
            expected.map(({ id }) => id),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(TABLE_COLUMNS)('by %s, both ways, every page goes on where the last ended', async (column) => {
    const conditions = conditionsOf(NO_FILTER, ADMIN, 0);
    for (const direction of ['asc', 'desc'] as const) {
      const found = await all('ADMIN', conditions, { column, direction }, 7);
      expect(found.rows.map(({ id }) => id)).toEqual(
        rows.toSorted(compareRows({ column, direction }, RANKS)).map(({ id }) => id),
      );
    }
  });

  test.each([
    ['no conditions', { sort: FIRST_SORT }],
    ['a column that is none', { sort: { column: 'password', direction: 'asc' } }],
    ['too many lines', { limit: 1000 }],
    ['a place that is none', { after: 'x' }],
    [
      'a place in another order',
      { sort: { column: 'created', direction: 'asc' }, after: `["Ольга","${ANNA}"]` },
    ],
    [
      'a place beyond all time',
      { sort: { column: 'created', direction: 'asc' }, after: `["${'9'.repeat(30)}","${ANNA}"]` },
    ],
    [
      'a place that is no number',
      { sort: { column: 'line', direction: 'asc' }, after: `["1; drop table dialogs","${ANNA}"]` },
    ],
    ['a place with what no name has in it', { after: `["a\\u0000","${ANNA}"]` }],
  ])('%s is answered with what is wrong', async (what, patch) => {
    const whole = { conditions: conditionsOf(NO_FILTER, ADMIN, 0), sort: FIRST_SORT, ...patch };
    const { conditions: _, ...without } = whole;
    const response = await ask('ADMIN', what === 'no conditions' ? without : whole);
    expect(response.status).toBe(400);
  });

  test('nobody without a session learns anything', async () => {
    const response = await fetch(`${hub.url}/api/dialogs/query`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(401);
    expect(MOST_COUNTED).toBeGreaterThan(rows.length);
  });

  test('words are looked for in what was said and in the client, in scope', async () => {
    const { dialogId } = await world.channel.receive('words', 'Где мой диван?', { name: 'Прохор Диванов' });
    const second = await world.channel.receive('words too', 'Верните деньги', { name: 'Диванова Яна' });
    await world.channel.receive('others', 'Про диван', { channelId: CHANNEL_C, name: 'Чужой' });
    const asked = { sort: FIRST_SORT, limit: 50 };
    const found = async (name: Name, words: string): Promise<string[]> => {
      const { rows: lines } = await query(name, {
        ...asked,
        conditions: conditionsOf({ ...NO_FILTER, words }, ADMIN, 0),
      });
      return lines.map(({ id }) => id).toSorted();
    };
    expect(await found('ANNA', 'диван')).toEqual([dialogId, second.dialogId].toSorted());
    expect(await found('ANNA', 'деньги')).toEqual([second.dialogId]);
    expect(await found('ADMIN', 'диван')).toHaveLength(3);
    expect(await found('ANNA', '!!!')).toEqual([]);
  });
});
