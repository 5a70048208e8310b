import type { BuildPart } from './part.ts';
import { commonInputs, nodeBundle } from './shared.ts';

export const main: BuildPart = {
  name: 'main',
  entry: 'src-main/main.ts',
  inputs: ['src-main', ...commonInputs],
  outputs: ['dist/main/main.mjs'],
  config: nodeBundle('src-main/main.ts', 'dist/main', 'main.mjs', 'es', true),
};
