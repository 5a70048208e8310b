import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorRightsSchema, operatorsResponseSchema, type Rights } from '#shared/wire/http/rights.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { say, type Client } from './support/client.ts';
import {
  ADMIN,
  ANNA,
  BORIS,
  CLARA,
  LINE_A,
  LINE_B,
  LINE_C,
  NORTH,
  PASSWORD,
  VERA,
} from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

describe('rights', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  let admin: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    admin = await world.signIn(hub, ADMIN);
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  const operator = (lineIds: string[]): Rights => ({
    role: 'operator',
    active: true,
    lineIds,
    branchIds: [],
  });
  const set = async (by: Client, operatorId: string, rights: unknown) => {
    const path = `/api/admin/operators/${operatorId}/rights`;
    const response = await by.fetch(path, { method: 'PUT', body: JSON.stringify(rights) });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  test('an operator who leaves a line loses its dialogs at once, one who joins gains them', async () => {
    const other = await world.hub();
    const { dialogId } = await world.channel.receive('moves', 'hello');
    const boris = await world.signIn(other, BORIS);
    const [{ cursor }] = (await boris.snapshot()) as [Awaited<ReturnType<Client['snapshotPage']>>];
    const live = await boris.live(cursor);

    expect((await set(admin, BORIS, operator([LINE_C]))).status).toBe(200);
    const told = await live.until((one) => one.changes.some((change) => change.type === 'scope'));
    expect(told.changes.find((change) => change.type === 'scope')).toMatchObject({
      scope: { operatorId: BORIS, lineIds: [LINE_C] },
    });
    expect(await boris.act(say(dialogId, 'still mine?'))).toMatchObject([{ refusal: { code: 'not_found' } }]);
    const seen = (await boris.snapshot()).flatMap((page) => page.bundles.map((one) => one.dialog.lineId));
    expect(seen.filter((lineId) => lineId !== LINE_C)).toEqual([]);

    // What happens on the line he left does not reach the socket that was open all the time.
    const anna = await world.signIn(hub, ANNA);
    await anna.act(say(dialogId, 'behind his back'));
    expect((await set(admin, BORIS, operator([LINE_A]))).status).toBe(200);
    await live.until((one) => one.changes.filter((change) => change.type === 'scope').length === 2);
    // What becomes of it after he is back (it is delivered then, perhaps) is his to know.
    const back = live.changes.findLastIndex((change) => change.type === 'scope');
    expect(JSON.stringify(live.changes.slice(0, back))).not.toContain('behind his back');
    const again = (await boris.snapshot()).flatMap((page) => page.bundles.map((one) => one.dialog.id));
    expect(again).toContain(dialogId);
    await live.close();
  });

  test('setting the same rights twice is fine, and everybody sees the new role', async () => {
    const clara = operator([LINE_C]);
    await set(admin, CLARA, clara);
    const { status, body } = await set(admin, CLARA, { ...clara, role: 'senior', branchIds: [NORTH] });
    expect(status).toBe(200);
    expect(operatorRightsSchema.parse(body).operator.role).toBe('senior');
    const { directory } = await (await world.signIn(hub, ANNA)).snapshotPage();
    const row = directory.find((entry) => entry.kind === 'operator' && entry.row.id === CLARA)?.row;
    expect(row).toMatchObject({ role: 'senior' });
    await set(admin, CLARA, clara);
  });

  test('whoever is switched off is out at once and stays out', async () => {
    const vera = await world.signIn(hub, VERA);
    const live = await vera.live(null);
    await live.until((one) => one.heard.length > 0);
    const off: Rights = { role: 'senior', active: false, lineIds: [], branchIds: [NORTH] };
    expect((await set(admin, VERA, off)).status).toBe(200);
    await live.until((one) => one.closed !== null);
    expect((await vera.fetch('/api/session')).status).toBe(401);
    const refused = await fetch(`${hub.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'vera', password: PASSWORD, device: 'test' }),
    });
    expect(refused.status).toBe(401);
    expect((await set(admin, VERA, { ...off, active: true })).status).toBe(200);
    expect((await (await world.signIn(hub, VERA)).fetch('/api/session')).status).toBe(200);
  });

  test('admins share the pages of the feed, and each goes on hearing what is his alone', async () => {
    await set(admin, VERA, { role: 'admin', active: true, lineIds: [], branchIds: [] });
    const both = [admin, await world.signIn(hub, VERA)];
    const lives = await Promise.all(
      both.map(async (one) => await one.live((await one.snapshotPage('?limit=1')).cursor)),
    );
    const { dialogId } = await world.channel.receive('for all admins', 'hello');
    for (const live of lives)
      await live.until(({ changes }) =>
        changes.some((one) => one.type === 'enter' && one.bundle.dialog.id === dialogId),
      );
    const anna = await world.signIn(hub, ANNA);
    const note = say(dialogId, 'for one of them', 'hidden');
    await anna.act({ ...note, args: { ...note.args, mentions: [ADMIN] } }, say(dialogId, 'the end'));
    for (const live of lives)
      await live.until(({ changes }) =>
        changes.some((one) => one.type === 'message' && JSON.stringify(one).includes('the end')),
      );
    const told = lives.map(({ changes }) =>
      changes.flatMap((one) => (one.type === 'notice' ? [one.notice.operatorId] : [])),
    );
    expect(told).toEqual([[ADMIN], []]);
    for (const live of lives) await live.close();
    await set(admin, VERA, { role: 'senior', active: true, lineIds: [], branchIds: [NORTH] });
  });

  test('two admins who demote each other together leave one', async () => {
    await set(admin, VERA, { role: 'admin', active: true, lineIds: [], branchIds: [] });
    const vera = await world.signIn(hub, VERA);
    const results = await Promise.all([
      set(admin, VERA, { role: 'senior', active: true, lineIds: [], branchIds: [NORTH] }),
      set(vera, ADMIN, { role: 'senior', active: true, lineIds: [], branchIds: [NORTH] }),
    ]);
    expect(results.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await world.pool.pg.query("select id from operators where role = 'admin' and active");
    expect(rows).toHaveLength(1);
    await world.pool.pg.query("update operators set role = 'admin' where id = $1", [ADMIN]);
    await set(admin, VERA, { role: 'senior', active: true, lineIds: [], branchIds: [NORTH] });
  });

  test.each([
    ['a line that does not exist', ANNA, { ...operator([newId()]) }, 400],
    ['a branch given as a line', ANNA, operator([NORTH]), 400],
    ['an unknown role', ANNA, { ...operator([]), role: 'god' }, 400],
    ['half of the rights', ANNA, { role: 'operator' }, 400],
    ['an operator who does not exist', newId(), operator([LINE_B]), 404],
    ['no id at all', 'anna', operator([]), 400],
    ['the last admin', ADMIN, operator([]), 400],
  ])('%s is refused and changes nothing', async (_, operatorId, rights, status) => {
    const all = async () => (await admin.fetch('/api/admin/operators')).json() as Promise<unknown>;
    const before = operatorsResponseSchema.parse(await all());
    expect(before.operators).toHaveLength(5);
    expect((await set(admin, operatorId, rights)).status).toBe(status);
    expect(await all()).toEqual(before);
  });

  test.each([ANNA, VERA])('only an admin may look or change', async (who) => {
    const client = await world.signIn(hub, who);
    expect((await client.fetch('/api/admin/operators')).status).toBe(403);
    expect((await set(client, who, { ...operator([]), role: 'admin' })).status).toBe(403);
  });
});
