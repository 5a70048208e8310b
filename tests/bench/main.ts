import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { burst } from './figures/burst.ts';
import { counters } from './figures/counters.ts';
import { fanOut } from './figures/fan-out.ts';
import { firstSync } from './figures/first-sync.ts';
import { growthOfHub } from './figures/growth.ts';
import { intents } from './figures/intents.ts';
import { latency } from './figures/latency.ts';
import { liveFeed } from './figures/live-feed.ts';
import { memory } from './figures/memory.ts';
import { replies } from './figures/replies.ts';
import { screen } from './figures/screen.ts';
import { search } from './figures/search.ts';
import { table } from './figures/table.ts';
import type { Benchmark } from './lib/benchmark.ts';
import type { Figure } from './lib/figure.ts';
import { Lab } from './lib/lab.ts';
import { tableOf } from './lib/table.ts';

const BENCHMARKS: readonly Benchmark[] = [
  firstSync,
  liveFeed,
  screen,
  search,
  table,
  counters,
  replies,
  latency,
  burst,
  memory,
  intents,
  fanOut,
  growthOfHub,
];
const RESULTS = 'bench-results';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    scale: { type: 'string', default: '1' },
    runs: { type: 'string' },
    growth: { type: 'string', default: '20' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const HELP = `npm run bench -- [options]
  --only NAME   one benchmark; may be given several times: ${BENCHMARKS.map(({ name }) => name).join(', ')}
  --scale N     1: 100,000 dialogs and 1,000,000 messages (default); 0.01: 10,000 messages
  --runs N      runs of each contender, interleaved; 5, with --quick 2
  --growth N    how many times larger the larger hub of "growth" is; 20, the goal's is 100
  --quick       fewer runs, for a first look`;

function say(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

/** Everything that a figure depends on besides the code. */
function circumstances(scale: number, runs: number): Record<string, unknown> {
  return {
    at: new Date().toISOString(),
    scale,
    runs,
    cpus: os.cpus().length,
    cpu: os.cpus()[0]?.model ?? '',
    loadAverage: os.loadavg().map((load) => Number(load.toFixed(1))),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
}

async function measure(
  chosen: readonly Benchmark[],
  { scale, runs, growth: times }: { scale: number; runs: number; growth: number },
): Promise<Figure[]> {
  const lab = await Lab.open({ scale, runs, growth: times, say });
  try {
    const figures: Figure[] = [];
    for (const benchmark of chosen) {
      say(`▸ ${benchmark.name} (load ${os.loadavg()[0]?.toFixed(1)})`);
      // One that fails is said, and does not take the others' figures with it.
      try {
        figures.push(...(await benchmark.run(lab)));
      } catch (error) {
        process.exitCode = 1;
        console.error(`${benchmark.name} failed:`, error);
      }
    }
    return figures;
  } finally {
    await lab.close();
  }
}

async function main(): Promise<void> {
  const unknown = values.only.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  const scale = Number(values.scale);
  const runs = Number(values.runs ?? (values.quick ? 2 : 5));
  if (values.help || unknown.length > 0 || !(scale > 0) || !(runs >= 1) || !(Number(values.growth) > 1)) {
    process.stdout.write(`${HELP}\n`);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const chosen = BENCHMARKS.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
  const before = circumstances(scale, runs);
  const figures = await measure(chosen, { scale, runs, growth: Number(values.growth) });
  process.stdout.write(`${tableOf(figures)}\n`);
  for (const { what, note } of figures) if (note) process.stdout.write(`${what}: ${note}\n`);
  mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${String(before['at']).replaceAll(':', '-')}.json`);
  writeFileSync(file, JSON.stringify({ ...before, loadAfter: os.loadavg(), figures }, null, 2));
  process.stdout.write(`Written to ${file}\n`);
}

await main();
