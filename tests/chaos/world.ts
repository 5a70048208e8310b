import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserClient } from './client/browser-client.ts';
import type { ChaosClient } from './client/client.ts';
import { ClientProcess } from './client/client-process.ts';
import { BROWSER_STAFF, CHANNELS, PASSWORD, STAFF } from './hub/company.ts';
import { ChaosDatabase } from './hub/database.ts';
import { HubProcess } from './hub/hub-process.ts';
import { Proxy } from './network/proxy.ts';
import { FAIR } from './network/weather.ts';
import type { Options } from './options.ts';
import type { Random } from './random.ts';
import type { RunRecord } from './record.ts';
import { Visitor } from './visitor.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The built hub starts several times faster than its source; where there is none, the source will do. */
function hubProgram(): string {
  const built = path.join(root, 'dist', 'hub', 'hub.mjs');
  return existsSync(built) && process.env['CHAOS_HUB'] !== 'source'
    ? built
    : path.join(root, 'src-server', 'main.ts');
}

/** Everybody and everything of one run. */
export interface World {
  options: Options;
  random: Random;
  record: RunRecord;
  database: ChaosDatabase;
  hubs: HubProcess[];
  clients: ChaosClient[];
  visitors: Visitor[];
  /** The visitors' network. */
  street: Proxy;
  stop(): Promise<void>;
}

export async function buildWorld(options: Options, random: Random, record: RunRecord): Promise<World> {
  const database = await ChaosDatabase.start();
  const env = { DATABASE_URL: database.url };
  const hubs = Array.from({ length: options.hubs }, () => new HubProcess(hubProgram(), env));
  const clients: ChaosClient[] = [];
  const visitors: Visitor[] = [];
  const proxies: Proxy[] = [];
  const stop = async (): Promise<void> => {
    for (const visitor of visitors) visitor.leave();
    await Promise.all(clients.map((client) => client.close()));
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await Promise.all(hubs.map((hub) => hub.stop()));
    await database.stop();
  };
  try {
    await Promise.all(hubs.map((hub) => hub.start()));
    const network = async (): Promise<{ proxy: Proxy; hubUrl: string }> => {
      const hubPorts = (): number[] => hubs.map(({ port }) => port);
      const onFault = (kind: string): void => record.fault(kind);
      const proxy = new Proxy({ random: random.fork(), hubPorts, onFault }, FAIR);
      proxies.push(proxy);
      return { proxy, hubUrl: await proxy.listen() };
    };
    const folder = path.join(record.folder, 'clients');
    mkdirSync(folder, { recursive: true });
    for (let n = 0; n < options.clients; n += 1) {
      const employee = STAFF[n % STAFF.length];
      if (!employee) break;
      // The second round of the staff has a second device.
      const name =
        n < STAFF.length ? employee.login : `${employee.login}-${Math.floor(n / STAFF.length) + 1}`;
      const onMade = (count: number): void => record.progress(count);
      const onViolation = (words: string): void => record.violation(words);
      clients.push(
        new ClientProcess({
          name,
          employee,
          ...(await network()),
          folder,
          password: PASSWORD,
          onMade,
          onViolation,
        }),
      );
    }
    for (const employee of BROWSER_STAFF.slice(0, options.browsers)) {
      const { login: name } = employee;
      const onMade = (count: number): void => record.progress(count);
      clients.push(
        new BrowserClient({ name, employee, ...(await network()), folder, password: PASSWORD, onMade }),
      );
    }
    const { proxy: street, hubUrl } = await network();
    for (let n = 0; n < options.visitors; n += 1) {
      const channelId = CHANNELS[n % CHANNELS.length] ?? '';
      visitors.push(new Visitor({ name: `visitor-${n + 1}`, hubUrl, channelId, random: random.fork() }));
    }
    await Promise.all(visitors.map((visitor) => visitor.come()));
    await Promise.all(visitors.map((visitor) => visitor.say()));
    await Promise.all(clients.map((client) => client.open()));
    return { options, random, record, database, hubs, clients, visitors, street, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
