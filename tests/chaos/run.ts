import { help, parseOptions } from './options.ts';
import { figures, writeFailure } from './report.ts';
import { simulate } from './simulation.ts';

// npm run chaos -- --seed N --steps M: ends with one line of figures, and with 1 if anything was lost, doubled or missed.
try {
  if (process.argv.includes('--help')) {
    process.stdout.write(`${help()}\n`);
    process.exit(0);
  }
  const options = parseOptions(process.argv.slice(2));
  process.stdout.write(`seed ${options.seed}\n`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const outcome = await simulate(options, { signal: stop.signal });
  const failed = outcome.record.violations.length > 0;
  if (failed) process.stdout.write(`${writeFailure(options, outcome)}\n`);
  process.stdout.write(`${figures(options, outcome)}\n`);
  process.exit(failed ? 1 : 0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(2);
}
