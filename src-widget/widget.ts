import { putBack } from './globals.ts';
import { startWidget, type WidgetApi } from './app.ts';
import { readSettings } from './core/settings.ts';
import { parseDown } from './net/socket.ts';

declare global {
  interface Window {
    /** The widget's only mark on the page. */
    Otklik?: WidgetApi;
  }
}

/** A tag put in by a tag manager may run when `currentScript` is already gone. */
function ownScript(): HTMLScriptElement | null {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement && current.dataset['channel'] !== undefined) return current;
  return document.querySelector<HTMLScriptElement>('script[src*="widget.js"][data-channel]');
}

// What zod works out at the first use of a union it works out now, before the page has its own back.
parseDown('{"type":"pong"}');
putBack();
const script = ownScript();
const settings = script && readSettings(script);
if (settings === null) {
  console.warn('[Otklik chat] The script tag must name its channel: data-channel="…"');
} else if (window.Otklik === undefined) {
  window.Otklik = startWidget(settings);
}
