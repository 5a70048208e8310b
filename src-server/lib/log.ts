import { pino, type Logger } from 'pino';

/** What must never be written down, wherever it hangs. Texts, bodies and addresses are not logged to begin with. */
const SECRETS = [
  'req.headers.authorization',
  'headers.authorization',
  '*.headers.authorization',
  'password',
  '*.password',
  'token',
  '*.token',
];

export function createLog(level: string, pretty: boolean): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    redact: { paths: SECRETS, censor: '…' },
    serializers: { err: describeError },
  };
  return pretty
    ? pino({ ...options, transport: { target: 'pino-pretty', options: { ignore: 'pid', singleLine: true } } })
    : pino(options);
}

/** An error without what a database adds to it: `detail` and `where` quote rows, that is, texts of clients. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  return { type: error.name, message: error.message, code, stack: error.stack, ...cause };
}
