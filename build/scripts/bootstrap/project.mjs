import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Root of the work tree. `OTKLIK_ROOT` points tests at a scratch project instead.
 */
export const root = process.env['OTKLIK_ROOT'] ?? fileURLToPath(new URL('../../../', import.meta.url));

export const modulesDir = path.join(root, 'node_modules');

/** An error whose message is meant for the person at the terminal; it is printed without a stack. */
export class BootstrapError extends Error {}
