import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import type { Db, Tx } from '../db/transaction.ts';
import { takeReceipt } from '../deliveries/receipt.ts';
import { receive } from '../intake/receive.ts';
import { newId } from '../lib/ids.ts';
import type { LiveHub } from '../live/live-hub.ts';
import { clientTyping } from '../live/typing.ts';
import type { Channel, ChannelHub, CompanyRead } from './channel.ts';

interface Parts {
  db: Db;
  bus: Bus;
  log: Logger;
  config: Config;
  live: LiveHub;
  now(this: void): number;
}

/** The hub as channels see it. */
export function createChannelHub({ db, bus, log, config, live, now }: Parts): ChannelHub {
  return {
    db,
    bus,
    log,
    config,
    now,
    newId,
    receive: (tx, incoming) => receive(tx, { bus, now, newId }, incoming),
    receipt: (receipt) => takeReceipt(db, bus, receipt),
    clientTyping: (typing) => {
      clientTyping({ db, live }, typing).catch((error: unknown) =>
        log.debug({ err: error }, "a client's typing was not relayed"),
      );
    },
  };
}

/** Tells the dialog's channel that the company has read the client. */
export async function tellCompanyRead(
  channels: readonly Channel[],
  tx: Tx,
  read: CompanyRead,
): Promise<void> {
  const row = await tx.db
    .selectFrom('channels')
    .select('kind')
    .where('workspace_id', '=', read.workspaceId)
    .where('id', '=', read.channelId)
    .executeTakeFirst();
  const channel = channels.find((candidate) => candidate.kind === row?.kind);
  await channel?.companyRead?.(tx, read);
}
