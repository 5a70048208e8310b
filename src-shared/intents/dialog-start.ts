import { z } from 'zod';
import { BLANK, MAX_IDENTITIES, type Contact, type Identity } from '../domain/contact.ts';
import { abilitiesOf } from '../domain/channel-abilities.ts';
import { UNTOUCHED, type Dialog } from '../domain/dialog.ts';
import type { Channel, Line } from '../domain/directory.ts';
import { idSchema, type Id } from '../domain/ids.ts';
import { messageTextSchema, type Message } from '../domain/message.ts';
import type { Refusal } from '../domain/refusal.ts';
import { contactRename } from './contact-rename.ts';
import { emailInputSchema, phoneInputSchema } from './contact-reach.ts';
import { append, type ContactContext } from './define.ts';
import { eventDraft } from './rules.ts';

/** Whom the company writes to: a client it knows, or one it makes by that. */
const addresseeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), contactId: idSchema }),
  z.object({
    kind: z.literal('new'),
    contactId: idSchema,
    name: contactRename.args.shape.name,
    phone: phoneInputSchema.nullable().default(null),
    email: emailInputSchema.nullable().default(null),
  }),
]);

/**
 * Writes first (scenario A8): makes the dialog, as the actor's own, with its first message, and the client if he is new. The message
 * has the id of the intent; the dialog's and the new client's ids are made by who asks, so that what follows can name them.
 */
export const dialogStart = {
  name: 'dialog.start',
  args: z.object({
    dialogId: idSchema,
    contact: addresseeSchema,
    channelId: idSchema,
    /** Which of several numbers or addresses of his; null: the only one, or the first. */
    address: z.string().max(320).nullable().default(null),
    text: messageTextSchema,
  }),
} as const;

export type StartArgs = z.output<typeof dialogStart.args>;

/** What has to be known to begin. */
export interface StartPlace {
  channel: Pick<Channel, 'id' | 'kind' | 'lineId'>;
  branchId: Line['branchId'];
  /** The client as he is; null when the intent makes him. */
  contact: Contact | null;
  /** What the workspace calls a new client; 0 where only the hub knows. */
  number: number;
}

/** How the channel will know him: what is there already, or what his number or address makes. */
export type Approach = { ok: true; identity: Identity } | { ok: false; refusal: Refusal };

/** Pure; the same for screens, which offer only what will do, and in the hub. */
export function approach(
  contact: Pick<Contact, 'identities' | 'phones' | 'emails'>,
  channel: Pick<Channel, 'id' | 'kind'>,
  address: string | null,
): Approach {
  const known = contact.identities.filter(({ channelId }) => channelId === channel.id);
  const wished = address === null ? null : externalIdOf(address);
  const identity = known.find(({ externalId }) => wished === null || externalId === wished);
  if (identity) return { ok: true, identity };
  const { writeFirst } = abilitiesOf(channel.kind);
  if (writeFirst === 'acquaintances') return refused('acquaintance');
  const values = contact[writeFirst].map(({ value }) => value);
  const value = address === null ? values[0] : values.find((one) => one === address);
  if (value === undefined) return refused(writeFirst === 'phones' ? 'phone' : 'email');
  const { id: channelId, kind } = channel;
  return { ok: true, identity: { channelId, kind, externalId: externalIdOf(value), display: value } };
}

function refused(lacks: 'acquaintance' | 'phone' | 'email'): Approach {
  return { ok: false, refusal: { code: 'cannot_write_first', lacks } };
}

/** Messengers name numbers by their digits alone. */
function externalIdOf(address: string): string {
  return /^\+\d+$/.test(address) ? address.slice(1) : address;
}

/** The client that the intent makes, before any channel knows him. */
export function newContact(ctx: ContactContext, args: StartArgs, number: number): Contact | null {
  const { contact } = args;
  if (contact.kind === 'known') return null;
  const reach = { source: 'operator', label: null, addedAt: ctx.now } as const;
  return {
    ...BLANK,
    id: contact.contactId,
    name: contact.name,
    number,
    phones: contact.phone ? [{ ...contact.phone, ...reach }] : [],
    emails: contact.email ? [{ ...contact.email, ...reach }] : [],
    createdAt: ctx.now,
    rev: 1,
  };
}

export type Started =
  | { ok: true; dialog: Dialog; messages: Message[]; contact: Contact; identity: Identity }
  | { ok: false; refusal: Refusal };

/** What writing first makes. Whether the client has an open dialog there, and whose the address is, only the hub knows for sure. */
export function startDialog(ctx: ContactContext, place: StartPlace, args: StartArgs): Started {
  const before = place.contact ?? newContact(ctx, args, place.number);
  if (!before) return { ok: false, refusal: { code: 'not_found' } };
  const found = approach(before, place.channel, args.address);
  if (!found.ok) return found;
  const { identity } = found;
  const known = before.identities.some((one) => isSame(one, identity));
  if (!known && before.identities.length >= MAX_IDENTITIES)
    return { ok: false, refusal: { code: 'contact_full', part: 'identities', most: MAX_IDENTITIES } };
  const contact = known ? before : { ...before, identities: [...before.identities, identity] };
  const { operatorId } = ctx.actor;
  const empty: Dialog = {
    id: args.dialogId,
    channelId: place.channel.id,
    lineId: place.channel.lineId,
    branchId: place.branchId,
    contactId: contact.id,
    ...UNTOUCHED,
    state: { status: 'active', responsibleId: operatorId },
    previousDialogId: null,
    pageUrl: null,
    createdAt: ctx.now,
    lastActivityAt: ctx.now,
    rev: 1,
  };
  const { dialog, messages } = append(empty, [
    eventDraft(ctx, 1, { type: 'started', operatorId }),
    {
      id: ctx.intentId,
      author: { kind: 'operator', operatorId },
      visibility: 'public',
      body: { kind: 'text', text: args.text, attachments: [] },
      delivery: { state: 'pending' },
      at: ctx.now,
    },
  ]);
  return { ok: true, dialog, messages, contact, identity };
}

function isSame(a: Identity, b: Identity): boolean {
  return a.channelId === b.channelId && a.externalId === b.externalId;
}

/** The client that a start is about, be he new or known. */
export function addresseeOf(args: StartArgs): Id {
  return args.contact.contactId;
}
