/** Settings as a browser tab keeps them: one JSON text, healed field by field when it is damaged. */
import { clientSettingsSchema, defaultClientSettings } from '#shared/bridge/settings.ts';
import type { ClientSettings } from '#shared/bridge/settings.ts';

export const settingsKey = 'otklik.settings';

/** @param text what was stored; anything unreadable gives the defaults, a bad field gives that field's default. */
export function readSettings(text: string | null): ClientSettings {
  if (text === null) return defaultClientSettings;
  const { shape } = clientSettingsSchema;
  const fields = parseObject(text);
  return {
    theme: shape.theme.catch(defaultClientSettings.theme).parse(fields['theme']),
    language: shape.language.catch(defaultClientSettings.language).parse(fields['language']),
    hubs: shape.hubs.catch(defaultClientSettings.hubs).parse(fields['hubs']),
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
