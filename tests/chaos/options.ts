import { parseArgs } from 'node:util';
import { z } from 'zod';

const count = z.coerce.number().int().positive();

const schema = z.object({
  seed: z.coerce
    .number()
    .int()
    .nonnegative()
    .describe('who does what, and what fails when; without it one is drawn and printed'),
  steps: count.default(5_000).describe('intents that people form, all together'),
  clients: z.coerce
    .number()
    .int()
    .min(1)
    .max(12)
    .default(7)
    .describe('clients, each a process with a replica of its own'),
  browsers: z.coerce
    .number()
    .int()
    .min(0)
    .max(3)
    .default(0)
    .describe('Chromiums with the built client besides them, killed and opened again too'),
  visitors: count.default(30).describe('people who write from a site'),
  hubs: z.coerce.number().int().min(1).max(4).default(2).describe('hubs on the one database'),
  round: count.default(5_000).describe('everything is brought to rest and compared after so many steps'),
  every: count
    .default(200)
    .describe(
      'steps between two faults of processes and networks, on average (single requests fail besides)',
    ),
  gap: z.coerce
    .number()
    .nonnegative()
    .default(4)
    .describe('longest pause of a person between two steps, in milliseconds'),
  out: z
    .string()
    .default('test-results/chaos')
    .describe('folder of the trace, and of the clients’ databases and ledgers'),
});
export type Options = z.output<typeof schema>;

/** What `--help` prints. */
export function help(): string {
  const rows = Object.entries(schema.shape).map(([name, field]) => {
    const given = field.safeParse(undefined);
    const fallback = given.success && given.data !== undefined ? ` [${given.data}]` : '';
    return `  --${name.padEnd(9)} ${field.description ?? ''}${fallback}`;
  });
  return [
    'npm run chaos -- [--seed N] [--steps M] …: clients, hubs, a database and networks that fail, compared with the truth.',
    'Ends with one line of figures, and with 1 when anything was lost, doubled, missed or shown where it may not be.',
    '',
    ...rows,
  ].join('\n');
}

/** @throws Error with words for the person */
export function parseOptions(args: readonly string[]): Options {
  const options = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, { type: 'string' as const }]),
  );
  const { values } = parseArgs({ args: [...args], options });
  const parsed = schema.safeParse({ seed: Math.floor(Math.random() * 2 ** 31), ...values });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  --${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${lines.join('\n')}\n${help()}`);
}
