/**
 * Loaded by `node --import` before the shell's bundle: makes `electron` mean the stand-in, for `import` and
 * `require` alike, and opens the channel to the test that started this process.
 */
import { registerHooks } from 'node:module';
import { openControl } from './control.ts';

const standin = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    return specifier === 'electron' ? { url: standin, shortCircuit: true } : nextResolve(specifier, context);
  },
});

// Libraries tell the main process from others by this.
Object.defineProperty(process, 'type', { value: 'browser' });

openControl();
