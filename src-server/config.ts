/** The hub's settings: the environment, parsed once. `--help` prints this table. */
import { z } from 'zod';

const port = wholeNumber('expected a number from 0 to 65535', 0, 65_535);
const count = wholeNumber('expected a whole number from 1', 1, 1_000_000_000);
const flag = z
  .enum(['0', '1', 'true', 'false', 'yes', 'no'])
  .transform((value) => value === '1' || value === 'true' || value === 'yes');
/** How many proxies stand before the hub. `1` also from the days when it was a flag. */
const hops = z
  .string()
  .regex(/^(\d{1,2}|true|false|yes|no)$/, 'expected a number of proxies')
  .transform((value) => (/^\d/.test(value) ? Number(value) : value === 'true' || value === 'yes' ? 1 : 0));
const origin = z
  .string()
  .regex(/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@\\]+$/, 'expected scheme://host[:port], no path');
const origins = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
  .pipe(z.array(origin));

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:port/database')
    .optional()
    .describe('PostgreSQL (14 or newer) to use; without it the hub runs its own in DATA_DIR/postgres'),
  DATA_DIR: z.string().min(1).default('data').describe('folder of everything the hub keeps'),
  FILES_DIR: z
    .string()
    .default('')
    .describe('folder of files that people send; default: DATA_DIR/files. Several hubs share one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on; 0.0.0.0 for all'),
  PORT: port.default(8420).describe('port to listen on; 0 takes a free one'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('address under which clients and visitors reach the hub, if another (a proxy)'),
  TRUST_PROXY: hops
    .default(0)
    .describe('number of proxies before the hub that add to X-Forwarded-For; only what they add is believed'),
  CLIENT_ORIGINS: origins
    .default([])
    .describe('further origins from which the client may be served, separated by commas'),
  DEMO: flag.default(false).describe('1 fills an empty database with a demo company and its logins'),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'info', 'debug'])
    .default('info')
    .describe('error: somebody must look; info: what happens; debug'),
  LOG_PRETTY: flag.default(false).describe('1 for people, 0 for machines (one JSON object a line)'),
  SESSION_DAYS: count.default(30).describe('a session ends when it was not used for so many days'),
  SESSION_MAX_DAYS: count.default(180).describe('a session ends at the latest after so many days'),
  SIGN_IN_WINDOW_S: count.default(900).describe('length of the window in which sign-in attempts are counted'),
  SIGN_IN_PER_LOGIN: count.default(10).describe('failed sign-ins per login, network and window'),
  SIGN_IN_PER_LOGIN_ANYWHERE: count
    .default(100)
    .describe(
      'failed sign-ins per login and window from everywhere; further ones must keep up to 60 s apart',
    ),
  SIGN_IN_PER_ADDRESS: count
    .default(60)
    .describe('failed sign-ins per network (an IPv4 address, a /64 of IPv6) and window'),
  RATE_LIMITS: z
    .enum(['on', 'off'])
    .default('on')
    .describe('off switches all limits on requests off; for tests, never for the open internet'),
  INTENTS_PER_MINUTE: count
    .default(600)
    .describe(
      'actions per session and minute, at least 100; whoever comes back after days offline sends many at once',
    ),
  CHAT_MESSAGES_PER_MINUTE: count.default(30).describe('messages per visitor of a site chat and minute'),
  CHAT_REQUESTS_PER_MINUTE: count
    .default(600)
    .describe(
      'site chat requests per network (an IPv4 address, a /64 of IPv6) and minute; whole offices share one',
    ),
  CHAT_VISITORS_PER_HOUR: count
    .default(60)
    .describe('new site chat visitors (first messages) per network and hour'),
  CHAT_FILES_MB_PER_DAY: count.default(200).describe('files per visitor of a site chat and day, in MB'),
  FEED_DAYS: count
    .default(14)
    .describe('days for which changes are kept; a client away longer starts afresh'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'expected at least 16 characters without spaces')
    .optional()
    .describe(
      'who sends it as a bearer token may read /metrics; without it only the hub’s own machine, not through a proxy',
    ),
  POOL_SIZE: count.default(16).describe('connections to PostgreSQL per hub process'),
  CLIENT_DIR: z.string().default('').describe('folder of the built browser client; default: dist/renderer'),
  WIDGET_DIR: z.string().default('').describe('folder of the built site chat; default: dist/widget'),
});

/** Digits only: what `Number` makes of `1e3`, `0x10` or a space is nothing that anybody meant. */
function wholeNumber(expected: string, least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/, expected)
    .transform(Number)
    .refine((value) => value >= least && value <= most, expected);
}

export type Config = z.output<typeof schema>;

/** Settings that cannot be used; `message` names each with the reason. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * @param env usually `process.env`; empty values count as not given
 * @throws ConfigError
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((key) => (env[key] ? [[key, env[key]] as const] : [])),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`These settings cannot be used:\n${lines.join('\n')}\nRun with --help to see all.`);
}

/** What `--help` prints. */
export function configHelp(): string {
  const rows = Object.entries(schema.shape).map(([name, field]) => {
    const given = field.safeParse(undefined);
    const fallback = given.success && given.data !== undefined ? ` [${JSON.stringify(given.data)}]` : '';
    return `  ${name.padEnd(20)} ${field.description ?? ''}${fallback}`;
  });
  return ['Otklik hub. Settings come from the environment:', '', ...rows, ''].join('\n');
}
