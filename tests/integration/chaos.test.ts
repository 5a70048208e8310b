/** A short run of `npm run chaos`, and by name the seeds that once found something. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseOptions } from '#tests/chaos/options.ts';
import { figures } from '#tests/chaos/report.ts';
import { type Outcome, simulate } from '#tests/chaos/simulation.ts';

let folder = '';
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'otklik-chaos-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Longer than anything in so small a world takes; hangs are told with the state of everybody. */
const STUCK_MS = 120_000;
const LAST_STEPS = 30;

test(
  'nothing is lost, doubled or missed while clients, hubs, the database and networks fail',
  { timeout: 600_000 },
  async () => {
    const seed = process.env['CHAOS_SEED'] ?? String(Math.floor(Math.random() * 2 ** 31));
    const size = '--steps 400 --round 200 --clients 3 --visitors 8 --every 50 --gap 1'.split(' ');
    const options = parseOptions(['--seed', seed, ...size, '--out', path.join(folder, 'run')]);
    const outcome = await simulate(options, { stuckMs: STUCK_MS });
    // Also of a run that passed: a later failure is compared with it.
    process.stdout.write(`${figures(options, outcome)}\n`);
    if (outcome.record.violations.length > 0) throw new Error(await story(outcome));
    expect(outcome.last?.tally?.done).toBeGreaterThan(20);
  },
);

/** What was wrong and how it came to that; the folder of the run goes with the test. */
async function story({ record }: Outcome): Promise<string> {
  const trace = (await readFile(path.join(record.folder, 'trace.jsonl'), 'utf8')).trim().split('\n');
  const steps = trace.filter((line) => !line.includes('"kind":"pace"')).slice(-LAST_STEPS);
  return [...record.violations, ...steps].join('\n');
}
