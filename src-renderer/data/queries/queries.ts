import type { Id } from '#shared/domain/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { Watched } from '../db/changes.ts';
import { readContactDialogs, readDialog } from './dialog.ts';
import { readDirectory } from './directory.ts';
import { readCounters, readList } from './list.ts';
import { liveQuery, SharedLive } from './live.ts';
import { countUnconfirmed, readDeadLetters, readRefusals } from './outbox-views.ts';
import { ReplicaReader, watchedDialog, watchedTranscript, type Viewer } from './reader.ts';
import { readTranscript } from './transcript.ts';
import type { TypingStore } from './typing.ts';
import type { Live, Queries, SyncStatus } from './views.ts';

/** What sync says of itself, wherever it runs. */
export interface StatusSource {
  current(): Omit<SyncStatus, 'pending'>;
  subscribe(listener: () => void): () => void;
}

/** Live values kept for being asked again; more than any screen shows at a time. */
const MAX_KEPT = 300;

const LISTED: Watched[] = ['dialogs', 'contacts', 'directory', 'counters', 'outbox', 'drafts'].map(
  (table) => ({
    table,
  }),
);

/**
 * Everything that screens can read. The same question gives the same `Live` object, so that all who ask share one reading.
 */
export function createQueries(
  db: ReplicaDb,
  viewer: Viewer,
  sync: StatusSource,
  typing: TypingStore,
): Queries {
  const reader = new ReplicaReader(db, viewer);
  const kept = new Kept();
  const live = <T>(key: string, watched: readonly Watched[], read: () => Promise<T>) =>
    kept.get(key, () => liveQuery(db, watched, read));
  return {
    counters: () =>
      live('counters', [{ table: 'counters' }, { table: 'dialogs' }, { table: 'outbox' }], () =>
        readCounters(reader),
      ),
    list: (name, limit) => live(`list ${name} ${limit}`, LISTED, () => readList(reader, name, limit)),
    dialog: (id) => live(`dialog ${id}`, watchedDialog(id), () => readDialog(reader, id)),
    transcript: (id, limit) =>
      live(`transcript ${id} ${limit}`, watchedTranscript(id), () => readTranscript(reader, id, limit)),
    contactDialogs: (id) =>
      live(`contact ${id}`, [{ table: 'dialogs' }, { table: 'outbox' }], () =>
        readContactDialogs(reader, id),
      ),
    directory: () => live('directory', [{ table: 'directory' }], () => readDirectory(db)),
    refusals: () => live('refusals', [{ table: 'outbox' }], () => readRefusals(db)),
    deadLetters: () => live('dead letters', [{ table: 'outbox' }], () => readDeadLetters(db)),
    status: () => kept.get('status', () => statusLive(db, sync)),
    typing: (id) => kept.get(`typing ${id}`, () => typingLive(typing, id)),
    draft: async (id) => (await db.drafts.get(id))?.text ?? '',
  };
}

/** Remembers live values by question, the last asked ones. */
class Kept {
  private readonly lives = new Map<string, Live<unknown>>();

  get<T>(key: string, make: () => Live<T>): Live<T> {
    const live = (this.lives.get(key) as Live<T> | undefined) ?? make();
    this.lives.delete(key);
    this.lives.set(key, live);
    for (const oldest of this.lives.keys()) {
      if (this.lives.size <= MAX_KEPT) break;
      this.lives.delete(oldest);
    }
    return live;
  }
}

function statusLive(db: ReplicaDb, sync: StatusSource): Live<SyncStatus> {
  const unconfirmed = liveQuery(db, [{ table: 'outbox' }], () => countUnconfirmed(db));
  return new SharedLive<SyncStatus>((onValue, onError) => {
    let pending: number | null = null;
    // Nothing is said before the outbox was read: "0 waiting" would be a lie to somebody about to sign out.
    const tell = () => {
      if (pending !== null) onValue({ ...sync.current(), pending });
    };
    const stopSync = sync.subscribe(tell);
    const stopCount = unconfirmed.subscribe((count) => {
      pending = count;
      tell();
    }, onError);
    return () => {
      stopSync();
      stopCount();
    };
  });
}

function typingLive(typing: TypingStore, dialogId: Id): Live<ReturnType<TypingStore['view']>> {
  return new SharedLive((onValue) => {
    onValue(typing.view(dialogId));
    return typing.onChange((changed) => {
      if (changed === dialogId) onValue(typing.view(dialogId));
    });
  });
}
