import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Change } from '#shared/wire/change.ts';
import type { SnapshotPage } from '#shared/wire/http/snapshot.ts';

/** The simplest true replica: what a client must hold after applying snapshot and changes. */
export class Replica {
  readonly dialogs = new Map<string, Dialog>();
  readonly contacts = new Map<string, Contact>();
  /** By `<dialog>/<seq>`. */
  readonly messages = new Map<string, Message>();
  /** Deleted ones too, as long as nothing says that they are gone. */
  readonly replies = new Map<string, QuickReply>();

  load(pages: readonly SnapshotPage[]): void {
    for (const page of pages) {
      for (const bundle of page.bundles) this.#enter(bundle);
      for (const reply of page.replies?.rows ?? []) put(this.replies, reply.id, reply);
    }
  }

  apply(change: Change): void {
    switch (change.type) {
      case 'dialog':
        return put(this.dialogs, change.dialog.id, change.dialog);
      case 'message':
        return this.#message(change.message);
      case 'contact':
        return put(this.contacts, change.contact.id, change.contact);
      case 'enter':
        return this.#enter(change.bundle);
      case 'gone':
        return this.#gone(change.dialogId);
      case 'quickReply':
        return put(this.replies, change.reply.id, change.reply);
      case 'replySlot':
      case 'directory':
      case 'notice':
      case 'scope':
      case 'talk':
      case 'talkMessage':
      case 'talkMark':
        return;
      default:
        return exhaustive(change, 'change');
    }
  }

  #enter({ dialog, contact, page }: DialogBundle): void {
    put(this.dialogs, dialog.id, dialog);
    put(this.contacts, contact.id, contact);
    for (const message of page.messages) this.#message(message);
  }

  #message(message: Message): void {
    put(this.messages, `${message.dialogId}/${message.seq}`, message);
  }

  #gone(dialogId: string): void {
    this.dialogs.delete(dialogId);
    for (const key of this.messages.keys()) if (key.startsWith(dialogId)) this.messages.delete(key);
  }
}

function put<Row extends { rev: number }>(rows: Map<string, Row>, key: string, row: Row): void {
  const known = rows.get(key);
  if (!known || known.rev < row.rev) rows.set(key, row);
}
