/** What the client remembers on this computer, the same in the desktop shell and in a browser. */
import { z } from 'zod';

/**
 * A hub's address as it is remembered and used as a key: scheme, host and port, nothing else.
 * The exact form is what `new URL(address).origin` gives.
 */
export const hubOriginSchema = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[^\s/?#@\\]+$/, 'expected an address such as https://hub.example.com');

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type ThemeChoice = z.infer<typeof themeSchema>;

export const languageSchema = z.enum(['system', 'ru', 'en']);
export type LanguageChoice = z.infer<typeof languageSchema>;

/** How much of the past is kept on this computer. */
export const keepSchema = z.enum(['month', 'quarter', 'year', 'everything']);
export type KeepChoice = z.infer<typeof keepSchema>;

export const rememberedHubSchema = z.object({
  origin: hubOriginSchema,
  /** Login last used there, to prefill the form. Never a password. */
  login: z.string().max(200).nullable().default(null),
  /** Milliseconds since the epoch; the greatest one is the hub to offer first. */
  lastUsedAt: z.number().int().nonnegative(),
});
export type RememberedHub = z.infer<typeof rememberedHubSchema>;

export const maxRememberedHubs = 20;

export const clientSettingsSchema = z.object({
  theme: themeSchema.default('system'),
  language: languageSchema.default('system'),
  keep: keepSchema.default('quarter'),
  hubs: z.array(rememberedHubSchema).max(maxRememberedHubs).default([]),
});
export type ClientSettings = z.infer<typeof clientSettingsSchema>;

/** A change: only the named fields are replaced (`hubs` as a whole). Unknown fields are refused. */
export const clientSettingsPatchSchema = z.strictObject({
  theme: themeSchema.exactOptional(),
  language: languageSchema.exactOptional(),
  keep: keepSchema.exactOptional(),
  hubs: z.array(rememberedHubSchema).max(maxRememberedHubs).exactOptional(),
});
export type ClientSettingsPatch = z.infer<typeof clientSettingsPatchSchema>;

export const defaultClientSettings: ClientSettings = clientSettingsSchema.parse({});

/**
 * Puts a hub to the front of the remembered ones and drops what exceeds the limit.
 * @param login what was typed, `null` keeps the login remembered before.
 * @param at milliseconds since the epoch.
 */
export function rememberHub(
  hubs: readonly RememberedHub[],
  origin: string,
  login: string | null,
  at: number,
): RememberedHub[] {
  const known = hubs.find((hub) => hub.origin === origin);
  const entry: RememberedHub = { origin, login: login ?? known?.login ?? null, lastUsedAt: at };
  return [entry, ...byLastUse(hubs).filter((hub) => hub.origin !== origin)].slice(0, maxRememberedHubs);
}

/** Most recently used first. */
export function byLastUse(hubs: readonly RememberedHub[]): RememberedHub[] {
  return hubs.toSorted((a, b) => b.lastUsedAt - a.lastUsedAt);
}
