/** The hub that whoever started the shell named, e.g. `npm start` or an administrator's shortcut. */
import { hubOriginSchema } from '#shared/bridge/settings.ts';
import type { ShellLog } from '../modules/logging.ts';

/**
 * Reads `OTKLIK_HUB`: an http(s) address, of which the origin counts.
 * @returns null when it is not set, or not an address; the log then says so, without the value, which may hold a password
 */
export function readPresetHub(
  env: Readonly<Record<string, string | undefined>>,
  log: Pick<ShellLog, 'error'>,
): string | null {
  const value = env['OTKLIK_HUB']?.trim();
  if (value === undefined || value === '') return null;
  const origin = hubOriginSchema.safeParse(URL.canParse(value) ? new URL(value).origin : null);
  if (origin.success) return origin.data;
  log.error('OTKLIK_HUB is ignored: expected an address such as https://hub.example.com');
  return null;
}
