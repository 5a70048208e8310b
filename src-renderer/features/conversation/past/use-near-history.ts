import { useHistory } from '../transcript/use-history.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Stretch } from './use-far-history.ts';

/** A dialog that lies on this computer, as far as it does. */
export function useNearHistory(dialogId: Id, online: boolean): Stretch {
  const { view, older, wantOlder } = useHistory({ id: dialogId, team: false }, online);
  return { items: view?.items ?? null, hasOlder: view?.hasOlder ?? true, older, wantOlder };
}
