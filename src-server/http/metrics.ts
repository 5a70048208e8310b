import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { sql } from 'kysely';
import type { Pool } from '../db/pool.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly intents: Counter<'name' | 'outcome'>;
  readonly attempts: Counter<'outcome'>;
}

/** @param sockets how many live connections there are now */
export function createMetrics(pool: Pool, sockets: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  gauge(registry, 'otklik_live_sockets', 'Live connections of operators', (g) => g.set(sockets()));
  gauge(registry, 'otklik_db_pool_connections', 'Connections to PostgreSQL', (g) => {
    g.set({ state: 'idle' }, pool.pg.idleCount);
    g.set({ state: 'busy' }, pool.pg.totalCount - pool.pg.idleCount);
    g.set({ state: 'awaited' }, pool.pg.waitingCount);
  });
  gauge(registry, 'otklik_deliveries', 'Outgoing messages that are not settled', async (g) => {
    const { rows } = await sql<{ status: string; count: number }>`
      select s.status, (select count(*) from deliveries d where d.status = s.status)::int as count
      from (values ('queued'), ('sending')) s(status)`.execute(pool.db);
    for (const row of rows) g.set({ state: row.status }, row.count);
  });
  gauge(
    registry,
    'otklik_feed_lag_transactions',
    'Transaction ids between the horizon of the feed and now',
    async (g) => {
      const { rows } = await sql<{ lag: number }>`
      select (pg_snapshot_xmax(s)::text::numeric - pg_snapshot_xmin(s)::text::numeric)::float8 as lag
      from pg_current_snapshot() s`.execute(pool.db);
      g.set(rows[0]?.lag ?? 0);
    },
  );
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
  };
}

type StateGauge = Gauge<'state'>;

function gauge(
  registry: Registry,
  name: string,
  help: string,
  collect: (gauge: StateGauge) => void | Promise<void>,
): void {
  const made: StateGauge = new Gauge({
    name,
    help,
    labelNames: ['state'],
    registers: [registry],
    // A database that is away must not take the other numbers with it.
    collect: async () => {
      try {
        await collect(made);
      } catch {
        made.reset();
      }
    },
  });
}
