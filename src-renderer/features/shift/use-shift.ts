import { useState } from 'react';
import type { Client } from '#renderer/client/client.ts';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useHubNow } from '#renderer/kit/clock.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { nextMorning, suits, usualFate, waitingFirst, type Fate } from './plan.ts';

/** More than anybody has on his hands; who has, hands the rest over with a second look. */
const MOST = 300;

export interface Shift {
  /** Undefined until they are read. */
  rows: readonly DialogRow[] | undefined;
  fateOf: (row: DialogRow) => Fate;
  choose: (row: DialogRow, fate: Fate) => void;
  /** For every dialog that it suits. */
  chooseForAll: (fate: Fate) => void;
  busy: boolean;
  /** What this computer could not store, in its words. */
  failure: string | null;
  /** Does all of it, and goes off. Resolves with whether it could be stored. */
  end: (reason: string) => Promise<boolean>;
}

/** What still waits with the person, and what he decides about each. */
export function useShift(): Shift {
  const client = useClient();
  const me = client.session.operator.id;
  const mine = useLive(() => client.queries.list('mine', MOST), [client]);
  const now = useHubNow(60_000);
  const rows = mine && waitingFirst(mine.rows, me);
  const [chosen, setChosen] = useState<ReadonlyMap<Id, Fate>>(new Map());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const fateOf = (row: DialogRow): Fate => {
    const fate = chosen.get(row.dialog.id);
    // The client may have written since it was chosen.
    return fate !== undefined && suits(fate, row) ? fate : usualFate(row);
  };
  return {
    rows,
    fateOf,
    choose: (row, fate) => setChosen((before) => new Map(before).set(row.dialog.id, fate)),
    chooseForAll: (fate) =>
      setChosen(new Map((rows ?? []).filter((row) => suits(fate, row)).map((row) => [row.dialog.id, fate]))),
    busy,
    failure,
    async end(reason) {
      setBusy(true);
      setFailure(null);
      try {
        for (const row of rows ?? []) await carryOut(client, row.dialog.id, fateOf(row), { reason, now });
        await client.actions.setPresence('off');
        return true;
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

async function carryOut(
  { actions }: Client,
  dialogId: Id,
  fate: Fate,
  how: { reason: string; now: Timestamp },
): Promise<void> {
  switch (fate.kind) {
    case 'hand_over':
      return actions.transfer(dialogId, fate.to, { reason: how.reason, promised: '', promisedUntil: null });
    case 'rest':
      return actions.snooze(dialogId, nextMorning(how.now));
    case 'finish':
      return actions.finish(dialogId);
    case 'stay':
      return undefined;
    default:
      return exhaustive(fate, 'fate of a dialog');
  }
}
