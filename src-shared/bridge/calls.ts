/**
 * The contract between the page and the desktop shell: every call with the shape of its argument
 * and of its answer. The shell parses both; the preload and the page take their types from here.
 */
import { z } from 'zod';
import type { CallChannel } from './channels.ts';
import { clientSettingsPatchSchema, clientSettingsSchema, hubOriginSchema } from './settings.ts';

const nothing = z.strictObject({});

export const appInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  chrome: z.string(),
  /** `process.platform`: `linux`, `win32`, `darwin`. */
  platform: z.string(),
  /** BCP 47 tag of the operating system's language, e.g. `ru-RU`. */
  locale: z.string(),
  packaged: z.boolean(),
  /** The hub that whoever started the shell named; it goes before remembered ones. */
  presetHub: hubOriginSchema.nullable(),
});

/**
 * Where a secret lies after `set`: `encrypted` by the system's key store, `plain` in the browser's
 * storage, or only in `memory` because the system offers no key store (sign-in again after restart).
 */
export const secretPersistenceSchema = z.enum(['encrypted', 'plain', 'memory']);
export type SecretPersistence = z.infer<typeof secretPersistenceSchema>;

export const maxSecretLength = 4096;
export const maxUnreadCount = 1_000_000;
export const maxLinkLength = 8192;

export const bridgeCalls = {
  'app.info': { args: nothing, result: appInfoSchema },
  'secrets.get': { args: z.strictObject({ hub: hubOriginSchema }), result: z.string().nullable() },
  'secrets.set': {
    args: z.strictObject({ hub: hubOriginSchema, secret: z.string().min(1).max(maxSecretLength) }),
    result: secretPersistenceSchema,
  },
  'secrets.delete': { args: z.strictObject({ hub: hubOriginSchema }), result: z.null() },
  'secrets.persistence': { args: nothing, result: secretPersistenceSchema },
  'settings.get': { args: nothing, result: clientSettingsSchema },
  'settings.set': { args: clientSettingsPatchSchema, result: clientSettingsSchema },
  'counter.set': {
    args: z.strictObject({ count: z.number().int().min(0).max(maxUnreadCount) }),
    result: z.null(),
  },
  'links.openExternal': { args: z.strictObject({ url: z.string().max(maxLinkLength) }), result: z.null() },
} satisfies Record<CallChannel, { args: z.ZodType; result: z.ZodType }>;

export type CallArgs<C extends CallChannel> = z.input<(typeof bridgeCalls)[C]['args']>;
export type CallResult<C extends CallChannel> = z.output<(typeof bridgeCalls)[C]['result']>;
