import type { Channel, ChannelHub, OutgoingMessage, SendOutcome } from '#server/channels/channel.ts';
import { transaction } from '#server/db/transaction.ts';
import type { Received } from '#server/intake/incoming.ts';
import { newId } from '#server/lib/ids.ts';
import { CHANNEL_A, WS } from './company.ts';

/** A messenger that does what the test says and remembers what it was asked. */
export class FakeChannel implements Channel {
  readonly kind = 'telegram';
  readonly limits = { maxTextBytes: 4096 };
  idempotentSend = true;
  /** In the order in which attempts arrived. */
  readonly sent: OutgoingMessage[] = [];
  /** Decides the outcome of an attempt. */
  answer: (message: OutgoingMessage) => Promise<SendOutcome> | SendOutcome = () => ({ kind: 'sent' });
  readonly reads: { dialogId: string; upToSeq: number }[] = [];
  hub: ChannelHub | null = null;

  send(message: OutgoingMessage): Promise<SendOutcome> {
    this.sent.push(message);
    return Promise.resolve(this.answer(message));
  }

  companyRead(_tx: unknown, read: { dialogId: string; upToSeq: number }): Promise<void> {
    this.reads.push(read);
    return Promise.resolve();
  }

  /** A client writes. */
  receive(
    externalUserId: string,
    text: string,
    more: { channelId?: string; externalMessageId?: string; name?: string } = {},
  ): Promise<Received> {
    const { hub } = this;
    if (!hub) throw new Error('The channel is in no hub');
    return transaction(hub.db, (tx) =>
      hub.receive(tx, {
        workspaceId: WS,
        channelId: CHANNEL_A,
        externalUserId,
        externalMessageId: newId(),
        text,
        at: hub.now(),
        ...more,
      }),
    );
  }
}
