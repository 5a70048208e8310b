/**
 * The names that may travel between the page and the shell, and nothing else.
 *
 * Kept apart from the schemas so that the preload script, which runs before every page, stays a few
 * lines instead of carrying a validation library: the shell validates, the preload only forwards.
 */
export const callChannels = [
  'app.info',
  'secrets.get',
  'secrets.set',
  'secrets.delete',
  'secrets.persistence',
  'settings.get',
  'settings.set',
  'counter.set',
  'links.openExternal',
] as const;
export type CallChannel = (typeof callChannels)[number];

export const eventChannels = ['power.resumed', 'window.focused', 'settings.changed'] as const;
export type EventChannel = (typeof eventChannels)[number];

/** The property of `window` under which the preload script exposes the bridge. */
export const bridgeKey = 'otklik';
