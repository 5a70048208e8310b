import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Role } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { isOnDialog, isStart, laneOf } from '#shared/intents/all.ts';
import { startDialog } from '#shared/intents/dialog-start.ts';
import { keepRecent } from '#shared/lib/recent.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { Watched } from '../db/changes.ts';
import { isPending, readEntry, type OutboxEntry } from '../db/outbox-entry.ts';
import { readArchived, readArchivedOf, readListed, type ArchivedDialog } from '../db/archive.ts';
import { pagesBetween, readPage } from '../db/pages.ts';
import {
  dialogRecord,
  placesOf,
  type DialogRecord,
  type MetaRow,
  type PackKey,
  type PageRow,
  type Places,
} from '../db/rows.ts';
import { ContactOverlay, mergedIn } from './contact-overlay.ts';
import { overlay, type Looking, type Overlaid, type OverlaidMessage } from './overlay.ts';

/** Who looks. */
export interface Viewer {
  operatorId: Id;
  /** As of sign-in; the replica's directory knows better once it is there. */
  role: Role;
}

/** A dialog as a row says it, or a pack. */
export interface ReadRecord extends DialogRecord {
  archived?: DialogBundle;
  /** The hub does not know it yet: what the person's own writing first will make. */
  started?: Started;
}

interface Started {
  contact: Contact;
  messages: OverlaidMessage[];
}

function asRecord(bundle: DialogBundle, me: Id): ReadRecord {
  const { dialog, page } = bundle;
  const [first, last] = [page.messages[0], page.messages.at(-1)];
  const known = first && last ? { from: first.seq, tail: last.seq + 1, to: last.seq } : null;
  return { ...dialogRecord(dialog, me, 0), known, archived: bundle };
}

/** As the replica has it, with nothing laid over it. */
function asIs(record: ReadRecord): Omit<OverlaidRecord, 'entries'> {
  const { dialog, lists: places } = record;
  return { record, dialog, messages: [], changed: new Map(), pending: false, places };
}

export function newerContact(a: Contact | null, b: Contact | null): Contact | null {
  return a && b ? (a.rev >= b.rev ? a : b) : (a ?? b);
}

/** A dialog of the replica with pending effects laid over it, and its places before and after. */
export interface OverlaidRecord extends Overlaid {
  record: ReadRecord;
  /** Everything of the outbox that concerns it, what was refused included. */
  entries: readonly OutboxEntry[];
  places: Places;
}

/** The hub's clock minus this computer's, in milliseconds. */
export async function readClockOffset(db: ReplicaDb): Promise<number> {
  return offsetIn(await db.meta.get('clockOffset'));
}

function offsetIn(row: MetaRow | undefined): number {
  return typeof row?.value === 'number' ? row.value : 0;
}

/** Newest messages looked through for intents already carried out. */
const TAIL = 50;

/** Packs kept read; some thousands of dialogs, more than anybody scrolls through. */
const MAX_PACKS = 64;
/** Pages kept read; what is scrolled through in a conversation or two. */
const MAX_PAGES = 64;

/** A consistent look at the replica: everything one query reads comes from one transaction. */
export class ReplicaReader {
  readonly db: ReplicaDb;
  readonly viewer: Viewer;
  private readonly packs = new Map<string, readonly ArchivedDialog[]>();
  private readonly pages = new Map<string, { body: string; messages: readonly Message[] | null }>();

  constructor(db: ReplicaDb, viewer: Viewer) {
    this.db = db;
    this.viewer = viewer;
  }

  /** Runs `read` in one read transaction over everything. */
  look<T>(read: () => Promise<T>): Promise<T> {
    return this.db.transaction('r', this.db.tables, read);
  }

  async context(): Promise<Looking> {
    const { operatorId } = this.viewer;
    // Read here and not by a function that waits in between: then the transaction around this would not outlive it.
    const [me, offset] = await Promise.all([
      this.db.directory.get(['operator', operatorId]),
      this.db.meta.get('clockOffset'),
    ]);
    return {
      actor: { operatorId, role: me?.kind === 'operator' ? me.row.role : this.viewer.role },
      clockOffset: offsetIn(offset),
    };
  }

  /** Readable entries of the outbox in order, of one dialog or of all. */
  async entries(dialogId?: Id): Promise<OutboxEntry[]> {
    const rows =
      dialogId === undefined
        ? await this.db.outbox.orderBy('n').toArray()
        : await this.db.outbox.where('dialogId').equals(dialogId).sortBy('n');
    return rows.map(readEntry).flatMap((read) => (read.ok ? [read.entry] : []));
  }

