import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Client } from '#renderer/client/client.ts';
import { useClient } from '#renderer/client/react.tsx';
import type { Live } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import { FIRST_PORTION } from './transcript/use-history.ts';

/** A replica that takes longer than this does not hold the former dialog any more. */
const PATIENCE_MS = 1500;

export interface Arrived {
  /** The dialog to be shown: the chosen one, or the former while the chosen one is being read. */
  dialogId: Id | null;
  /** The former one is shown: it must neither be typed into nor acted upon. */
  waiting: boolean;
}

/**
 * Which dialog can be shown now. Another one is shown when everything of its first picture has been read, so that it
 * comes whole and in one frame; until then the former one stays, whole as well.
 */
export function useArrived(wanted: Id | null): Arrived {
  const client = useClient();
  const arrival = useMemo(() => arrivalOf(client, wanted), [client, wanted]);
  const here = useSyncExternalStore(arrival.subscribe, arrival.here);
  const [shown, show] = useState(wanted);
  const waiting = !here && shown !== wanted;
  if (here && shown !== wanted) show(wanted);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => show(wanted), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [waiting, wanted]);
  return { dialogId: here ? wanted : shown, waiting };
}

interface Arrival {
  subscribe: (onChange: () => void) => () => void;
  here: () => boolean;
}

/** Listens to what the first picture of a dialog is made of; the values stay known for as long as it listens. */
export function arrivalOf(client: Client, dialogId: Id | null): Arrival {
  const parts: Live<unknown>[] =
    dialogId === null
      ? []
      : [
          client.queries.dialog(dialogId),
          client.queries.transcript(dialogId, FIRST_PORTION),
          client.draft(dialogId),
        ];
  // What cannot be read has arrived too: its area says so.
  const answered = new Set<Live<unknown>>();
  return {
    subscribe(onChange) {
      const stops = parts.map((part) => {
        const hear = (): void => {
          if (answered.has(part)) return;
          answered.add(part);
          if (answered.size === parts.length) onChange();
        };
        return part.subscribe(hear, hear);
      });
      return () => stops.forEach((stop) => stop());
    },
    here: () => parts.every((part) => answered.has(part) || part.current?.() !== undefined),
  };
}
