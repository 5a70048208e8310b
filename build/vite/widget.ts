import { minify } from 'terser';
import type { Plugin } from 'vite';
import type { BuildPart } from './part.ts';
import { baseConfig, commonInputs, siteScript } from './shared.ts';

/** What the bundler's own minifier leaves: some hundred bytes of a script whose size is a promise. */
const smaller: Plugin = {
  name: 'smaller',
  transform(code, id) {
    // The lines of a style sheet are there for those who write it.
    return id.endsWith('/styles.ts') ? { code: code.replaceAll(/([{},;])\n+/g, '$1'), map: null } : null;
  },
  async generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const compress = {
        passes: 3,
        ecma: 2020,
        toplevel: true,
        pure_getters: true,
        unsafe_arrows: true,
      } as const;
      const { code } = await minify(chunk.code, { compress, ecma: 2020 });
      if (code !== undefined) chunk.code = code;
    }
  },
};

/** One classic script that a site includes by one tag; its size is a promise to that site. */
export const widget: BuildPart = {
  name: 'widget',
  entry: 'src-widget/widget.ts',
  inputs: ['src-widget', ...commonInputs],
  outputs: ['dist/widget/widget.js'],
  maxGzipBytes: 25 * 1024,
  config: {
    ...baseConfig,
    plugins: [smaller],
    build: {
      ...siteScript,
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
