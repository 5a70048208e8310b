import type { Id } from '#shared/domain/ids.ts';
import { isOpen, responsibleOf } from '#shared/domain/dialog.ts';
import {
  presenceOf,
  type Around,
  type ChosenPresence,
  type Load,
  type OperatorPresence,
} from '#shared/domain/presence.ts';
import { OWN_LANE } from '#shared/domain/lanes.ts';
import { withChoice } from '#shared/intents/presence-set.ts';
import type { ReplicaDb } from '../db/database.ts';
import { isPending } from '../db/outbox-entry.ts';
import { SharedLive } from './live.ts';
import type { ReplicaReader } from './reader.ts';
import type { Live } from './views.ts';

/** Who is connected and who looks where, from wherever sync runs. */
export interface AroundSource {
  current(): Around;
  subscribe(listener: (around: Around) => void): () => void;
}

/** What operators chose, by operator. */
export type Choices = ReadonlyMap<Id, Pick<ChosenPresence, 'choice' | 'since'>>;

/** @param operatorIds of the directory: those of whom nothing is known are somebody, too */
export function presencesLive(
  operatorIds: Live<readonly Id[]>,
  choices: Live<Choices>,
  around: AroundSource,
): Live<ReadonlyMap<Id, OperatorPresence>> {
  return new SharedLive((onValue, onError) => {
    let ids: readonly Id[] | null = null;
    let chosen: Choices | null = null;
    const tell = (): void => {
      if (!ids || !chosen) return;
      const known = chosen;
      const { connected } = around.current();
      const isHere = (id: Id) => (connected === null ? undefined : (connected[id] ?? null));
      onValue(new Map(ids.map((id) => [id, presenceOf(known.get(id) ?? null, isHere(id))])));
    };
    const stops = [
      around.subscribe(tell),
      operatorIds.subscribe((value) => {
        ids = value;
        tell();
      }, onError),
      choices.subscribe((value) => {
        chosen = value;
        tell();
      }, onError),
    ];
    return () => {
      stops.forEach((stop) => stop());
      return false;
    };
  });
}

/** One of them. */
export function presenceLive(
  presences: Live<ReadonlyMap<Id, OperatorPresence>>,
  operatorId: Id,
): Live<OperatorPresence> {
  return new SharedLive((onValue, onError) => {
    const stop = presences.subscribe(
      (all) => onValue(all.get(operatorId) ?? presenceOf(null, undefined)),
      onError,
    );
    return () => {
      stop();
      return false;
    };
  });
}

/** Those who have a dialog before them, but for the person himself. */
export function lookersLive(around: AroundSource, dialogId: Id, me: Id): Live<Id[]> {
  return new SharedLive((onValue) => {
    const tell = ({ looking }: Around): void =>
      onValue((looking[dialogId] ?? []).filter((operatorId) => operatorId !== me));
    tell(around.current());
    const stop = around.subscribe(tell);
    return () => {
      stop();
      return false;
    };
  });
}

/** Everybody in the directory. */
export async function readOperatorIds(db: ReplicaDb): Promise<Id[]> {
  const keys = await db.directory
    .where('[kind+id]')
    .between(['operator', ''], ['operator', '\uffff'])
    .primaryKeys();
  return keys.map(([, id]) => id);
}

/** What operators chose; the person's own words that the hub does not know yet are laid over it. */
export async function readChoices(reader: ReplicaReader): Promise<Map<Id, ChosenPresence>> {
  return reader.look(async () => {
    const { db, viewer } = reader;
    const rows = await db.directory
      .where('[kind+id]')
      .between(['presence', ''], ['presence', '\uffff'])
      .toArray();
    const choices = new Map<Id, ChosenPresence>();
    for (const row of rows) if (row.kind === 'presence') choices.set(row.id, row.row);
    for (const { intent, state } of await reader.entries(OWN_LANE)) {
      if (intent.name !== 'presence.set' || !isPending(state)) continue;
      const { operatorId } = viewer;
      const before = choices.get(operatorId) ?? null;
      choices.set(operatorId, withChoice(before, operatorId, intent.args, intent.args.saidAt));
    }
    return choices;
  });
}

/** Open dialogs in the replica by their responsible, pending effects included. */
export async function readLoads(reader: ReplicaReader): Promise<Map<Id, Load>> {
  return reader.look(async () => {
    const overlaid = await reader.overlaidDialogs();
    const loads = new Map<Id, Load>();
    const open = await reader.db.dialogs.orderBy('lists.all').toArray();
    const here = open.filter((record) => !overlaid.has(record.id)).map((record) => record.dialog);
    for (const dialog of [...here, ...[...overlaid.values()].map((one) => one.dialog)]) {
      const operatorId = responsibleOf(dialog);
      if (operatorId === null || !isOpen(dialog)) continue;
      const load = loads.get(operatorId) ?? { operatorId, open: 0, waiting: 0 };
      load.open += 1;
      if (dialog.waitingSince !== null) load.waiting += 1;
      loads.set(operatorId, load);
    }
    return loads;
  });
}
