/** What the client remembers of hubs, for those who may know the platform but not its bridge. */
import { byLastUse, rememberHub } from '#shared/bridge/settings.ts';
import type { DefaultHub, RememberedHub } from './types.ts';

/** The hub to offer first; null when none was used before. */
export function lastUsedHub(hubs: readonly RememberedHub[]): RememberedHub | null {
  return byLastUse(hubs)[0] ?? null;
}

export const hubsByLastUse = (hubs: readonly RememberedHub[]): RememberedHub[] => byLastUse(hubs);

/** Remembered hubs in the order in which they are offered: a preset one first, with the login last used there. */
export function offeredHubs(hubs: readonly RememberedHub[], given: DefaultHub | null): RememberedHub[] {
  const ordered = byLastUse(hubs);
  if (given?.kind !== 'preset') return ordered;
  const { origin } = given;
  const known = ordered.find((hub) => hub.origin === origin) ?? { origin, login: null, lastUsedAt: 0 };
  return [known, ...ordered.filter((hub) => hub !== known)];
}

/** @param login as typed; Unix milliseconds now come from this computer's clock. */
export function withUsedHub(hubs: readonly RememberedHub[], origin: string, login: string): RememberedHub[] {
  return rememberHub(hubs, origin, login, Date.now());
}
