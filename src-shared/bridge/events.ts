/** What the shell tells the page without being asked. */
import { z } from 'zod';
import type { EventChannel } from './channels.ts';
import { clientSettingsSchema } from './settings.ts';

export const bridgeEvents = {
  /** The computer woke up or its screen was unlocked: connections are probably dead. */
  'power.resumed': z.null(),
  'window.focused': z.null(),
  /** Sent to every window, the one that made the change included. */
  'settings.changed': clientSettingsSchema,
} satisfies Record<EventChannel, z.ZodType>;

export type EventPayload<E extends EventChannel> = z.output<(typeof bridgeEvents)[E]>;
