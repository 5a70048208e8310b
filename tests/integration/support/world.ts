import type { Logger } from 'pino';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { ChannelHub } from '#server/channels/channel.ts';
import { parseConfig } from '#server/config.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { startHub, type Hub } from '#server/hub.ts';
import { createLog } from '#server/lib/log.ts';
import { signIn, type Client } from './client.ts';
import { foundCompany, LOGIN } from './company.ts';
import { FakeChannel } from './fake-channel.ts';
import type { TestPostgres } from './postgres.ts';

const silent = createLog('silent', false);

/** A company in a database of its own, with as many hubs as a test wants. */
export class World {
  readonly pool: Pool;
  readonly channel = new FakeChannel();
  readonly #url: string;
  /** Clients' messages come in through the hub that was started last and still runs. */
  readonly #living = new Set<{ hub: Hub; channelHub: ChannelHub | null }>();

  private constructor(url: string, pool: Pool) {
    this.#url = url;
    this.pool = pool;
  }

  /** @param kind of all channels */
  static async create(postgres: TestPostgres, kind: ChannelKind = 'telegram'): Promise<World> {
    const url = await postgres.createDatabase();
    const pool = openPool(url, 8, silent);
    await migrate(pool.db);
    await foundCompany(pool.db, kind);
    const world = new World(url, pool);
    world.channel.kind = kind;
    return world;
  }

  get db(): Pool['db'] {
    return this.pool.db;
  }

  get url(): string {
    return this.#url;
  }

  /** Starts a hub; all hubs of a world share the fake channel. */
  async hub(settings: Record<string, string> = {}, log: Logger = silent): Promise<Hub> {
    const config = parseConfig({ DATABASE_URL: this.#url, PORT: '0', LOG_LEVEL: 'silent', ...settings });
    const { channel } = this;
    let mine: ChannelHub | null = null;
    const hub = await startHub(config, {
      log,
      channels: [
        (channelHub) => {
          mine = channelHub;
          channel.hub = channelHub;
          return channel;
        },
      ],
    });
    const living = {
      hub: {
        ...hub,
        stop: async () => {
          await hub.stop();
          this.#living.delete(living);
          channel.hub = [...this.#living].at(-1)?.channelHub ?? null;
        },
      },
      channelHub: mine,
    };
    this.#living.add(living);
    return living.hub;
  }

  signIn(hub: Hub, operatorId: string): Promise<Client> {
    return signIn(hub.url, LOGIN[operatorId] ?? '');
  }

  async stop(): Promise<void> {
    for (const { hub } of this.#living) await hub.stop();
    await this.pool.close();
  }
}
