import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/transaction.ts';
import { takeReceipt } from '../deliveries/receipt.ts';
import type { Files } from '../files/files.ts';
import { react } from '../intake/react.ts';
import { receive } from '../intake/receive.ts';
import { newId } from '../lib/ids.ts';
import type { LiveHub } from '../live/live-hub.ts';
import { clientTyping } from '../live/typing.ts';
import type { ChannelHub } from './channel.ts';

interface Parts {
  db: Db;
  bus: Bus;
  log: Logger;
  config: Config;
  files: Files;
  live: LiveHub;
  now(this: void): number;
}

/** The hub as channels see it. */
export function createChannelHub({ db, bus, log, config, live, files, now }: Parts): ChannelHub {
  return {
    db,
    bus,
    log,
    config,
    files,
    now,
    newId,
    receive: (tx, incoming) => receive(tx, { bus, now, newId }, incoming),
    reaction: (tx, reaction) => react(tx, bus, reaction),
    receipt: (receipt) => takeReceipt(db, bus, receipt),
    clientTyping: (typing) => {
      clientTyping({ db, live }, typing).catch((error: unknown) =>
        log.debug({ err: error }, "a client's typing was not relayed"),
      );
    },
  };
}
