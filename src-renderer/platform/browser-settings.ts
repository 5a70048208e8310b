/** Settings as a browser tab keeps them: one JSON text, healed field by field when it is damaged. */
import { salvageObject } from '#shared/bridge/salvage.ts';
import { clientSettingsSchema, defaultClientSettings } from '#shared/bridge/settings.ts';
import type { ClientSettings } from '#shared/bridge/settings.ts';
import { parseJson } from '#shared/lib/json.ts';

export const settingsKey = 'otklik.settings';

/** @param text what was stored; unreadable text gives the defaults, a bad field gives that field's default. */
export function readSettings(text: string | null): ClientSettings {
  return text === null ? defaultClientSettings : salvageObject(clientSettingsSchema, parseJson(text)).value;
}
