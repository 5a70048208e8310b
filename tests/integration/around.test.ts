/** Who is connected and who looks at a dialog: over two hubs on one database, one of which is killed. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NOBODY_AROUND, withConnected, withLooking, type Around } from '#shared/domain/presence.ts';
import type { Hub } from '#server/hub.ts';
import { pruneConnected } from '#server/live/connected.ts';
import type { Live } from './support/client.ts';
import { ANNA, BORIS, CLARA, VERA } from './support/company.ts';
import { HubChild } from './support/hub-child.ts';
import { TestPostgres } from './support/postgres.ts';
import { World } from './support/world.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await TestPostgres.start();
});
afterAll(() => postgres.stop());

/** What a client knows after all it heard. */
function around(live: Live): Around {
  return live.heard.reduce<Around>((known, heard) => {
    if (heard.type === 'colleagues') return withConnected(known, heard);
    return heard.type === 'looking' ? withLooking(known, heard) : known;
  }, NOBODY_AROUND);
}
const connected = (live: Live): string[] => Object.keys(around(live).connected ?? {}).toSorted();
const lookers = (live: Live, dialogId: string): readonly string[] => around(live).looking[dialogId] ?? [];
const idle = (live: Live, operatorId: string): number | null | undefined =>
  around(live).connected?.[operatorId]?.idleSince;

describe('two hubs', () => {
  let world: World;
  let hub: Hub;
  let child: HubChild;
  const open: Live[] = [];

  beforeEach(async () => {
    for (const live of open.splice(0)) await live.close();
  });

  beforeAll(async () => {
    world = await World.create(postgres);
    hub = await world.hub();
    child = await HubChild.start(world.url);
  });
  afterAll(async () => {
    await child.kill();
    await world.stop();
  });

  async function join(operatorId: string, url: string): Promise<Live> {
    const live = await (await world.signIn(hub, operatorId)).at(url).live(null);
    open.push(live);
    return live.until(() => connected(live).includes(operatorId));
  }
  /** Everything that was sent before has been heard by the hub. */
  async function settled(live: Live): Promise<void> {
    const pongs = (): number => live.heard.filter((heard) => heard.type === 'pong').length;
    const before = pongs();
    live.send({ type: 'ping' });
    await live.until(() => pongs() > before);
  }

  test('everybody hears who comes, idles and goes, whichever hub he is connected to', async () => {
    const anna = await join(ANNA, hub.url);
    const clara = await join(CLARA, child.url);
    await anna.until(() => connected(anna).includes(CLARA));
    await clara.until(() => connected(clara).includes(ANNA));
    clara.send({ type: 'activity', idle: true });
    await anna.until(() => typeof idle(anna, CLARA) === 'number');
    // One of his devices sees him, and that is enough.
    const phone = await join(CLARA, hub.url);
    await anna.until(() => idle(anna, CLARA) === null);
    await phone.close();
    await anna.until(() => typeof idle(anna, CLARA) === 'number');
    clara.send({ type: 'activity', idle: false });
    await anna.until(() => idle(anna, CLARA) === null);
    await clara.close();
    await anna.until(() => !connected(anna).includes(CLARA));
    expect(connected(anna)).toEqual([ANNA]);
  });

  test('who comes back at once was never gone', async () => {
    const anna = await join(ANNA, hub.url);
    const boris = await join(BORIS, hub.url);
    await anna.until(() => connected(anna).includes(BORIS));
    const since = around(anna).connected?.[BORIS]?.since;
    await boris.close();
    const again = await join(BORIS, hub.url);
    const vera = await join(VERA, hub.url);
    await vera.until(() => connected(vera).includes(BORIS));
    const said = anna.heard.filter((heard) => heard.type === 'colleagues');
    expect(said.flatMap((heard) => heard.gone)).not.toContain(BORIS);
    expect(around(again).connected?.[BORIS]?.since).toBe(since);
  });

  test('those who see a dialog hear who looks at it; those who do not hear nothing', async () => {
    const { dialogId } = await world.channel.receive('looked at', 'hello');
    const anna = await join(ANNA, hub.url);
    const boris = await join(BORIS, child.url);
    const clara = await join(CLARA, child.url);
    anna.send({ type: 'looking', dialogIds: [dialogId] });
    await boris.until(() => lookers(boris, dialogId).includes(ANNA));
    boris.send({ type: 'looking', dialogIds: [dialogId] });
    await anna.until(() => lookers(anna, dialogId).length === 2);
    // She does not see it, so nobody hears that she tries.
    clara.send({ type: 'looking', dialogIds: [dialogId] });
    await settled(clara);
    const vera = await join(VERA, hub.url);
    await vera.until(() => lookers(vera, dialogId).length > 0);
    expect(lookers(vera, dialogId)).toEqual([ANNA, BORIS]);
    anna.send({ type: 'looking', dialogIds: [] });
    await vera.until(() => lookers(vera, dialogId).length === 1);
    await boris.close();
    await vera.until(() => lookers(vera, dialogId).length === 0);
    expect(JSON.stringify(clara.heard)).not.toContain(dialogId);
  });

  test('a hub that is killed counts for nobody any more: neither its people nor what they look at', async () => {
    const { dialogId } = await world.channel.receive('of the killed', 'hello');
    const anna = await join(ANNA, hub.url);
    const boris = await join(BORIS, child.url);
    boris.send({ type: 'looking', dialogIds: [dialogId] });
    await anna.until(() => lookers(anna, dialogId).includes(BORIS) && connected(anna).includes(BORIS));
    await child.kill();
    await anna.until(() => !connected(anna).includes(BORIS) && lookers(anna, dialogId).length === 0);
    // Its people go to the hub that lives.
    await join(BORIS, hub.url);
    await anna.until(() => connected(anna).includes(BORIS));
    const rows = await world.db.selectFrom('operator_connections').select('operator_id').execute();
    expect(rows.filter((row) => row.operator_id === BORIS)).toHaveLength(2);
    // What the killed one left behind is only in the way.
    await pruneConnected(world.db);
    const left = await world.db.selectFrom('operator_connections').select('operator_id').execute();
    expect(left.filter((row) => row.operator_id === BORIS)).toHaveLength(1);
  });

  test('a database that lost who is connected is told again', async () => {
    const anna = await join(ANNA, hub.url);
    const boris = await join(BORIS, hub.url);
    await world.db.deleteFrom('operator_connections').execute();
    const back = async (): Promise<boolean> =>
      (await world.db.selectFrom('operator_connections').select('operator_id').execute()).length === 2;
    await expect.poll(back, { timeout: 10_000 }).toBe(true);
    expect(connected(anna)).toContain(BORIS);
    expect(connected(boris)).toContain(ANNA);
  });

  test('a hub that ends takes its own with it', async () => {
    const second = await world.hub();
    const anna = await join(ANNA, hub.url);
    await join(VERA, second.url);
    await anna.until(() => connected(anna).includes(VERA));
    await second.stop();
    await anna.until(() => !connected(anna).includes(VERA));
  });
});
