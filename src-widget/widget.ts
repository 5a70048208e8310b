import { putBack } from './globals.ts';
import { startWidget, type WidgetApi } from './app.ts';
import { readSettings } from './core/settings.ts';

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

putBack();
const script = ownScript();
const settings = script && readSettings(script);
if (settings === null) {
  console.warn('[Otklik chat] The script tag must name its channel: data-channel="…"');
} else if (window.Otklik === undefined) {
  window.Otklik = startWidget(settings);
}
