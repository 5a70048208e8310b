/** What the client remembers of hubs, for those who may know the platform but not its bridge. */
import { byLastUse, rememberHub } from '#shared/bridge/settings.ts';
import type { RememberedHub } from './types.ts';

/** The hub to offer first; null when none was used before. */
export function lastUsedHub(hubs: readonly RememberedHub[]): RememberedHub | null {
  return byLastUse(hubs)[0] ?? null;
}

export const hubsByLastUse = (hubs: readonly RememberedHub[]): RememberedHub[] => byLastUse(hubs);

/** @param login as typed; Unix milliseconds now come from this computer's clock. */
export function withUsedHub(hubs: readonly RememberedHub[], origin: string, login: string): RememberedHub[] {
  return rememberHub(hubs, origin, login, Date.now());
}
