import type { Dialog } from '#shared/domain/dialog.ts';
import type { Role } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { Watched } from '../db/changes.ts';
import { isPending, readEntry, type OutboxEntry } from '../db/outbox-entry.ts';
import { placesOf, type DialogRecord } from '../db/rows.ts';
import { overlay, type Overlaid, type OverlayContext } from './overlay.ts';

/** Who looks. */
export interface Viewer {
  operatorId: Id;
  /** As of sign-in; the replica's directory knows better once it is there. */
  role: Role;
}

/** A dialog of the replica with pending effects laid over it, and its places before and after. */
export interface OverlaidRecord extends Overlaid {
  record: DialogRecord;
  places: DialogRecord['lists'];
}

/** Newest messages looked through for intents already carried out. */
const TAIL = 50;

/** A consistent look at the replica: everything one query reads comes from one transaction. */
export class ReplicaReader {
  readonly db: ReplicaDb;
  readonly viewer: Viewer;

  constructor(db: ReplicaDb, viewer: Viewer) {
    this.db = db;
    this.viewer = viewer;
  }

  /** Runs `read` in one read transaction over everything. */
  look<T>(read: () => Promise<T>): Promise<T> {
    return this.db.transaction('r', this.db.tables, read);
  }

  async context(): Promise<OverlayContext> {
    const { operatorId } = this.viewer;
    const me = await this.db.directory.get(['operator', operatorId]);
    const offset: unknown = (await this.db.meta.get('clockOffset'))?.value;
    return {
      actor: { operatorId, role: me?.kind === 'operator' ? me.row.role : this.viewer.role },
      clockOffset: typeof offset === 'number' ? offset : 0,
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

  /** The dialog as the person should see it; null when it is not in the replica. */
  async dialog(dialogId: Id): Promise<OverlaidRecord | null> {
    const record = await this.db.dialogs.get(dialogId);
    if (!record) return null;
    const pending = (await this.entries(dialogId)).filter((entry) => isPending(entry.state));
    if (pending.length === 0)
      return { record, dialog: record.dialog, messages: [], pending: false, places: record.lists };
    return this.overlaid(await this.context(), record, pending);
  }

  /** All dialogs with pending effects, by id. Few: as many as the person worked on since the hub last answered. */
  async overlaidDialogs(): Promise<Map<Id, OverlaidRecord>> {
    const byDialog = Map.groupBy(
      (await this.entries()).filter((entry) => isPending(entry.state)),
      (entry) => entry.intent.args.dialogId,
    );
    const found = new Map<Id, OverlaidRecord>();
    if (byDialog.size === 0) return found;
    const ctx = await this.context();
    const records = await this.db.dialogs.bulkGet([...byDialog.keys()]);
    for (const record of records)
      if (record) found.set(record.id, await this.overlaid(ctx, record, byDialog.get(record.id) ?? []));
    return found;
  }

  private async overlaid(
    ctx: OverlayContext,
    record: DialogRecord,
    pending: readonly OutboxEntry[],
  ): Promise<OverlaidRecord> {
    const laid = overlay(ctx, record.dialog, pending, await this.tailIds(record.dialog));
    return { ...laid, record, places: placesOf(laid.dialog, this.viewer.operatorId) };
  }

  private async tailIds(dialog: Dialog): Promise<Set<Id>> {
    const tail = await this.db.messages
      .where('[dialogId+seq]')
      .between([dialog.id, dialog.lastSeq - TAIL + 1], [dialog.id, Infinity], true, true)
      .toArray();
    return new Set(tail.map((message) => message.id));
  }
}

/** What a query over one dialog depends on. */
export function watchedDialog(dialogId: Id): Watched[] {
  return [
    { table: 'dialogs', from: dialogId },
    { table: 'outbox' },
    { table: 'directory' },
    { table: 'contacts' },
  ];
}

export function watchedTranscript(dialogId: Id): Watched[] {
  return [
    { table: 'dialogs', from: dialogId },
    { table: 'coverage', from: dialogId },
    { table: 'messages', from: [dialogId, 0], to: [dialogId, Infinity] },
    { table: 'outbox' },
  ];
}
