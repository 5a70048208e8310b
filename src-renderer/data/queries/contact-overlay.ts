import { BLANK, type Contact } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';
import { isOnContact, isOnPair, isStart, type Intent } from '#shared/intents/all.ts';
import { applyToContact, applyToPair } from '#shared/intents/apply-contact.ts';
import type { ContactContext } from '#shared/intents/define.ts';
import { newContact } from '#shared/intents/dialog-start.ts';
import type { Looking, PendingIntent } from './overlay.ts';

/** Clients that pending merges make part of others: what they are is needed to lay these over. */
export function mergedIn(pending: readonly PendingIntent[]): Id[] {
  const ids = pending.flatMap(({ intent }) =>
    isOnPair(intent) && intent.name === 'contact.merge' ? [intent.args.fromId] : [],
  );
  return [...new Set(ids)];
}

/**
 * Lays pending intents over clients, in the order in which they were made. Their effects are such that one which the replica has
 * already changes nothing: whose answer was lost is not seen twice.
 *
 * Nothing here waits: a transaction of the database does not outlive a long row of steps in which nobody asks it anything.
 */
export class ContactOverlay {
  private readonly pending: readonly PendingIntent[];
  readonly looking: Looking;
  private readonly merged: ReadonlyMap<Id, Contact>;
  /** Who becomes part of whom. */
  private readonly merges = new Map<Id, Id>();

  /** @param merged those of `mergedIn`, as the replica has them */
  constructor(pending: readonly PendingIntent[], looking: Looking, merged: ReadonlyMap<Id, Contact>) {
    this.pending = pending.filter(({ intent }) => isOnContact(intent) || isOnPair(intent) || isStart(intent));
    this.looking = looking;
    this.merged = merged;
    for (const { intent } of this.pending) {
      if (!isOnPair(intent)) continue;
      const { fromId, intoId } = intent.args;
      if (intent.name === 'contact.unmerge') this.merges.delete(fromId);
      // Never round in a circle: who is to become part of another must not be one whom that one leads to.
      else if (!this.wayOf(intoId).includes(fromId)) this.merges.set(fromId, intoId);
    }
  }

  /** Whom an id stands for once everything is done. */
  now(id: Id): Id {
    return this.wayOf(id).at(-1) ?? id;
  }

  /** Himself, then whom he becomes part of, step by step. */
  private wayOf(id: Id): Id[] {
    const way = [id];
    for (let next = this.merges.get(id); next !== undefined; next = this.merges.get(next)) way.push(next);
    return way;
  }

  /** Clients that will be part of this one, himself included. */
  partsOf(id: Id): Id[] {
    return [id, ...[...this.merges.keys()].filter((from) => this.now(from) === id)];
  }

  /** @param base as the replica has him; null: only a pending intent makes him */
  laidOver(id: Id, base: Contact | null): Contact | null {
    let contact = base;
    for (const { intent } of this.pending) contact = this.step(id, contact, intent);
    return contact;
  }

  private step(id: Id, contact: Contact | null, intent: Intent): Contact | null {
    const ctx = this.contextOf(intent);
    if (isStart(intent)) {
      const made = intent.args.contact.contactId === id ? newContact(ctx, intent.args, 1) : null;
      return contact ?? made;
    }
    if (!contact) return null;
    if (isOnContact(intent)) {
      const { contactId } = intent.args;
      // What is said of somebody who becomes part of this one is said of him; but a name for the one is none for the other.
      const meant = contactId === id || (this.now(contactId) === id && intent.name !== 'contact.rename');
      if (!meant) return contact;
      const applied = applyToContact(ctx, contact, intent);
      return applied.ok ? applied.contact : contact;
    }
    if (!isOnPair(intent) || intent.args.intoId !== id) return contact;
    const from = this.partner(intent.args.fromId, contact, intent.name);
    // Its dialogs are the other one's already.
    if (!from) return contact;
    const applied = applyToPair(ctx, { from, into: contact }, intent);
    return applied.ok ? applied.pair.into : contact;
  }

  /** Who is taken apart is not in the replica; that he was part of the other is all that counts. */
  private partner(id: Id, into: Contact, name: Intent['name']): Contact | null {
    if (name === 'contact.merge') return this.merged.get(id) ?? null;
    return { ...BLANK, id, name: null, number: 1, createdAt: 0, rev: 1, mergedInto: into.id };
  }

  private contextOf(intent: Intent): ContactContext {
    const { actor, clockOffset } = this.looking;
    return { intentId: intent.id, actor, now: intent.at + clockOffset };
  }
}
