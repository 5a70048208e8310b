import { sql } from 'kysely';
import type {
  Channel,
  ChannelHub,
  CompanyReadRows,
  CompanyTyping,
  OutgoingChange,
  OutgoingMessage,
  SendOutcome,
} from '#server/channels/channel.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import { transaction } from '#server/db/transaction.ts';
import type { Incoming, Received } from '#server/intake/incoming.ts';
import { newId } from '#server/lib/ids.ts';
import { CHANNEL_A, WS } from './company.ts';

/** A messenger that does what the test says and remembers what it was asked. */
export class FakeChannel implements Channel {
  kind: ChannelKind = 'telegram';
  idempotentSend = true;
  /** In the order in which attempts arrived. */
  readonly sent: OutgoingMessage[] = [];
  /** Decides the outcome of an attempt. */
  answer: (message: OutgoingMessage) => Promise<SendOutcome> | SendOutcome = () => ({ kind: 'sent' });
  /** Changes of messages, in the order in which attempts arrived. */
  readonly changes: OutgoingChange[] = [];
  answerChange: (change: OutgoingChange) => Promise<SendOutcome> | SendOutcome = () => ({ kind: 'sent' });
  readonly reads: { dialogId: string; upToSeq: number }[] = [];
  /** Dialogs whose clients were told that somebody types. */
  readonly typings: string[] = [];
  hub: ChannelHub | null = null;

  send(message: OutgoingMessage): Promise<SendOutcome> {
    this.sent.push(message);
    return Promise.resolve(this.answer(message));
  }

  amend(change: OutgoingChange): Promise<SendOutcome> {
    this.changes.push(change);
    return Promise.resolve(this.answerChange(change));
  }

  companyRead(read: { dialogId: string; upToSeq: number }): CompanyReadRows {
    return {
      // Any statement that obeys its condition.
      statement: (when) => sql`update channels set name = name where id = ${CHANNEL_A} and ${when}`,
      wake: () => void this.reads.push(read),
    };
  }

  companyTyping({ dialogId }: CompanyTyping): void {
    this.typings.push(dialogId);
  }

  /** A client writes. */
  receive(externalUserId: string, text: string, more: Partial<Incoming> = {}): Promise<Received> {
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
