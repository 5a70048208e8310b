/** The hub, put together: everything that runs, in the order in which it starts. */
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer as createNetServer, type AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { PgBus } from './bus/pg-bus.ts';
import { warmUp } from './auth/password.ts';
import type { Channel, ChannelFactory } from './channels/channel.ts';
import { createChannelHub, tellCompanyRead } from './channels/channel-hub.ts';
import { CHANNELS } from './channels/registry.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/database.ts';
import { DeliveryWorker } from './deliveries/worker.ts';
import type { HttpContext } from './http/context.ts';
import { createMetrics } from './http/metrics.ts';
import { createServer } from './http/server.ts';
import { startChores } from './chores.ts';
import { codeOf, messageOf, StartError } from './lib/errors.ts';
import { createLog } from './lib/log.ts';
import { hubVersion } from './lib/project.ts';
import { LiveHub } from './live/live-hub.ts';
import { seedDemo, type Demo } from './seed/demo.ts';

export interface Hub {
  /** Address as others should use it: `PUBLIC_URL`, or where it listens. Without a slash at the end. */
  readonly url: string;
  /** What the demo company consists of; null without demo data. */
  readonly demo: Demo | null;
  /** Everything that is going on is finished first, within bounds. May be called twice. */
  stop(): Promise<void>;
}

export interface HubOptions {
  /** Other channels than all there are; for tests. */
  channels?: readonly ChannelFactory[];
  /** The clock, in milliseconds. */
  now?(this: void): number;
  log?: Logger;
}

const DELIVERY_GRACE_MS = 5_000;

/** @throws StartError when it cannot start; nothing is left running then */
export async function startHub(config: Config, options: HubOptions = {}): Promise<Hub> {
  const log = options.log ?? createLog(config.LOG_LEVEL, config.LOG_PRETTY);
  const now = options.now ?? Date.now;
  const stops: (() => Promise<void>)[] = [];
  const stop = stopAll(stops, log);
  try {
    await probeAddress(config);
    const database = await openDatabase(config, log);
    const { pool } = database;
    stops.push(() => database.close());
    const demo = config.DEMO ? await seedDemo(pool.db, now) : null;
    await warmUp();
    const bus = new PgBus(pool.url, pool.pg, log);
    stops.push(() => bus.stop());
    await bus.start();
    const live = new LiveHub(pool.db, bus, log);
    const channelHub = createChannelHub({ db: pool.db, bus, log, config, live, now });
    const channels = (options.channels ?? CHANNELS).map((make) => make(channelHub));
    stops.push(() => stopChannels(channels));
    const metrics = createMetrics(pool, () => live.size);
    const context: HttpContext = {
      config,
      version: hubVersion(),
      db: pool.db,
      pool,
      bus,
      live,
      channels,
      metrics,
      now,
      times: { idleMs: config.SESSION_DAYS * DAY_MS, maxMs: config.SESSION_MAX_DAYS * DAY_MS },
      executor: { db: pool.db, bus, now, companyRead: (tx, read) => tellCompanyRead(channels, tx, read) },
    };
    const worker = new DeliveryWorker({
      db: pool.db,
      bus,
      log,
      channels,
      instance: bus.instance,
      now,
      onAttempt: (outcome) => metrics.attempts.inc({ outcome }),
    });
    stops.push(() => worker.stop(DELIVERY_GRACE_MS));
    stops.push(startChores(pool.db, config, log));
    const server = await createServer(context, log);
    // Sockets first: a server that waits for them to end by themselves would wait long.
    stops.push(() => server.close());
    stops.push(() => live.stop());
    live.start();
    const url = await listen(server, config);
    worker.start();
    log.info({ url }, 'the hub is ready');
    return { url: config.PUBLIC_URL ?? url, demo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const DAY_MS = 24 * 3600 * 1000;

/** Stops what was started, last first; one that fails does not keep the others from stopping. */
function stopAll(stops: (() => Promise<void>)[], log: Logger): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (const stop of stops.toReversed()) {
      await stop().catch((error: unknown) =>
        log.error({ err: error }, 'a part of the hub did not stop cleanly'),
      );
    }
  };
  return () => (stopping ??= run());
}

async function stopChannels(channels: readonly Channel[]): Promise<void> {
  await Promise.all(channels.map(async (channel) => await channel.stop?.()));
}

/** A port that is taken is said at once and not after the database was made. @throws StartError */
async function probeAddress(config: Config): Promise<void> {
  if (config.PORT === 0) return;
  const probe = createNetServer();
  try {
    probe.listen({ host: config.HOST, port: config.PORT });
    await once(probe, 'listening');
  } catch (error) {
    throw explainListen(error, config);
  }
  await new Promise((resolve) => probe.close(resolve));
}

async function listen(server: FastifyInstance, config: Config): Promise<string> {
  try {
    await server.listen({ host: config.HOST, port: config.PORT });
  } catch (error) {
    throw explainListen(error, config);
  }
  const { port } = server.server.address() as AddressInfo;
  const everywhere = config.HOST === '0.0.0.0' || config.HOST === '::';
  const host = everywhere ? '127.0.0.1' : config.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function explainListen(error: unknown, config: Config): Error {
  const place = `${config.HOST}:${config.PORT}`;
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartError(
        'port_busy',
        `The port ${config.PORT} on ${config.HOST} is in use by another program. Stop it, or choose another with PORT.`,
        { cause: error },
      );
    case 'EACCES':
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        'address_unavailable',
        `The hub cannot listen on ${place}: ${messageOf(error)}. Choose others with HOST and PORT.`,
        { cause: error },
      );
    default:
      return error instanceof Error ? error : new Error(messageOf(error));
  }
}
