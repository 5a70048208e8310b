import { broughtBy, restored, withoutBrought } from '#server/contacts/brought.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { OnContact, OnPair } from '#shared/intents/all.ts';
import { applyToContact, applyToPair } from '#shared/intents/apply-contact.ts';
import type { ContactContext, ContactPair } from '#shared/intents/define.ts';

type Brought = ReturnType<typeof broughtBy>;

interface Merge {
  id: Id;
  fromId: Id;
  intoId: Id;
  brought: Brought;
}

/** What an intent on clients does to the hub: clients and dialogs as they are afterwards, `rev` not counted up yet. */
export type Done = { ok: false; refusal: Refusal } | { ok: true; contacts: Contact[]; dialogs: Dialog[] };

const refused = (refusal: Refusal): Done => ({ ok: false, refusal });
const NOTHING: Done = { ok: true, contacts: [], dialogs: [] };

/** The hub's rules for clients, in memory (src-server/contacts does it with tables and locks). */
export class ContactRules {
  private readonly contacts: ReadonlyMap<Id, Contact>;
  private readonly dialogs: ReadonlyMap<Id, Dialog>;
  /** How the channel knows the client of a dialog. */
  private readonly externalIds: ReadonlyMap<Id, string>;
  merges: Merge[] = [];

  constructor(
    contacts: ReadonlyMap<Id, Contact>,
    dialogs: ReadonlyMap<Id, Dialog>,
    externalIds: ReadonlyMap<Id, string>,
  ) {
    this.contacts = contacts;
    this.dialogs = dialogs;
    this.externalIds = externalIds;
  }

  /** Whom an id stands for now. */
  current(id: Id): Contact | null {
    let contact = this.contacts.get(id) ?? null;
    while (contact?.mergedInto) contact = this.contacts.get(contact.mergedInto) ?? null;
    return contact;
  }

  onContact(ctx: ContactContext, intent: OnContact, sees: (dialog: Dialog) => boolean): Done {
    const { contactId } = intent.args;
    const contact = this.current(contactId);
    if (!contact || !this.dialogsOf(contact.id).some(sees)) return refused({ code: 'not_found' });
    if (contact.id !== contactId && intent.name === 'contact.rename')
      return refused({ code: 'contact_merged', intoId: contact.id });
    const applied = applyToContact(ctx, contact, intent);
    if (!applied.ok) return applied;
    return { ok: true, contacts: applied.contact === contact ? [] : [applied.contact], dialogs: [] };
  }

  onPair(ctx: ContactContext, intent: OnPair, sees: (dialog: Dialog) => boolean): Done {
    const [from, into] = [this.contacts.get(intent.args.fromId), this.contacts.get(intent.args.intoId)];
    if (!from || !into) return refused({ code: 'not_found' });
    for (const { id } of intent.name === 'contact.merge' ? [from, into] : [into])
      if (!this.dialogsOf(this.current(id)?.id ?? '').some(sees)) return refused({ code: 'not_found' });
    return intent.name === 'contact.merge'
      ? this.merge(ctx, intent, { from, into })
      : this.unmerge(ctx, intent, { from, into }, sees);
  }

  private merge(ctx: ContactContext, intent: OnPair, pair: ContactPair): Done {
    const applied = applyToPair(ctx, pair, intent);
    if (!applied.ok) return applied;
    if (applied.pair.into === pair.into) return NOTHING;
    const [fromId, intoId] = [pair.from.id, pair.into.id];
    this.merges.push({ id: intent.id, fromId, intoId, brought: broughtBy(pair) });
    const dialogs = this.dialogsOf(fromId).map((dialog) => ({ ...dialog, contactId: intoId }));
    return { ok: true, contacts: [applied.pair.into, applied.pair.from], dialogs };
  }

  private unmerge(
    ctx: ContactContext,
    intent: OnPair,
    pair: ContactPair,
    sees: (dialog: Dialog) => boolean,
  ): Done {
    if (pair.into.mergedInto !== null)
      return refused({ code: 'contact_merged', intoId: pair.into.mergedInto });
    const merge = this.merges.find(
      ({ fromId, intoId }) => fromId === pair.from.id && intoId === pair.into.id,
    );
    if (!merge) return NOTHING;
    const { brought } = merge;
    const back = new Set(brought.identities.map(({ externalId }) => externalId));
    const isBack = ({ id }: Dialog): boolean => back.has(this.externalIds.get(id) ?? '');
    const all = this.dialogsOf(pair.into.id);
    for (const side of [all.filter(isBack), all.filter((dialog) => !isBack(dialog))])
      if (side.length > 0 && !side.some(sees)) return refused({ code: 'forbidden' });
    const others = this.merges
      .filter((one) => one !== merge && one.intoId === pair.into.id)
      .flatMap(({ id, fromId, brought: has }) => {
        const from = this.contacts.get(fromId);
        return from ? [{ id, from, brought: has }] : [];
      });
    const left = withoutBrought(pair, brought, others);
    for (const heir of left.inherited)
      for (const one of this.merges) if (one.id === heir.id) one.brought = heir.brought;
    this.merges = this.merges.filter((one) => one !== merge);
    const applied = applyToPair(ctx, pair, intent);
    if (!applied.ok) return applied;
    const identities = pair.into.identities.filter(({ externalId }) => back.has(externalId));
    const stay = pair.into.identities.filter(({ externalId }) => !back.has(externalId));
    return {
      ok: true,
      contacts: [
        { ...applied.pair.from, ...restored(pair, brought), identities },
        { ...applied.pair.into, ...left.contact, identities: stay },
      ],
      dialogs: all.filter(isBack).map((dialog) => ({ ...dialog, contactId: pair.from.id })),
    };
  }

  /** Who is known to the channel by this. */
  called(externalId: string): Contact | undefined {
    return [...this.contacts.values()].find(({ identities }) =>
      identities.some((identity) => identity.externalId === externalId),
    );
  }

  openDialogOf(externalId: string): Dialog | undefined {
    return [...this.dialogs.values()].find(
      (dialog) => this.externalIds.get(dialog.id) === externalId && dialog.state.status !== 'closed',
    );
  }

  private dialogsOf(contactId: Id): Dialog[] {
    return [...this.dialogs.values()].filter((dialog) => dialog.contactId === contactId);
  }
}
