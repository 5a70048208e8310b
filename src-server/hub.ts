/** The hub, put together: everything that runs, in the order in which it starts. */
import path from 'node:path';
import type { Logger } from 'pino';
import { listen, probeAddress } from './address.ts';
import { PgBus } from './bus/pg-bus.ts';
import { startAlarm } from './automation/alarm.ts';
import { warmUp } from './auth/password.ts';
import type { Channel, ChannelFactory } from './channels/channel.ts';
import { createChannelHub } from './channels/channel-hub.ts';
import { CHANNELS } from './channels/registry.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/database.ts';
import type { Db } from './db/transaction.ts';
import { openFiles } from './files/files.ts';
import { ensureEpochs } from './feed/epoch.ts';
import { refuseSecondHub } from './db/embedded/data-folder.ts';
import { DeliveryWorker } from './deliveries/worker.ts';
import type { HttpContext } from './http/context.ts';
import { createMetrics } from './http/metrics.ts';
import { questionGate } from './http/questions.ts';
import { createServer } from './http/server.ts';
import { startChores } from './chores.ts';
import { newId } from './lib/ids.ts';
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
    if (config.DATABASE_URL === undefined) await refuseSecondHub(path.resolve(config.DATA_DIR));
    await probeAddress(config);
    const database = await openDatabase(config, log);
    const { pool } = database;
    stops.push(() => database.close());
    const demo = config.DEMO ? await seedDemo(pool.db, now) : null;
    await warmUp();
    const bus = new PgBus(pool.url, pool.pg, log);
    stops.push(() => bus.stop());
    bus.onReconnected = () => followDatabase(pool.db, log);
    await bus.start();
    const files = openFiles(pool.db, config, log);
    const live = new LiveHub(pool.db, bus, log, bus.instance, now);
    const channelHub = createChannelHub({ db: pool.db, bus, log, config, live, files, now });
    const channels = (options.channels ?? CHANNELS).map((make) => make(channelHub));
    stops.push(() => stopChannels(channels));
    const metrics = createMetrics({ pool, operators: () => live.size, channels: () => channels });
    const context: HttpContext = {
      config,
      version: hubVersion(),
      db: pool.db,
      pool,
      bus,
      live,
      channels,
      metrics,
      files,
      questions: questionGate(config.POOL_SIZE),
      now,
      times: { idleMs: config.SESSION_DAYS * DAY_MS, maxMs: config.SESSION_MAX_DAYS * DAY_MS },
      executor: {
        db: pool.db,
        bus,
        now,
        companyRead: (read) => channels.find(({ kind }) => kind === read.kind)?.companyRead?.(read) ?? null,
        companyStopped: (typing) =>
          channels.find(({ kind }) => kind === typing.kind)?.companyStopped?.(typing),
      },
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
    stops.push(startChores(pool.db, files.store, config, log));
    stops.push(startAlarm({ db: pool.db, bus, now, newId }, log));
    const server = await createServer(context, log);
    // Sockets first: a server that waits for them to end by themselves would wait long.
    stops.push(() => server.close());
    stops.push(() => live.stop());
    live.start();
    const listens = await listen(server, config);
    const url = config.PUBLIC_URL ?? listens;
    worker.start();
    await database.announce(url);
    log.info({ url: listens }, 'the hub is ready');
    return { url, demo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** After a failure the address may lead to a server that was promoted, and lacks the last changes of the old one. */
function followDatabase(db: Db, log: Logger): void {
  ensureEpochs(db).catch((error: unknown) =>
    log.error({ err: error }, 'it is not known whether the database is still the same'),
  );
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
