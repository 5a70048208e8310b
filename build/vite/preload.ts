import type { BuildPart } from './part.ts';
import { commonInputs, nodeBundle } from './shared.ts';

/** CommonJS: a sandboxed preload script can be nothing else. */
export const preload: BuildPart = {
  name: 'preload',
  entry: 'src-main/preload/preload.ts',
  inputs: ['src-main/preload', ...commonInputs],
  outputs: ['dist/main/preload.cjs'],
  config: nodeBundle('src-main/preload/preload.ts', 'dist/main', 'preload.cjs', 'cjs', true),
};
