import type { Id } from '#shared/domain/ids.ts';
import { mayEditShelf, REPLY_SLOTS, type QuickReply, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import { ReplyIndex } from '#shared/domain/reply-search.ts';
import { replyRank } from '#shared/domain/reply-use.ts';
import { scopeSchema, type Scope } from '#shared/domain/scope.ts';
import { REPLIES_LANE } from '#shared/domain/lanes.ts';
import { foldWord } from '#shared/lib/words.ts';
import { isPending, type OutboxEntry } from '../db/outbox-entry.ts';
import type { ReplyUseRow } from '../db/rows.ts';
import { readClockOffset, type ReplicaReader } from './reader.ts';
import { entriesByReply, layOver, wanted, type LaidReply } from './reply-overlay.ts';
import { keepEqual } from './structural.ts';
import type { QuickRepliesView, ReplySlotView, ReplyView } from './views.ts';

/** What was written since the last look; null: anything may have been. */
export interface ReplyNews {
  replies: ReadonlySet<Id> | null;
  uses: ReadonlySet<Id> | null;
  /** Rights, or the lines that they are about. */
  rights: boolean;
}

interface Read {
  /** Of the replies that were read; null: all. */
  ids: ReadonlySet<Id> | null;
  rows: QuickReply[];
  uses: ReplyUseRow[];
  entries: OutboxEntry[];
  clockOffset: number;
  rights: Rights | null;
}

/** Longest time without a rest, in milliseconds. */
const SLICE_MS = 8;

/**
 * All quick replies in memory: read once, then only what was written is read again, however many there are. The window with a company's
 * library, the list behind `/` and its search live on this.
 */
export class ReplyBook {
  private readonly reader: ReplicaReader;
  private readonly rows = new Map<Id, QuickReply>();
  private readonly uses = new Map<Id, ReplyUseRow>();
  private readonly views = new Map<Id, ReplyView>();
  private readonly titles = new Map<Id, string>();
  private readonly index = new ReplyIndex();
  private readonly rank = (id: Id): number => {
    const use = this.uses.get(id);
    return use ? replyRank(use) : -Infinity;
  };
  private order: readonly ReplyView[] = [];
  private entries: readonly OutboxEntry[] = [];
  private rights: Rights | null = null;
  private latest: QuickRepliesView | null = null;

  constructor(reader: ReplicaReader) {
    this.reader = reader;
  }

  /** Reads what changed. @returns how it is now; the same value as before when nothing of it is different */
  async look(news: ReplyNews): Promise<QuickRepliesView> {
    const read = await this.reader.look(async () => await this.read(news));
    const touched = this.take(read, news.uses);
    const { latest } = this;
    const rights = this.rights ?? NO_RIGHTS;
    const changed = await this.showAll(touched, rights, read.clockOffset);
    if (latest && !changed && latest.shelves === rights.shelves) return latest;
    this.arrange();
    this.latest = {
      replies: this.order,
      refused: [...this.views.values()].filter(({ refused }) => refused.length > 0),
      byId: new Map(this.views),
      index: this.index,
      rank: this.rank,
      shelves: rights.shelves,
    };
    return this.latest;
  }

  private async read({ replies, uses, rights }: ReplyNews): Promise<Read> {
    const { db } = this.reader;
    const [entries, used, knownRights, clockOffset] = await Promise.all([
      this.reader.entries(REPLIES_LANE),
      uses === null ? db.replyUses.toArray() : some(db.replyUses, uses),
      rights || !this.rights ? readRights(this.reader) : null,
      readClockOffset(db),
    ]);
    // What own changes lie over, or lay until now, is read in the same moment as these: an effect must not go before what it became is here.
    const about = [...entriesByReply(this.entries).keys(), ...entriesByReply(entries).keys()];
    const ids = replies && new Set([...replies, ...about]);
    const rows = ids ? await some(db.quickReplies, ids) : await db.quickReplies.toArray();
    return { ids, rows, uses: used, entries, clockOffset, rights: knownRights };
  }

  /** @returns the replies that may look different now */
  private take(read: Read, uses: ReplyNews['uses']): Set<Id> {
    const touched = new Set<Id>([...(read.ids ?? []), ...(uses ?? [])]);
    const otherRights = read.rights !== null && read.rights.key !== this.rights?.key;
    if (otherRights) this.rights = read.rights;
    if (read.ids === null) this.rows.clear();
    for (const id of read.ids ?? []) this.rows.delete(id);
    for (const row of read.rows) this.rows.set(row.id, row);
    if (uses === null) this.uses.clear();
    for (const row of read.uses) this.uses.set(row.replyId, row);
    this.entries = read.entries;
    if (otherRights || read.ids === null || uses === null)
      for (const id of [...this.rows.keys(), ...this.views.keys(), ...entriesByReply(read.entries).keys()])
        touched.add(id);
    return touched;
  }

  /** @returns whether anything is different */
  private async showAll(ids: ReadonlySet<Id>, { mayEdit }: Rights, clockOffset: number): Promise<boolean> {
    const ctx = { operatorId: this.reader.viewer.operatorId, clockOffset };
    const about = entriesByReply(this.entries);
    let changed = false;
    let restedAt = performance.now();
    for (const id of ids) {
      // The words of ten thousand replies take half a second: nobody who types meanwhile should feel it.
      if (performance.now() - restedAt > SLICE_MS) {
        await new Promise((resolve) => setTimeout(resolve));
        restedAt = performance.now();
      }
      const laid = layOver(this.rows.get(id) ?? null, about.get(id) ?? [], ctx);
      if (this.show(id, laid, mayEdit)) changed = true;
    }
    return changed;
  }

  private show(id: Id, laid: LaidReply, mayEdit: (shelf: ReplyShelf) => boolean): boolean {
    const { basedOn, pending, refused } = laid;
    const unsaved = laid.reply === null;
    const reply = laid.reply ?? wanted(refused, this.reader.viewer.operatorId);
    if (!reply || (reply.deleted && refused.length === 0)) {
      this.index.remove(id);
      return this.views.delete(id);
    }
    const before = this.views.get(id);
    const uses = this.uses.get(id)?.count ?? 0;
    const now = { reply, basedOn, mayEdit: mayEdit(reply.shelf), pending, unsaved, uses, refused };
    const view: ReplyView = keepEqual(before, now);
    if (view === before) return false;
    this.views.set(id, view);
    this.titles.set(id, foldWord(reply.title));
    if (!isUsable(view)) this.index.remove(id);
    else if (before?.reply !== view.reply || !isUsable(before)) this.index.put(view.reply);
    return true;
  }

  private arrange(): void {
    // From the order as it was, which is nearly the new one.
    const ids = new Set(this.order.map(({ reply }) => reply.id));
    for (const id of this.views.keys()) ids.add(id);
    this.order = [...ids]
      .flatMap((id) => this.views.get(id) ?? [])
      .filter(isUsable)
      .toSorted((a, b) => this.compare(a.reply.id, b.reply.id));
  }

  private compare(a: Id, b: Id): number {
    const [x, y] = [this.rank(a), this.rank(b)];
    if (x !== y) return y - x;
    const [titleA = '', titleB = ''] = [this.titles.get(a), this.titles.get(b)];
    if (titleA !== titleB) return titleA < titleB ? -1 : 1;
    return a < b ? -1 : 1;
  }
}

function isUsable({ unsaved, reply }: ReplyView): boolean {
  return !unsaved && !reply.deleted;
}

async function some<Row>(
  table: { bulkGet(keys: Id[]): PromiseLike<(Row | undefined)[]> },
  ids: ReadonlySet<Id>,
): Promise<Row[]> {
  if (ids.size === 0) return [];
  return (await table.bulkGet([...ids])).filter((row) => row !== undefined);
}

/** Where the person may put replies, by rights as the replica knows them. */
interface Rights {
  /** Equal as long as nothing of it is different. */
  key: string;
  shelves: ReplyShelf[];
  mayEdit: (shelf: ReplyShelf) => boolean;
}

const NO_RIGHTS: Rights = { key: '', shelves: [], mayEdit: () => false };

async function readRights({ db, viewer }: ReplicaReader): Promise<Rights> {
  const [entries, row] = await Promise.all([
    db.directory.where('[kind+id]').between(['line', ''], ['line', '\uffff']).toArray(),
    db.meta.get('scope'),
  ]);
  const lines = entries.flatMap((entry) => (entry.kind === 'line' ? [entry.row] : []));
  const parsed = scopeSchema.safeParse(row?.value);
  // Before the first snapshot nothing of a line or branch is known to be his.
  const scope: Scope = parsed.success ? parsed.data : { ...viewer, lineIds: [], branchIds: [] };
  const branches = new Map(lines.map((line) => [line.id, line.branchId]));
  const mayEdit = (shelf: ReplyShelf): boolean => mayEditShelf(scope, shelf, (id) => branches.get(id));
  const byName = lines.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const all: ReplyShelf[] = [
    { kind: 'personal', operatorId: scope.operatorId },
    ...byName.map(({ id }): ReplyShelf => ({ kind: 'line', lineId: id })),
    { kind: 'company' },
  ];
  const key = JSON.stringify([scope, byName.map(({ id, branchId }) => [id, branchId])]);
  return { key, shelves: all.filter(mayEdit), mayEdit };
}

/** What the person has on his keys, own changes included. */
export async function readReplySlots(reader: ReplicaReader): Promise<ReplySlotView[]> {
  return reader.look(async () => {
    const { db } = reader;
    const entries = await reader.entries(REPLIES_LANE);
    const slots = new Map((await db.replySlots.toArray()).map(({ slot, replyId }) => [slot, replyId]));
    const made = new Set<Id>();
    for (const { intent, state } of entries) {
      if (!isPending(state)) continue;
      if (intent.name === 'quickReply.slot') slots.set(intent.args.slot, intent.args.replyId);
      else if (intent.name === 'quickReply.save') made.add(intent.args.id);
      else if (intent.name === 'quickReply.delete') made.delete(intent.args.id);
    }
    const ids = [...slots.values()].filter((id) => id !== null);
    const rows = await db.quickReplies.bulkGet(ids);
    const here = new Set(rows.flatMap((row) => (row && !row.deleted ? [row.id] : [])));
    const views: ReplySlotView[] = [];
    for (let slot = 1; slot <= REPLY_SLOTS; slot += 1) {
      const replyId = slots.get(slot) ?? null;
      if (replyId !== null && (here.has(replyId) || made.has(replyId))) views.push({ slot, replyId });
    }
    return views;
  });
}
