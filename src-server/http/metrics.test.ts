import { expect, test } from 'vitest';
import { openPool } from '../db/pool.ts';
import { createLog } from '../lib/log.ts';
import { createMetrics } from './metrics.ts';

test('with the database away its numbers are absent, not zero; the others are there', async () => {
  const pool = openPool('postgres://nobody@127.0.0.1:1/none', 1, createLog('silent', false));
  const { registry } = createMetrics({ pool, operators: () => 3, channels: () => [] });
  const samples = (await registry.metrics())
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const named = (name: string) => samples.filter((line) => line.startsWith(name));
  expect(named('otklik_live_sockets')).toEqual(['otklik_live_sockets 3']);
  expect(named('otklik_feed_lag')).toEqual([]);
  expect(named('otklik_deliveries')).toEqual([]);
  await pool.close();
});
