import type { BuildPart } from './part.ts';
import { baseConfig, commonInputs, siteScript } from './shared.ts';

/** A further script of the site chat, beside the first, which fetches it when it is wanted. */
function further(name: 'widget-files' | 'widget-forms', entry: string, maxGzipBytes: number): BuildPart {
  return {
    name,
    entry,
    inputs: ['src-widget', ...commonInputs],
    outputs: [`dist/widget/${name}.js`],
    maxGzipBytes,
    config: {
      ...baseConfig,
      build: {
        ...siteScript,
        lib: { entry, formats: ['es'], fileName: () => `${name}.js` },
      },
    },
  };
}

/** Fetched when the chat is opened first. */
export const widgetFiles = further('widget-files', 'src-widget/files/part.ts', 10 * 1024);

/** Fetched when a form is to be shown: most visitors are never asked. */
export const widgetForms = further('widget-forms', 'src-widget/forms/part.ts', 5 * 1024);
