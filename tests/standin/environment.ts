/** Where this run of the stand-in keeps its files, from the same command line that Electron understands. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const root = path.join(import.meta.dirname, '..', '..');
const manifest = z
  .object({ version: z.string(), productName: z.string() })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));

function argument(name: string): string | undefined {
  return process.argv.find((item) => item.startsWith(`--${name}=`))?.slice(name.length + 3);
}

const userData = argument('user-data-dir');
if (userData === undefined) throw new Error('the stand-in needs --user-data-dir=<folder>');

export const environment = {
  root,
  version: manifest.version,
  productName: manifest.productName,
  userData: path.resolve(userData),
  /** Of the Chromium that shows the windows; Electron keeps its own in `userData` itself. */
  profile: path.join(path.resolve(userData), 'standin-chromium'),
  /** Plays the system's key store, therefore outside of `userData`; `none`: a system without one. */
  keychain: process.env['OTKLIK_STANDIN_KEYCHAIN'] ?? `${path.resolve(userData)}-keychain`,
  locale: process.env['OTKLIK_STANDIN_LOCALE'] ?? 'en-US',
  /** A microphone and a camera that Chromium plays. */
  fakeDevices: argument('fake-devices') === 'yes',
} as const;
