import type { Id } from '#shared/domain/ids.ts';
import { NOBODY_AROUND } from '#shared/domain/presence.ts';
import { keepRecent } from '#shared/lib/recent.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { Watched } from '../db/changes.ts';
import { withArrivals, type Arrivals } from './arrivals.ts';
import { readCache } from './cache.ts';
import {
  CARD,
  readContact,
  readContactFiles,
  readContactHistory,
  readContactTags,
  readDuplicates,
  TALKS,
} from './contact.ts';
import { lookAtDialog, readContactDialogs, readWaiting } from './dialog.ts';
import { dialogWithArrivals } from './dialog-arrivals.ts';
import { readDirectory } from './directory.ts';
import { readFilters } from './filters.ts';
import { readLaidRows } from './laid-rows.ts';
import { readCounters, readList } from './list.ts';
import { keptUntilCommit, liveQuery, readings, SharedLive, type Source } from './live.ts';
import { readNotices } from './notices.ts';
import { readReplySlots } from './replies.ts';
import { quickRepliesLive } from './replies-live.ts';
import { countUnconfirmed, readDeadLetters, readRefusals } from './outbox-views.ts';
import {
  lookersLive,
  presenceLive,
  presencesLive,
  readChoices,
  readLoads,
  readOperatorIds,
  type AroundSource,
} from './presence.ts';
import { readClockOffset, ReplicaReader, watchedDialog, watchedTranscript, type Viewer } from './reader.ts';
import { readRightsMark } from './rights-mark.ts';
import {
  findInTalks,
  readTalk,
  readTalks,
  readTalkTranscript,
  readTeamUnread,
  WATCHED_TALKS,
  watchedTalk,
  watchedTalkTranscript,
} from './talks.ts';
import { readTranscript } from './transcript.ts';
import { readUploads } from './uploads.ts';
import type { TypingStore } from './typing.ts';
import type { SyncState } from '../db/sync-status.ts';
import type { Draft, Healing, Live, Queries, SyncStatus, TranscriptView } from './views.ts';

/** What sync says of itself, wherever it runs. */
export interface StatusSource {
  /** Without `healing` it is well. */
  current(): SyncState & { healing?: Healing };
  subscribe(listener: () => void): () => void;
}

/** Where nobody is told who is about. */
const NOBODY: AroundSource = { current: () => NOBODY_AROUND, subscribe: () => () => undefined };

/** What is known besides the replica, and stored nowhere. */
export interface Passing {
  status: StatusSource;
  typing: TypingStore;
  arrivals: Arrivals;
  around?: AroundSource;
}

/** Live values kept for being asked again; more than any screen shows at a time. */
const MAX_KEPT = 300;

const LISTED: Watched[] = ['dialogs', 'contacts', 'directory', 'counters', 'outbox', 'drafts'].map(
  (table) => ({
    table,
  }),
);

const SLOTTED: Watched[] = ['replySlots', 'quickReplies', 'outbox'].map((table) => ({ table }));

/**
 * Everything that screens can read. The same question gives the same `Live` object, so that all who ask share one reading.
 */
