/** The company writes first: a dialog out of nothing, with its client if he is new (scenario A8). */
import { isOutgoing } from '#shared/domain/message.ts';
import type { Contact, Identity } from '#shared/domain/contact.ts';
import type { Channel } from '#shared/domain/directory.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { sees, type Scope } from '#shared/domain/scope.ts';
import type { OnStart } from '#shared/intents/all.ts';
import type { ContactContext } from '#shared/intents/define.ts';
import { approach, newContact, startDialog, type StartPlace } from '#shared/intents/dialog-start.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { Db, Tx } from '../db/transaction.ts';
import { isPhone, lockCurrent, LocksMoved } from '../intents/contact.ts';
import { createDialog } from '../intents/persist.ts';
import {
  currentContact,
  insertContact,
  lockContact,
  lockIdentity,
  nextContactNumber,
  seesContact,
  tellContact,
  writeContact,
} from './store.ts';

type Outcome = { ok: false; refusal: Refusal } | { ok: true; changed: boolean };
interface Actor {
  workspaceId: string;
  scope: Scope;
}

const refused = (refusal: Refusal): Outcome => ({ ok: false, refusal });

export async function carryOutStart(
  tx: Tx,
  deps: { bus: Bus },
  actor: Actor,
  intent: OnStart,
  ctx: ContactContext,
): Promise<Outcome> {
  const { workspaceId, scope } = actor;
  const { args } = intent;
  if (args.contact.kind === 'new' && args.contact.phone && !isPhone(args.contact.phone.value))
    return refused({ code: 'invalid_phone' });
  const place = await placeOf(tx.db, workspaceId, args.channelId);
  if (!place) return refused({ code: 'no_such_target' });
  const audience = { lineId: place.channel.lineId, branchId: place.branchId };
  if (!sees(scope, { ...audience, responsibleId: null, participantIds: [] }))
    return refused({ code: 'forbidden' });
  const addressee = await addresseeOf(tx, actor, intent, ctx);
  if (!addressee) return refused({ code: 'not_found' });
  const found = approach(addressee, place.channel, args.address);
  if (!found.ok) return found;
  const { identity } = found;
  // In the order of locks: what is found under them is what counts.
  await lockIdentity(tx, workspaceId, identity);
  const contact = args.contact.kind === 'known' ? await lockCurrent(tx, workspaceId, addressee.id) : null;
  if (args.contact.kind === 'new') await lockContact(tx, workspaceId, addressee.id);
  const taken = await refuseIfTaken(tx, actor, identity, addressee.id);
  if (taken) return refused(taken);
  const started = startDialog(ctx, { ...place, contact, number: 1 }, args);
  if (!started.ok) return started;
  // He got another number, or lost one, while we waited.
  if (started.identity.externalId !== identity.externalId) throw new LocksMoved();
  await writeAddressee(tx, workspaceId, contact, started.contact, identity);
  const previousDialogId = await previousDialog(tx.db, workspaceId, started.contact.id, identity);
  await createDialog(
    tx,
    { workspaceId, externalUserId: identity.externalId },
    { ...started.dialog, previousDialogId },
    started.messages,
    [],
  );
  if (started.messages.some(isOutgoing))
    tx.afterCommit(() => deps.bus.publish(topics.deliveries, workspaceId));
  return { ok: true, changed: true };
}

async function placeOf(
  db: Db,
  workspaceId: string,
  channelId: string,
): Promise<Pick<StartPlace, 'channel' | 'branchId'> | null> {
  const row = await db
    .selectFrom('channels')
    .innerJoin('lines', (join) =>
      join
        .onRef('lines.workspace_id', '=', 'channels.workspace_id')
        .onRef('lines.id', '=', 'channels.line_id'),
    )
    .select(['channels.id', 'channels.kind', 'channels.line_id', 'lines.branch_id'])
    .where('channels.workspace_id', '=', workspaceId)
    .where('channels.id', '=', channelId)
    .where('channels.active', '=', true)
    .executeTakeFirst();
  if (!row) return null;
  const channel: Pick<Channel, 'id' | 'kind' | 'lineId'> = {
    id: row.id,
    kind: row.kind,
    lineId: row.line_id,
  };
  return { channel, branchId: row.branch_id };
}

/** Who he is before any lock is taken; null: nobody, or nobody the actor may know of. */
async function addresseeOf(
  tx: Tx,
  { workspaceId, scope }: Actor,
  { args }: OnStart,
  ctx: ContactContext,
): Promise<Contact | null> {
  if (args.contact.kind === 'new') return newContact(ctx, args, 1);
  const contact = await currentContact(tx.db, workspaceId, args.contact.contactId);
  if (!contact || !(await seesContact(tx.db, workspaceId, scope, contact.id))) return null;
  return contact;
}

/** The address may be another client's, and with him there may be an open dialog. */
async function refuseIfTaken(
  tx: Tx,
  { workspaceId, scope }: Actor,
  identity: Identity,
  contactId: string,
): Promise<Refusal | null> {
  const owner = await tx.db
    .selectFrom('contact_identities')
    .select('contact_id')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', identity.channelId)
    .where('external_id', '=', identity.externalId)
    .executeTakeFirst();
  if (!owner) return null;
  if (owner.contact_id !== contactId) {
    const seen = await seesContact(tx.db, workspaceId, scope, owner.contact_id);
    return { code: 'known_client', contactId: seen ? owner.contact_id : null };
  }
  const open = await tx.db
    .selectFrom('dialogs')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', identity.channelId)
    .where('external_user_id', '=', identity.externalId)
    .where('status', '<>', 'closed')
    .executeTakeFirst();
  return open ? { code: 'dialog_open', dialogId: open.id } : null;
}

/** @param before the client as he was; null: he is made now */
async function writeAddressee(
  tx: Tx,
  workspaceId: string,
  before: Contact | null,
  contact: Contact,
  identity: Identity,
): Promise<void> {
  if (before && contact === before) return;
  if (before) await writeContact(tx, workspaceId, before, contact);
  else await insertContact(tx, workspaceId, { ...contact, number: await nextContactNumber(tx, workspaceId) });
  await tx.db
    .insertInto('contact_identities')
    .values({
      workspace_id: workspaceId,
      channel_id: identity.channelId,
      external_id: identity.externalId,
      contact_id: contact.id,
      kind: identity.kind,
      display: identity.display,
    })
    .execute();
  if (before) await tellContact(tx, workspaceId, contact.id);
}

async function previousDialog(
  db: Db,
  workspaceId: string,
  contactId: string,
  identity: Identity,
): Promise<string | null> {
  const row = await db
    .selectFrom('dialogs')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .where('channel_id', '=', identity.channelId)
    .where('external_user_id', '=', identity.externalId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
