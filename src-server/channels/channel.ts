/**
 * What a channel is to the hub. One folder each; `registry.ts` lists them. Everything that comes in goes through
 * `ChannelHub.receive`, everything that goes out comes through `Channel.send`, called by the delivery worker only.
 */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { DeliveryFailure } from '#shared/domain/delivery.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Bus } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import type { Db, Tx } from '../db/transaction.ts';
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
  text: string;
  /** Name of the operator as clients may see it. */
  authorName: string;
  at: Timestamp;
  /** 1 for the first attempt. */
  attempt: number;
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

/** An operator is typing to the client; ephemeral. */
export interface CompanyTyping {
  workspaceId: Id;
  channelId: Id;
  dialogId: Id;
  externalUserId: string;
}

export interface Channel {
  readonly kind: ChannelKind;
  readonly limits: { readonly maxTextBytes: number };
  /** True when sending the same messageId twice reaches the client once: then an interrupted attempt is repeated. */
  readonly idempotentSend: boolean;
  send(message: OutgoingMessage): Promise<SendOutcome>;
  /** Adds the channel's own routes, in a Fastify scope of its own. */
  register?(app: FastifyInstance): void | Promise<void>;
  /** Runs in the transaction in which the dialog's unread went to 0: rows only, no I/O; `tx.afterCommit` for the rest. */
  companyRead?(tx: Tx, read: CompanyRead): Promise<void>;
  /** Must not throw. */
  companyTyping?(typing: CompanyTyping): void;
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
  /** Advances the delivery state, forward only. Unknown messages and late or repeated receipts are ignored. */
  receipt(receipt: Receipt): Promise<void>;
  /** The client is typing: relayed to operators who see his open dialog, never stored. */
  clientTyping(typing: { workspaceId: Id; channelId: Id; externalUserId: string }): void;
}

export type ChannelFactory = (hub: ChannelHub) => Channel;
