import type { BuildPart } from './part.ts';
import { baseConfig, commonInputs } from './shared.ts';

/** One classic script that a site includes by one tag; its size is a promise to that site. */
export const widget: BuildPart = {
  name: 'widget',
  entry: 'src-widget/widget.ts',
  inputs: ['src-widget', ...commonInputs],
  outputs: ['dist/widget/widget.js'],
  maxGzipBytes: 25 * 1024,
  config: {
    ...baseConfig,
    build: {
      outDir: 'dist/widget',
      emptyOutDir: true,
      target: 'es2022',
      minify: true,
      sourcemap: false,
      cssCodeSplit: false,
      lib: {
        entry: 'src-widget/widget.ts',
        formats: ['iife'],
        name: 'OtklikWidget',
        fileName: () => 'widget.js',
      },
    },
  },
};
