import type { BuildPart } from './part.ts';
import { baseConfig, commonInputs, quiet } from './shared.ts';

/** The site chat's second script, which it fetches when the chat is opened first. */
export const widgetFiles: BuildPart = {
  name: 'widget-files',
  entry: 'src-widget/files/part.ts',
  inputs: ['src-widget', ...commonInputs],
  outputs: ['dist/widget/widget-files.js'],
  maxGzipBytes: 10 * 1024,
  config: {
    ...baseConfig,
    build: {
      outDir: 'dist/widget',
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      sourcemap: false,
      rolldownOptions: quiet,
      lib: { entry: 'src-widget/files/part.ts', formats: ['es'], fileName: () => 'widget-files.js' },
    },
  },
};