export function createQueries(
  db: ReplicaDb,
  viewer: Viewer,
  { status, typing, arrivals, around = NOBODY }: Passing,
): Queries {
  const reader = new ReplicaReader(db, viewer);
  const kept = new Kept();
  const live = <T>(key: string, watched: readonly Watched[], read: () => Promise<T>) =>
    kept.get(key, () => liveQuery(db, watched, read));
  const said = (id: Id, limit: number, watched: readonly Watched[], read: () => Promise<TranscriptView>) =>
    saidLive(db, watched, (replica) => withArrivals(arrivals, { dialogId: id, limit }, replica), read);
  const ids = () => live('operators', [{ table: 'directory' }], () => readOperatorIds(db));
  const choices = () =>
    live('choices', [{ table: 'directory' }, { table: 'outbox' }], () => readChoices(reader));
  const presences = () => kept.get('presences', () => presencesLive(ids(), choices(), around));
  return {
    counters: () =>
      live('counters', [{ table: 'counters' }, { table: 'dialogs' }, { table: 'outbox' }], () =>
        readCounters(reader),
      ),
    list: (name, limit) =>
      live(`list ${name} ${limit}`, name === 'closed' ? [...LISTED, { table: 'archive' }] : LISTED, () =>
        readList(reader, name, limit),
      ),
    dialog: (id) =>
      kept.get(`dialog ${id}`, () => {
        const watched = watchedDialog(id);
        const replica = readings(db, watched, () => lookAtDialog(reader, id), { rank: 'beside' });
        return new SharedLive(dialogWithArrivals(arrivals, id, replica), keptUntilCommit(db, watched));
      }),
    transcript: (id, limit) =>
      kept.get(`transcript ${id} ${limit}`, () =>
        said(id, limit, watchedTranscript(id), () => readTranscript(reader, id, limit)),
      ),
    contactDialogs: (id) =>
      live(`contact ${id}`, [{ table: 'dialogs' }, { table: 'archive' }, { table: 'outbox' }], () =>
        readContactDialogs(reader, id),
      ),
    contact: (id) => live(`card ${id}`, CARD, () => readContact(reader, id)),
    duplicates: (id) => live(`duplicates ${id}`, CARD, () => readDuplicates(reader, id)),
    contactHistory: (id, limit) =>
      live(`history ${id} ${limit}`, TALKS, () => readContactHistory(reader, id, limit)),
    contactFiles: (id) => live(`files of ${id}`, TALKS, () => readContactFiles(reader, id)),
    contactTags: () => live('contact tags', [{ table: 'contacts' }], () => readContactTags(db)),
    directory: () => live('directory', [{ table: 'directory' }], () => readDirectory(db)),
    notices: () => live('notices', [{ table: 'notices' }, { table: 'outbox' }], () => readNotices(reader)),
    talks: () => live('talks', WATCHED_TALKS, () => readTalks(reader)),
    talk: (id) => live(`talk ${id}`, watchedTalk(id), () => readTalk(reader, id)),
    talkTranscript: (id, limit) =>
      kept.get(`talk transcript ${id} ${limit}`, () =>
        said(id, limit, watchedTalkTranscript(id), () => readTalkTranscript(reader, id, limit)),
      ),
    teamUnread: () => live('team unread', WATCHED_TALKS, () => readTeamUnread(reader)),
    findInTalks: (text, limit) => findInTalks(reader, text, limit),
    quickReplies: () => kept.get('quick replies', () => quickRepliesLive(reader)),
    replySlots: () => live('reply slots', SLOTTED, () => readReplySlots(reader)),
    savedFilters: () =>
      live('filters', [{ table: 'directory' }, { table: 'outbox' }], () => readFilters(reader)),
    laidRows: () =>
      live('laid rows', [{ table: 'outbox' }, { table: 'dialogs' }, { table: 'contacts' }], () =>
        readLaidRows(reader),
      ),
    refusals: () => live('refusals', [{ table: 'outbox' }], () => readRefusals(db)),
    deadLetters: () => live('dead letters', [{ table: 'outbox' }], () => readDeadLetters(db)),
    status: () => kept.get('status', () => statusLive(db, status)),
    rightsMark: () => live('rights mark', [{ table: 'meta', from: 'sync' }], () => readRightsMark(db)),
    typing: (id) => kept.get(`typing ${id}`, () => typingLive(typing, id)),
    lookers: (id) => kept.get(`lookers ${id}`, () => lookersLive(around, id, viewer.operatorId)),
    presences,
    presence: (id) => kept.get(`presence ${id}`, () => presenceLive(presences(), id)),
    loads: () => live('loads', [{ table: 'dialogs' }, { table: 'outbox' }], () => readLoads(reader)),
    uploads: (id) => live(`uploads ${id}`, [{ table: 'uploads' }], () => readUploads(db, id)),
    clockOffset: () => live('clock', [{ table: 'meta', from: 'clockOffset' }], () => readClockOffset(db)),
    cache: () => readCache(db),
    draft: (id) => readDraft(db, id),
    waitingAmong: (dialogIds) => readWaiting(reader, dialogIds),
  };
}

async function readDraft(db: ReplicaDb, dialogId: Id): Promise<Draft> {
  const { text = '', hidden = false, mentions, answers } = (await db.drafts.get(dialogId)) ?? {};
  return { text, hidden, ...(mentions && { mentions }), ...(answers && { answers }) };
}

/** What is looked at word by word: read before anything else, with what is on its way laid over it. */
function saidLive<T>(
  db: ReplicaDb,
  watched: readonly Watched[],
  lay: (replica: Source<T>) => Source<T>,
  read: () => Promise<T>,
): Live<T> {
  return new SharedLive(lay(readings(db, watched, read, { rank: 'first' })), keptUntilCommit(db, watched));
}

/** Remembers live values by question, the last asked ones. */
class Kept {
  private readonly lives = new Map<string, Live<unknown>>();

  get<T>(key: string, make: () => Live<T>): Live<T> {
    const live = (this.lives.get(key) as Live<T> | undefined) ?? make();
    keepRecent(this.lives, key, live, MAX_KEPT);
    return live;
  }
}

function statusLive(db: ReplicaDb, sync: StatusSource): Live<SyncStatus> {
  const unconfirmed = liveQuery(db, [{ table: 'outbox' }], () => countUnconfirmed(db));
  return new SharedLive<SyncStatus>((onValue, onError) => {
    let pending: number | null = null;
    // Nothing is said before the outbox was read: "0 waiting" would be a lie to somebody about to sign out.
    const tell = () => {
      if (pending !== null) onValue({ healing: { kind: 'well' }, ...sync.current(), pending });
    };
    const stopSync = sync.subscribe(tell);
    const stopCount = unconfirmed.subscribe((count) => {
      pending = count;
      tell();
    }, onError);
    return () => {
      stopSync();
      stopCount();
      return false;
    };
  });
}

function typingLive(typing: TypingStore, dialogId: Id): Live<ReturnType<TypingStore['view']>> {
  return new SharedLive((onValue) => {
    onValue(typing.view(dialogId));
    const stop = typing.onChange((changed) => {
      if (changed === dialogId) onValue(typing.view(dialogId));
    });
    return () => {
      stop();
      return false;
    };
  });
}
