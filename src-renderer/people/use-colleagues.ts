import { useQuery } from '@tanstack/react-query';
import type { Id } from '#shared/domain/ids.ts';
import { presenceOf, type Load } from '#shared/domain/presence.ts';
import { useClient, useLive } from '../client/react.tsx';
import { useTexts } from '../i18n/react.tsx';
import { presenceWords } from '../i18n/words/presence.ts';
import { useHubNow } from '../kit/clock.ts';
import { byAvailability, type Colleague } from './availability.ts';

const NOBODY: readonly Colleague[] = [];
/** How busy others are changes all the time; somebody who chooses for long is told anew, in milliseconds. */
const LOADS_STALE_MS = 15_000;

/** Everybody whom one could choose, those who are there first. Loads are the hub's; without it, what is in the replica. */
export function useColleagues(): readonly Colleague[] {
  const client = useClient();
  const me = client.session.operator.id;
  const operators = useLive(() => client.queries.directory(), [client])?.operators;
  const presences = useLive(() => client.queries.presences(), [client]);
  const loads = useLoads();
  if (operators === undefined || presences === undefined) return NOBODY;
  return [...operators.values()]
    .filter(({ id, active }) => active && id !== me)
    .map((operator) => ({
      operator,
      presence: presences.get(operator.id) ?? presenceOf(null, undefined),
      load: loads?.get(operator.id) ?? (loads && { operatorId: operator.id, open: 0, waiting: 0 }) ?? null,
    }))
    .toSorted(byAvailability);
}

function useLoads(): ReadonlyMap<Id, Load> | null {
  const client = useClient();
  const here = useLive(() => client.queries.loads(), [client]);
  const { data } = useQuery({
    queryKey: ['loads'],
    queryFn: async () => new Map((await client.remote.loads()).map((load) => [load.operatorId, load])),
    staleTime: LOADS_STALE_MS,
    refetchInterval: LOADS_STALE_MS,
  });
  return data ?? here ?? null;
}

/** "Break · 9 min · 4 open, 1 waiting". */
export function useColleagueWords(): (colleague: Colleague) => string {
  const texts = useTexts();
  const now = useHubNow(60_000);
  return ({ presence, load }) => {
    const state = presenceWords(presence, now, texts);
    if (load === null) return state;
    const { open, waiting } = load;
    const busy = texts.t('load.open', { count: open });
    if (waiting === 0) return `${state} · ${busy}`;
    return `${state} · ${busy}, ${texts.t('load.waiting', { count: waiting })}`;
  };
}
