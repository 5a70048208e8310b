/**
 * What a channel is to the hub. One folder each; `registry.ts` lists them. Everything that comes in goes through
 * `ChannelHub.receive`, everything that goes out comes through `Channel.send`, called by the delivery worker only.
 */
import type { FastifyInstance } from 'fastify';
import type { RawBuilder } from 'kysely';
import type { Logger } from 'pino';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { DeliveryFailure } from '#shared/domain/delivery.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { Form } from '#shared/domain/form.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Bus } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { Files } from '../files/files.ts';
import type { Incoming, Received } from '../intake/incoming.ts';

/** A public message on its way to the client. */
export interface OutgoingMessage {
  workspaceId: Id;
  channelId: Id;
  dialogId: Id;
  messageId: Id;
  /** Place in the dialog. Messages of one dialog come in this order, each after the one before it was settled. */
  seq: number;
  externalUserId: string;
  /** Empty only where there are attachments. */
  text: string;
  attachments: readonly Attachment[];
  /** What it asks the client; null where his messenger shows no forms. */
  form: Form | null;
  /** Name of the operator as clients may see it. */
  authorName: string;
  at: Timestamp;
  /** 1 for the first attempt. */
  attempt: number;
  /** The public message that it answers. */
  replyTo: Id | null;
}

/** What was done to a public message that the client may already have. It says how things are now: done twice, it is done once. */
export interface OutgoingChange {
  workspaceId: Id;
  channelId: Id;
  dialogId: Id;
  messageId: Id;
  externalUserId: string;
  /** What the channel called the message when it was sent. */
  externalId: string | null;
  change:
    | { what: 'edit'; text: string }
    | { what: 'delete' }
    /** All reactions of the company that are to be seen. */
    | { what: 'react'; emojis: string[] };
}

/** What the channel knows after an attempt. A thrown error counts as `retry` for an idempotent channel, else as `unknown`. */
export type SendOutcome =
  | { kind: 'sent'; externalId?: string }
  /** Try again, not before `afterS` seconds if the vendor said so. After the last attempt it fails with `failure`. */
  | { kind: 'retry'; failure: DeliveryFailure; afterS?: number }
  | { kind: 'failed'; failure: DeliveryFailure }
  /** The channel may or may not have taken it. Never sent again. */
  | { kind: 'unknown' };

/** The company has read everything that this client wrote in the dialog, up to message `upToSeq`. */
export interface CompanyRead {
  workspaceId: Id;
  channelId: Id;
  dialogId: Id;
  externalUserId: string;
  upToSeq: number;
}

export interface CompanyReadRows {
  /** One data-modifying statement; it must do nothing where `when` is not true. */
  statement(when: RawBuilder<boolean>): RawBuilder<unknown>;
  /** After the commit, for hints. Must not throw. */
  wake(): void;
}

/** An operator is typing to the client; ephemeral. */
export interface CompanyTyping {
  workspaceId: Id;
  channelId: Id;
  dialogId: Id;
  externalUserId: string;
}

export interface Channel {
  readonly kind: ChannelKind;
  /** True when sending the same messageId twice reaches the client once: then an interrupted attempt is repeated. */
  readonly idempotentSend: boolean;
  send(message: OutgoingMessage): Promise<SendOutcome>;
  /** What of it the messenger can do stands in `abilitiesOf`. Missing: nothing. */
  amend?(change: OutgoingChange): Promise<SendOutcome>;
  /** Adds the channel's own routes, in a Fastify scope of its own. */
  register?(app: FastifyInstance): void | Promise<void>;
  /** What the channel writes together with the change by which the dialog's unread went to 0. Pure: it may be asked again. */
  companyRead?(read: CompanyRead): CompanyReadRows;
  /** Must not throw. */
  companyTyping?(typing: CompanyTyping): void;
  /** The dialog was finished: whoever was shown as typing does not any more. Must not throw. */
  companyStopped?(typing: CompanyTyping): void;
  /** How many connections its clients hold open here now, if they connect to the hub itself. */
  connections?(this: void): number;
  /** The hub stops: end timers and connections. */
  stop?(): Promise<void>;
}

/** A receipt of the client's messenger about something we sent. Name it by our id or by the channel's. */
export interface Receipt {
  workspaceId: Id;
  channelId: Id;
  message: { id: Id } | { externalId: string };
  state: 'sent' | 'delivered' | 'read';
  at: Timestamp;
}

/** The hub as a channel sees it. */
export interface ChannelHub {
  readonly db: Db;
  readonly bus: Bus;
  readonly log: Logger;
  readonly config: Config;
  readonly files: Files;
  /** The hub's clock, in milliseconds. */
  now(): Timestamp;
  newId(): Id;
  /**
   * Stores what a client wrote, once per `externalMessageId`, in `tx` together with whatever the channel stores itself.
   * Answer the client's messenger only after the commit. Call it before the transaction writes anything else: it takes
   * the dialog's lock, and transaction ids must rise in the order of the changes to one dialog.
   * @throws IntakeError when the channel is unknown or switched off, or the text is blank or too large
   */
  receive(tx: Tx, incoming: Incoming): Promise<Received>;
  /**
   * Keeps the client's reaction to a message of his talk; null takes it away. Like `receive`, before the transaction writes anything.
   * @returns false when there is no such message, or nothing left of it
   */
  reaction(tx: Tx, reaction: ClientReaction): Promise<boolean>;
  /** Advances the delivery state, forward only. Unknown messages and late or repeated receipts are ignored. */
  receipt(receipt: Receipt): Promise<void>;
  /** The client is typing: relayed to operators who see his open dialog, never stored. */
  clientTyping(typing: { workspaceId: Id; channelId: Id; externalUserId: string }): void;
}

/** How a client feels about one message. */
export interface ClientReaction {
  workspaceId: Id;
  messageId: Id;
  emoji: string | null;
}

export type ChannelFactory = (hub: ChannelHub) => Channel;
