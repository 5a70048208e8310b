import type { BuildPart } from './part.ts';
import { baseConfig, commonInputs, quiet } from './shared.ts';

/** The site chat's third script, which it fetches when a form is to be shown: most visitors are never asked. */
export const widgetForms: BuildPart = {
  name: 'widget-forms',
  entry: 'src-widget/forms/part.ts',
  inputs: ['src-widget', ...commonInputs],
  outputs: ['dist/widget/widget-forms.js'],
  maxGzipBytes: 5 * 1024,
  config: {
    ...baseConfig,
    build: {
      outDir: 'dist/widget',
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      sourcemap: false,
      rolldownOptions: quiet,
      lib: { entry: 'src-widget/forms/part.ts', formats: ['es'], fileName: () => 'widget-forms.js' },
    },
  },
};
