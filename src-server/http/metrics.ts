import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { sql } from 'kysely';
import type { Channel } from '../channels/channel.ts';
import type { Pool } from '../db/pool.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly intents: Counter<'name' | 'outcome'>;
  readonly attempts: Counter<'outcome'>;
  readonly rateLimited: Counter<'route'>;
}

/** What is counted where it is and not by the metrics themselves. */
export interface Sources {
  pool: Pool;
  /** Live connections of operators now. */
  operators(this: void): number;
  channels(this: void): readonly Channel[];
}

export function createMetrics(sources: Sources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  socketGauges(registry, sources);
  databaseGauges(registry, sources.pool);
  return {
    registry,
    requests: new Histogram({
      name: 'otklik_http_request_seconds',
      help: 'Time to answer requests',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    intents: new Counter({
      name: 'otklik_intents_total',
      help: 'Intents by name and outcome: done, or the code of the refusal',
      labelNames: ['name', 'outcome'],
      registers,
    }),
    attempts: new Counter({
      name: 'otklik_delivery_attempts_total',
      help: 'Attempts to deliver a message, by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    rateLimited: new Counter({
      name: 'otklik_rate_limited_total',
      help: 'Requests refused because there were too many, by route',
      labelNames: ['route'],
      registers,
    }),
  };
}

function socketGauges(registry: Registry, { pool, operators, channels }: Sources): void {
  gauge(registry, 'otklik_live_sockets', 'Live connections of operators', [], (g) => g.set(operators()));
  gauge(
    registry,
    'otklik_client_connections',
    'Connections that clients hold open, by channel',
    ['channel'],
    (g) => {
      for (const channel of channels()) {
        if (channel.connections) g.set({ channel: channel.kind }, channel.connections());
      }
    },
  );
  gauge(registry, 'otklik_db_pool_connections', 'Connections to PostgreSQL', ['state'], (g) => {
    g.set({ state: 'idle' }, pool.pg.idleCount);
    g.set({ state: 'busy' }, pool.pg.totalCount - pool.pg.idleCount);
    g.set({ state: 'awaited' }, pool.pg.waitingCount);
  });
}

/** Attempts beyond so many count together. */
const MOST_ATTEMPTS = 4;

function databaseGauges(registry: Registry, pool: Pool): void {
  const labels = ['state', 'attempts'] as const;
  gauge(
    registry,
    'otklik_deliveries',
    'Outgoing messages not settled, by state and attempts made (4: or more)',
    labels,
    async (g) => {
      g.reset();
      for (const state of ['queued', 'sending']) g.set({ state, attempts: 0 }, 0);
      const { rows } = await sql<{ state: string; attempts: number; count: number }>`
        select status as state, least(attempts, ${MOST_ATTEMPTS}) as attempts, count(*)::int as count
        from deliveries where status <> 'settled' group by 1, 2`.execute(pool.db);
      for (const { count, ...of } of rows) g.set(of, count);
    },
  );
  const lag = 'Transaction ids between the horizon of the feed and now';
  gauge(registry, 'otklik_feed_lag_transactions', lag, [], async (g) => {
    const { rows } = await sql<{ lag: number }>`
      select (pg_snapshot_xmax(s)::text::numeric - pg_snapshot_xmin(s)::text::numeric)::float8 as lag
      from pg_current_snapshot() s`.execute(pool.db);
    g.set(rows[0]?.lag ?? 0);
  });
  const age = 'Age of the oldest change that nobody may read yet, because an older transaction is still open';
  gauge(registry, 'otklik_feed_lag_seconds', age, [], async (g) => {
    const { rows } = await sql<{ lag: number }>`
      select coalesce(extract(epoch from clock_timestamp() - min(waiting.at)), 0)::float8 as lag
      from feed_state s cross join lateral (select min(at) as at from feed
        where workspace_id = s.workspace_id and xid >= pg_snapshot_xmin(pg_current_snapshot())) waiting`.execute(
      pool.db,
    );
    g.set(rows[0]?.lag ?? 0);
  });
}

function gauge<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Label[],
  collect: (gauge: Gauge<Label>) => void | Promise<void>,
): void {
  const made: Gauge<Label> = new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    // A database that is away must not take the other numbers with it. What cannot be known is left out: 0 would mean "all is well".
    collect: async () => {
      try {
        await collect(made);
      } catch {
        made.reset();
        if (labelNames.length === 0) made.remove();
      }
    },
  });
}
