import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import type { SayRequest } from '#shared/wire/chat/say.ts';
import { transaction, type Tx } from '../../db/transaction.ts';
import { HttpError } from '../../http/errors.ts';
import { IntakeError, type Incoming, type Received } from '../../intake/incoming.ts';
import type { ChannelHub, OutgoingMessage, SendOutcome } from '../channel.ts';
import { filesOf } from './files.ts';
import { appendItem, messageOfItem } from './items.ts';
import { fillIn } from './marks.ts';
import type { SiteChat } from './settings.ts';
import { publishWake } from './topics.ts';

/**
 * Takes what a visitor wrote: the message in its dialog and the item in his talk, in one transaction, once per `clientId`.
 * @throws HttpError
 */
export async function takeMessage(
  hub: ChannelHub,
  chat: SiteChat,
  visitorId: string,
  said: SayRequest,
): Promise<ChatItem> {
  const { workspaceId, channelId } = chat;
  const clientId = said.clientId.toLowerCase();
  const fileIds = [...new Set(said.files?.map((id) => id.toLowerCase()))];
  if (said.answers && fileIds.length > 0)
    throw new HttpError('bad_request', 'files: answers to a form take none');
  for (const fileId of fileIds) await hub.files.finish({ workspaceId, fileId });
  return await transaction(hub.db, async (tx) => {
    const at = hub.now();
    const key = { workspaceId, visitorId };
    const answered = said.replyTo === undefined ? null : await messageOfItem(tx.db, key, said.replyTo);
    const received = await receive(hub, tx, {
      workspaceId,
      channelId,
      externalUserId: visitorId,
      // Visitors choose their ids themselves: nobody may get hold of another's message by repeating its id.
      externalMessageId: `${visitorId}/${clientId}`,
      name: said.name ?? null,
      pageUrl: said.pageUrl ?? null,
      text: said.text,
      ...(said.answers ? { answers: said.answers } : {}),
      ...(fileIds.length > 0 ? { attachments: filesOf(chat, visitorId, fileIds) } : {}),
      replyTo: answered,
      at,
    });
    const item = await appendItem(tx, key, {
      direction: 'in',
      messageId: received.messageId,
      dialogId: received.dialogId,
      dialogSeq: received.seq,
      clientId,
      authorName: null,
      text: received.text,
      files: received.attachments,
      form: null,
      quotes: answered,
      at,
    });
    if (!item) throw new Error(`Visitor ${visitorId} vanished while he wrote`);
    if (received.answers) await fillIn(tx, key, received.answers);
    tx.afterCommit(() => publishWake(hub.bus, visitorId));
    return item;
  });
}

async function receive(hub: ChannelHub, tx: Tx, incoming: Incoming): Promise<Received> {
  try {
    return await hub.receive(tx, incoming);
  } catch (error) {
    throw error instanceof IntakeError ? refusalOf(error) : error;
  }
}

function refusalOf(error: IntakeError): HttpError {
  switch (error.code) {
    case 'channel_not_found':
    case 'channel_off':
      return new HttpError('not_found', 'There is no such chat');
    case 'form_missing':
      return new HttpError('not_found', error.message);
    case 'form_answered':
      return new HttpError('form_answered', error.message);
    case 'text_empty':
    case 'form_misfilled':
      return new HttpError('bad_request', error.message);
    case 'text_too_large':
      return new HttpError('too_large', error.message);
    default:
      return exhaustive(error.code, 'error of the intake');
  }
}

/** Puts what an operator said into the visitor's talk. Repeated, it changes nothing. */
export async function carryOut(hub: ChannelHub, message: OutgoingMessage): Promise<SendOutcome> {
  const key = { workspaceId: message.workspaceId, visitorId: message.externalUserId };
  const item = await transaction(hub.db, async (tx) => {
    tx.afterCommit(() => publishWake(hub.bus, key.visitorId));
    return await appendItem(tx, key, {
      direction: 'out',
      messageId: message.messageId,
      dialogId: message.dialogId,
      dialogSeq: message.seq,
      clientId: null,
      authorName: message.authorName,
      text: message.text,
      files: message.attachments,
      form: message.form,
      quotes: message.replyTo,
      at: message.at,
    });
  });
  if (item) return { kind: 'sent', externalId: `${key.visitorId}/${item.seq}` };
  return { kind: 'failed', failure: { code: 'rejected', detail: 'The visitor does not exist' } };
}
