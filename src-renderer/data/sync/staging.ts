import type { Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Coverage, DialogRecord, DirectoryRecord } from '../db/rows.ts';

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

/** The messages of one dialog in the middle of a merge. */
export class StagedMessages {
  /** Everything below is deleted from the database before `puts` are written; `Infinity`: everything. */
  dropBelow = 0;
  readonly stored = new Map<number, Message>();
  readonly puts = new Map<number, Message>();

  get(seq: number): Message | undefined {
    return this.puts.get(seq) ?? (seq < this.dropBelow ? undefined : this.stored.get(seq));
  }

  drop(below: number): void {
    this.dropBelow = Math.max(this.dropBelow, below);
    for (const seq of this.puts.keys()) if (seq < below) this.puts.delete(seq);
  }
}

/** Everything that a merge reads and writes. */
export class Staging {
  readonly dialogs = new Staged<DialogRecord>('dialog');
  readonly contacts = new Staged<Contact>('contact');
  readonly coverage = new Staged<Coverage>('coverage of dialog');
  readonly directory = new Staged<DirectoryRecord>('directory row');
  readonly messages = new Map<Id, StagedMessages>();
  /** Dialogs of a contact, for contacts that may lose their last one. */
  readonly dialogsOfContact = new Map<Id, Set<Id>>();

  messagesOf(dialogId: Id): StagedMessages {
    let staged = this.messages.get(dialogId);
    if (!staged) this.messages.set(dialogId, (staged = new StagedMessages()));
    return staged;
  }
}

export function directoryKey(kind: string, id: Id): string {
  return `${kind}/${id}`;
}
