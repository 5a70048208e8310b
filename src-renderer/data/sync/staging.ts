import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Notice } from '#shared/domain/notice.ts';
import type { QuickReply, ReplySlot } from '#shared/domain/quick-reply.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { DialogRecord, DirectoryRecord } from '../db/rows.ts';
import { filesOf, StagedTranscript } from './staged-transcript.ts';

/**
 * One table in the middle of a merge: rows as they lie in the database, writes on top. Reading a key that was not brought
 * along is a mistake of the caller and is said so, because a row taken for absent would be overwritten.
 */
export class Staged<Row> {
  private readonly before = new Map<string, Row | null>();
  private readonly after = new Map<string, Row | null>();
  private readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  /** Brings a row of the database along; undefined: there is none. */
  load(key: string, row: Row | undefined): void {
    this.before.set(key, row ?? null);
  }

  get(key: string): Row | null {
    const written = this.after.get(key);
    if (written !== undefined) return written;
    const stored = this.before.get(key);
    if (stored === undefined) throw new Error(`the merge reads ${this.what} ${key}, which was not loaded`);
    return stored;
  }

  put(key: string, row: Row): void {
    this.after.set(key, row);
  }

  remove(key: string): void {
    this.after.set(key, null);
  }

  /** Every key that was written, as it was and as it becomes. */
  changes(): { key: string; before: Row | null; after: Row | null }[] {
    return [...this.after].map(([key, after]) => ({ key, before: this.before.get(key) ?? null, after }));
  }
}

/** Everything that a merge reads and writes. */
export class Staging {
  readonly dialogs = new Staged<DialogRecord>('dialog');
  readonly contacts = new Staged<Contact>('contact');
  readonly directory = new Staged<DirectoryRecord>('directory row');
  readonly notices = new Staged<Notice>('notice');
  readonly quickReplies = new Staged<QuickReply>('quick reply');
  readonly replySlots = new Staged<ReplySlot>('key of a quick reply');
  readonly transcripts = new Map<Id, StagedTranscript>();
  /** Touched dialogs that lie in packs. */
  readonly archived = new Map<Id, DialogBundle>();
  /** Dialogs that leave their packs, for the rows or for good. */
  readonly takenOut = new Set<Id>();
  /** Clients who may be without a dialog now; whether they are is looked up when everything is written. */
  readonly maybeHomeless = new Set<Id>();
  /** Open dialogs that the feed changed and that are not here, as if the snapshot had missed them. */
  readonly strangers = new Set<Id>();

  /** Dialogs of the rows that are gone, with all that was said in them. */
  readonly goneRows = new Set<Id>();
  private readonly goneFiles = new Set<Id>();

  /** Files that nothing here says any more, those of `goneRows` aside. */
  get lostFiles(): Set<Id> {
    const lost = new Set(this.goneFiles);
    for (const transcript of this.transcripts.values()) for (const id of transcript.lostFiles) lost.add(id);
    return lost;
  }

  /** A dialog of a pack is gone, with all that was said in it. */
  loseFilesOf(bundle: DialogBundle): void {
    for (const message of bundle.page.messages) for (const id of filesOf(message)) this.goneFiles.add(id);
  }

  transcriptOf(dialogId: Id): StagedTranscript {
    let staged = this.transcripts.get(dialogId);
    if (!staged) this.transcripts.set(dialogId, (staged = new StagedTranscript()));
    return staged;
  }
}

export function directoryKey(kind: string, id: Id): string {
  return `${kind}/${id}`;
}
