/**
 * The half of the stand-in that runs in the page before its own scripts, as text: `contextBridge` and
 * `ipcRenderer` for the real preload bundle. Unlike under Electron it shares the page's world; the binding
 * that carries messages is taken out of it before the page's scripts run.
 */
import { readFileSync } from 'node:fs';
import { createCodec } from './codec.ts';
import type { Codec } from './codec.ts';

export const sendBinding = '__otklikStandinSend';
export const receiveFunction = '__otklikStandinReceive';

/** From the page: a call that wants an answer, or a message. `args` is packed by the codec. */
export type PageMessage =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly kind: 'send'; readonly channel: string; readonly args: string };

/** To the page. */
export type ShellMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: boolean; readonly value: string }
  | { readonly kind: 'event'; readonly channel: string; readonly args: string };

/** The script for `Page.addScriptToEvaluateOnNewDocument`. */
export function pageScript(preloadFile: string): string {
  const preload = readFileSync(preloadFile, 'utf8');
  return `(() => {
    if (window !== window.top) return;
    const electron = (${createPageElectron.toString()})((${createCodec.toString()})(), '${sendBinding}', '${receiveFunction}');
    const require = (name) => {
      if (name === 'electron') return electron;
      throw new Error('module not found: ' + name + ' (a sandboxed preload script has electron only)');
    };
    (function (require, module, exports) {\n${preload}\n})(require, { exports: {} }, {});
  })();`;
}

/** Runs in the page; uses nothing but its arguments and the page's globals. */
function createPageElectron(codec: Codec, sendName: string, receiveName: string) {
  type Listener = (event: object, ...args: unknown[]) => void;
  const globals = globalThis as unknown as Record<string, unknown>;
  const send = globals[sendName] as (text: string) => void;
  delete globals[sendName];
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;

  const receive = (message: ShellMessage) => {
    if (message.kind === 'event') {
      const args = codec.decode(message.args) as unknown[];
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...args);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) call?.resolve(codec.decode(message.value));
    else call?.reject(new Error(String(codec.decode(message.value))));
  };
  Object.defineProperty(globals, receiveName, { value: receive });

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]) {
      const call = Promise.withResolvers<unknown>();
      lastId += 1;
      waiting.set(lastId, call);
      try {
        send(JSON.stringify({ kind: 'invoke', id: lastId, channel, args: codec.encode(args) }));
      } catch (error) {
        call.reject(new Error('An object could not be cloned.', { cause: error }));
      }
      return call.promise;
    },
    send(channel: string, ...args: unknown[]) {
      send(JSON.stringify({ kind: 'send', channel, args: codec.encode(args) }));
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    removeListener(channel: string, listener: Listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      );
    },
  };

  // contextBridge copies: functions become proxies, objects frozen copies, errors plain texts.
  const copy = (value: unknown): unknown => {
    if (typeof value === 'function') {
      return (...args: unknown[]) => copyResult((value as (...a: unknown[]) => unknown)(...args.map(copy)));
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Object.freeze(value.map(copy));
    if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([k, v]) => [k, copy(v)])));
  };
  const copyResult = (value: unknown): unknown =>
    value instanceof Promise
      ? value.then(copy, (error: unknown) => Promise.reject(new Error((error as Error).message)))
      : copy(value);

  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      Object.defineProperty(globals, key, { value: copy(api), enumerable: true });
    },
  };
  return { contextBridge, ipcRenderer };
}