  /**
   * The dialog as the person should see it; null when it is not in the replica.
   * @param tail what is done to one of so many newest messages is seen
   */
  async dialog(dialogId: Id, tail: number = TAIL): Promise<OverlaidRecord | null> {
    // At once: the ways to the database and back are most of the time.
    const [row, entries] = await Promise.all([this.db.dialogs.get(dialogId), this.entries(dialogId)]);
    const record = row ?? (await this.archived([dialogId])).get(dialogId) ?? (await this.started(entries));
    if (!record) return null;
    if (!entries.some((entry) => isPending(entry.state))) return { ...asIs(record), entries };
    return this.overlaid(await this.context(), record, entries, tail);
  }

  /** All dialogs with pending effects, by id. Few: as many as the person worked on since the hub last answered. */
  async overlaidDialogs(): Promise<Map<Id, OverlaidRecord>> {
    const all = await this.entries();
    const touched = new Set(
      all
        .filter(({ intent, state }) => isPending(state) && (isOnDialog(intent) || isStart(intent)))
        .map((entry) => laneOf(entry.intent)),
    );
    const byDialog = Map.groupBy(
      all.filter((entry) => touched.has(laneOf(entry.intent))),
      (entry) => laneOf(entry.intent),
    );
    const found = new Map<Id, OverlaidRecord>();
    if (byDialog.size === 0) return found;
    const ctx = await this.context();
    const ids = [...byDialog.keys()];
    const rows = (await this.db.dialogs.bulkGet(ids)).filter((record) => record !== undefined);
    const here = new Set(rows.map((record) => record.id));
    const archived = await this.archived(ids.filter((id) => !here.has(id)));
    const started: ReadRecord[] = [];
    for (const id of ids) {
      if (here.has(id) || archived.has(id)) continue;
      const record = await this.started(byDialog.get(id) ?? []);
      if (record) started.push(record);
    }
    for (const record of [...rows, ...archived.values(), ...started])
      found.set(record.id, await this.overlaid(ctx, record, byDialog.get(record.id) ?? []));
    return found;
  }

  private async overlaid(
    ctx: Looking,
    record: ReadRecord,
    entries: readonly OutboxEntry[],
    tail: number = TAIL,
  ): Promise<OverlaidRecord> {
    const pending = entries.filter((entry) => isPending(entry.state));
    const before = record.started?.messages ?? [];
    const { messages } = await this.newest(record, Math.max(tail, TAIL));
    const known = new Map([...messages, ...before.map(({ message }) => message)].map((one) => [one.id, one]));
    const entry = await this.db.directory.get(['channel', record.dialog.channelId]);
    const channel = entry?.kind === 'channel' ? entry.row.kind : null;
    const laid = overlay({ ...ctx, channel }, record.dialog, pending, known);
    const places = placesOf(laid.dialog, this.viewer.operatorId);
    return {
      ...laid,
      messages: [...before, ...laid.messages],
      pending: laid.pending || before.length > 0,
      record,
      entries,
      places,
    };
  }

  /** A dialog that the person began and the hub has not made yet. */
  private async started(entries: readonly OutboxEntry[]): Promise<ReadRecord | null> {
    const entry = entries.find(({ intent, state }) => isStart(intent) && isPending(state));
    if (!entry || !isStart(entry.intent)) return null;
    const { id: intentId, at, args } = entry.intent;
    const channel = await this.db.directory.get(['channel', args.channelId]);
    if (channel?.kind !== 'channel') return null;
    const line = await this.db.directory.get(['line', channel.row.lineId]);
    if (line?.kind !== 'line') return null;
    const { actor, clockOffset } = await this.context();
    const contact = args.contact.kind === 'known' ? await this.contact(args.contact.contactId, null) : null;
    const place = { channel: channel.row, branchId: line.row.branchId, contact, number: 1 };
    const started = startDialog({ intentId, actor, now: at + clockOffset }, place, args);
    if (!started.ok) return null;
    const { dialog } = started;
    const messages = started.messages.map((message) => ({ message, intentId, state: entry.state }));
    return {
      ...dialogRecord(dialog, this.viewer.operatorId, 0),
      // It stands in no list of the replica's.
      lists: {},
      started: { contact: started.contact, messages },
    };
  }

