/** Where everybody stands, for a run that does not get on. */
import { sql } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import type { World } from './world.ts';

const PATIENCE_MS = 5_000;

/** Asks everybody, and waits for nobody. */
export async function stateOf(world: World): Promise<string> {
  const answers = await Promise.all([
    ...world.clients.map((client) => line(client.name, client.settled(0))),
    line('deliveries', deliveries(world)),
    line('database', activity(world)),
  ]);
  const lines = [
    ...answers,
    ...world.visitors
      .filter(({ asking }) => asking !== null)
      .map(({ name, asking, heardUpTo }) => `${name}: asks ${asking}, heard up to ${heardUpTo}`),
    ...world.hubs.map((hub) => `hub ${hub.port} (${hub.state}): ${hub.output.slice(-1_000)}`),
  ];
  return lines.join('\n');
}

async function line(name: string, question: Promise<unknown>): Promise<string> {
  const late = delay(PATIENCE_MS, 'no answer', { ref: false });
  const answer = await Promise.race([question, late]).catch(String);
  return `${name}: ${typeof answer === 'string' ? answer : JSON.stringify(answer)}`;
}

async function deliveries({ database }: World): Promise<unknown> {
  const { rows } = await sql`
    select status, worker, count(*)::int as n, max(attempts) as attempts, min(next_at) as next_at,
      min(lease_until) as lease_until
    from deliveries where status <> 'settled' group by 1, 2`.execute(database.pool.db);
  return rows;
}

async function activity({ database }: World): Promise<unknown> {
  const { rows } = await sql`
    select state, wait_event, extract(epoch from now() - xact_start)::int as seconds, left(query, 120) as query
    from pg_stat_activity where xact_start is not null and pid <> pg_backend_pid()`.execute(database.pool.db);
  return rows;
}
