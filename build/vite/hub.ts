import type { BuildPart } from './part.ts';
import { commonInputs, nodeBundle } from './shared.ts';

/** Packages stay outside: the hub runs where it was installed, and PostgreSQL, argon2 and pino's threads need their own files. */
export const hub: BuildPart = {
  name: 'hub',
  entry: 'src-server/main.ts',
  inputs: ['src-server', ...commonInputs],
  outputs: ['dist/hub/hub.mjs'],
  config: nodeBundle('src-server/main.ts', 'dist/hub', 'hub.mjs', 'es', false),
};