  /** What pending intents make of clients. */
  async contactOverlay(): Promise<ContactOverlay> {
    const [entries, context] = await Promise.all([this.entries(), this.context()]);
    const pending = entries.filter((entry) => isPending(entry.state));
    const merged = new Map<Id, Contact>();
    for (const id of mergedIn(pending)) {
      const contact = await this.contact(id, null);
      if (contact) merged.set(id, contact);
    }
    return new ContactOverlay(pending, context, merged);
  }

  /** The dialogs of a pack as lists show them. A pack never changes, so it is read once as long as it is wanted. */
  async listed(key: PackKey): Promise<readonly ArchivedDialog[]> {
    const name = key.join(' ');
    const known = this.packs.get(name);
    const pack = known ? undefined : await this.db.archive.get(key);
    const listed = known ?? (pack ? readListed(pack) : []);
    keepRecent(this.packs, name, listed, MAX_PACKS);
    return listed;
  }

  /** A page is written once and read again with every new message below it; what it says is remembered. */
  private page(row: PageRow): readonly Message[] | null {
    const name = `${row.dialogId} ${row.from}`;
    const known = this.pages.get(name);
    const messages = known?.body === row.body ? known.messages : readPage(row);
    keepRecent(this.pages, name, { body: row.body, messages }, MAX_PAGES);
    return messages;
  }

  /** Dialogs of packs, as if they were rows. */
  private async archived(ids: readonly Id[]): Promise<Map<Id, ReadRecord>> {
    const bundles = await readArchived(this.db, ids);
    return new Map([...bundles].map(([id, bundle]) => [id, asRecord(bundle, this.viewer.operatorId)]));
  }

  /** A client as the replica knows him best: his own row, or a copy in a pack when that is newer or all there is. */
  async contact(id: Id, copy: Contact | null): Promise<Contact | null> {
    const row = (await this.db.contacts.get(id)) ?? null;
    if (row || copy) return newerContact(row, copy);
    const copies = (await readArchivedOf(this.db, id)).map(({ contact }) => contact);
    return copies.reduce<Contact | null>((newest, one) => newerContact(newest, one), null);
  }

  /**
   * The newest known messages of a dialog, at most `limit`, without a hole: they end where a page cannot be read.
   * @returns `first` the seq of the first of them; 0 when nothing is known
   */
  async newest(record: ReadRecord, limit: number): Promise<{ first: number; messages: Message[] }> {
    const { id, known } = record;
    if (!known) return { first: 0, messages: [] };
    if (record.archived) {
      const messages = record.archived.page.messages.slice(-limit);
      return { first: messages[0]?.seq ?? 0, messages };
    }
    // Neighbours in seq, so the newest are an exact range of the primary key.
    const first = Math.max(known.from, known.to - limit + 1);
    const [rows, pages] = await Promise.all([
      this.db.messages
        .where('[dialogId+seq]')
        .between([id, Math.max(first, known.tail)], [id, known.to], true, true)
        .toArray(),
      first >= known.tail ? [] : pagesBetween(this.db, id, first, known.tail - 1),
    ]);
    if (first >= known.tail) return { first, messages: rows };
    const older: Message[] = [];
    let oldest = known.tail;
    for (const page of pages.toReversed()) {
      const messages = this.page(page);
      if (!messages) return { first: oldest, messages: [...older, ...rows] };
      older.unshift(...messages);
      oldest = page.from;
    }
    return { first, messages: [...older.filter((message) => message.seq >= first), ...rows] };
  }
}

/** Which pack holds a dialog nobody knows in advance. It is written rarely, but for a while after the first start. */
const ARCHIVE: Watched[] = [{ table: 'archive' }];

/** What a query over one dialog depends on. */
export function watchedDialog(dialogId: Id): Watched[] {
  return [
    { table: 'dialogs', from: dialogId },
    ...ARCHIVE,
    { table: 'outbox' },
    { table: 'directory' },
    { table: 'contacts' },
  ];
}

export function watchedTranscript(dialogId: Id): Watched[] {
  return [
    { table: 'dialogs', from: dialogId },
    { table: 'pages', from: [dialogId, 0], to: [dialogId, Infinity] },
    ...ARCHIVE,
    { table: 'messages', from: [dialogId, 0], to: [dialogId, Infinity] },
    { table: 'outbox' },
  ];
}
