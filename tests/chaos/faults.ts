/** What is done to processes and networks, by name. Each resolves when it is over, so that the next round can wait for it. */
import { sql } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { lock, transaction } from '#server/db/transaction.ts';
import { beginEpoch } from '#server/feed/epoch.ts';
import { WORKSPACE } from './hub/company.ts';
import { FAIR, Weather } from './network/weather.ts';
import type { Random } from './random.ts';
import { changeRights } from './rights.ts';
import type { World } from './world.ts';

/** How often each happens, relative to the others. */
const WEIGHTS = {
  'network cut': 20,
  'network gone': 14,
  'network slow': 10,
  'socket half open': 12,
  'client killed': 12,
  'client asleep': 8,
  'clock moved': 8,
  'hub killed': 6,
  'hub frozen': 4,
  'hub restarted': 2,
  'database killed': 2,
  'feed forgotten': 2,
  'new epoch': 1,
  'rights changed': 10,
} as const;
export type Fault = keyof typeof WEIGHTS;

/** The weather when nothing special happens: bad enough. */
const USUAL = new Weather(0.4, 30);
const DAY_MS = 24 * 3600 * 1000;

export function usualWeather(world: World): void {
  for (const { proxy } of world.clients) proxy.weather = USUAL;
  world.street.weather = USUAL;
}

/** Everything works again: networks, hubs, database. Clients are told, as a device tells them. */
export async function heal(world: World): Promise<void> {
  for (const proxy of [...world.clients.map((client) => client.proxy), world.street]) {
    proxy.weather = FAIR;
    proxy.setOffline(false);
    // Instead of waiting until everybody has noticed which of his connections are dead.
    proxy.cut();
  }
  await world.database.ready();
  await Promise.all(world.hubs.map((hub) => hub.ready()));
  for (const client of world.clients) client.wake();
}

export function chooseFault(random: Random): Fault {
  return random.weighted(WEIGHTS);
}

const acts: Record<Fault, (world: World, random: Random) => Promise<string>> = {
  async 'network cut'(world, random) {
    const client = someClient(world, random);
    client.proxy.cut();
    return Promise.resolve(client.name);
  },

  async 'network gone'(world, random) {
    const client = random.happens(0.2) ? null : someClient(world, random);
    const proxy = client?.proxy ?? world.street;
    proxy.setOffline(true);
    await delay(random.between(200, 4_000));
    proxy.setOffline(false);
    if (random.happens(0.5)) client?.wake();
    return client?.name ?? 'the street';
  },

  async 'network slow'(world, random) {
    const client = someClient(world, random);
    client.proxy.weather = new Weather(1, 600);
    await delay(random.between(1_000, 4_000));
    client.proxy.weather = USUAL;
    return client.name;
  },

  async 'socket half open'(world, random) {
    const client = someClient(world, random);
    client.proxy.halfOpen();
    return Promise.resolve(client.name);
  },

  async 'client killed'(world, random) {
    const client = someClient(world, random);
    await client.kill();
    await delay(random.between(0, 500));
    await client.open();
    return client.name;
  },

  async 'client asleep'(world, random) {
    const client = someClient(world, random);
    // Asleep it has no network; the sockets may outlive that or not.
    if (random.happens(0.5)) client.proxy.halfOpen();
    await client.sleep(random.between(300, 5_000));
    return client.name;
  },

  async 'clock moved'(world, random) {
    const client = someClient(world, random);
    const days = random.between(-40, 40);
    client.setClock(random.happens(0.2) ? 0 : Math.round(days * DAY_MS));
    return Promise.resolve(`${client.name} ${days.toFixed(1)} days`);
  },

  async 'hub killed'(world, random) {
    const hub = random.pick(world.hubs);
    await hub?.kill();
    await delay(random.between(0, 600));
    const started = hub?.start();
    // Now and then in the middle of its start.
    if (random.happens(0.2)) {
      await delay(random.between(50, 800));
      await hub?.kill();
      await hub?.start();
    }
    await started;
    return String(hub?.port);
  },

  async 'hub frozen'(world, random) {
    const hub = random.pick(world.hubs);
    await hub?.freeze(random.between(300, 4_000));
    return String(hub?.port);
  },

  async 'hub restarted'(world, random) {
    const hub = random.pick(world.hubs);
    await hub?.stop();
    await hub?.start();
    return String(hub?.port);
  },

  async 'database killed'(world) {
    await world.database.kill();
    await world.database.ready();
    return '';
  },

  async 'feed forgotten'(world) {
    await transaction(world.database.pool.db, async (tx) => {
      await lock(tx, 'prune', WORKSPACE);
      const old = sql`(select max(xid) from feed where workspace_id = ${WORKSPACE} and at < now() - interval '1 second')`;
      await sql`update feed_state set kept_from = ((${old})::text::bigint + 1)::text::xid8
        where workspace_id = ${WORKSPACE} and (${old}) is not null`.execute(tx.db);
      await sql`delete from feed using feed_state s where feed.workspace_id = ${WORKSPACE}
        and s.workspace_id = ${WORKSPACE} and feed.xid < s.kept_from`.execute(tx.db);
    });
    return '';
  },

  /** As after a restored backup or an upgrade that changes rows: hubs down, another life of the feed, hubs up. */
  async 'new epoch'(world) {
    await Promise.all(world.hubs.map((hub) => hub.kill()));
    await transaction(world.database.pool.db, (tx) => beginEpoch(tx, WORKSPACE)).catch(() => undefined);
    await Promise.all(world.hubs.map((hub) => hub.start()));
    return '';
  },

  'rights changed': (world, random) => changeRights(world, random),
};

/** Does it. Two of one kind on the same thing may overlap, as in life; what needs the database waits for it. */
export async function commit(world: World, fault: Fault, random: Random): Promise<void> {
  const begun = world.record.made;
  try {
    const detail = await acts[fault](world, random);
    world.record.fault(fault, `${detail} (from ${begun})`);
  } catch (error) {
    // The database or a hub was just away: then it did not happen.
    world.record.trace('note', `${fault} failed: ${String(error)}`);
  }
}

function someClient(world: World, random: Random): World['clients'][number] {
  const client = random.pick(world.clients);
  if (!client) throw new Error('there are no clients');
  return client;
}
