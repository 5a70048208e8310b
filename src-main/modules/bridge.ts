/** The shell's end of the typed IPC map. The only file of the shell that touches `ipcMain` and `webContents.send`. */
import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { z } from 'zod';
import { bridgeCalls } from '#shared/bridge/calls.ts';
import type { CallResult } from '#shared/bridge/calls.ts';
import { callChannels } from '#shared/bridge/channels.ts';
import type { CallChannel, EventChannel } from '#shared/bridge/channels.ts';
import type { BridgeErrorCode, BridgeResult } from '#shared/bridge/errors.ts';
import type { EventPayload } from '#shared/bridge/events.ts';
import { CallRefused } from './call-refused.ts';
import type { ShellLog } from './logging.ts';

export type CallHandlers = {
  readonly [C in CallChannel]: (
    args: z.output<(typeof bridgeCalls)[C]['args']>,
  ) => CallResult<C> | Promise<CallResult<C>>;
};

export interface Bridge {
  /** Installs the handler of every call; a call without one does not compile. */
  answer(handlers: CallHandlers): void;
  /** Tells a page something; does nothing when its window is gone. */
  tell<E extends EventChannel>(contents: WebContents | null, event: E, payload: EventPayload<E>): void;
}

type AnyHandler = (args: unknown) => unknown;

/** @param isTrusted whether the sender is the main frame of our own window and shows our own page. */
export function openBridge(isTrusted: (event: IpcMainInvokeEvent) => boolean, log: ShellLog): Bridge {
  // electron-store answers every page that asks for the data folder; ours have no business with it.
  ipcMain.removeAllListeners('electron-store-get-data');
  return {
    answer(handlers) {
      for (const channel of callChannels) {
        // Schema and handler of one channel belong together by `CallHandlers`; a loop cannot express it.
        const handler = handlers[channel] as AnyHandler;
        ipcMain.handle(channel, (event: IpcMainInvokeEvent, args: unknown) => {
          if (!isTrusted(event)) {
            log.error(`Call ${channel} from a frame that is not ours was refused`);
            return failure('forbidden', `${channel}: only the main window may call`);
          }
          return answerCall(channel, handler, args, log);
        });
      }
    },
    tell(contents, event, payload) {
      if (contents !== null && !contents.isDestroyed()) contents.send(event, payload);
    },
  };
}

async function answerCall(
  channel: CallChannel,
  handler: AnyHandler,
  rawArgs: unknown,
  log: ShellLog,
): Promise<BridgeResult<unknown>> {
  const { args, result } = bridgeCalls[channel];
  const parsed = args.safeParse(rawArgs);
  // Paths and expectations only: the values may be secrets.
  if (!parsed.success) return failure('invalid_arguments', `${channel}: ${z.prettifyError(parsed.error)}`);
  try {
    return { ok: true, value: result.parse(await handler(parsed.data)) };
  } catch (error) {
    if (error instanceof CallRefused) return failure(error.code, `${channel}: ${error.message}`);
    log.error(`Call ${channel} failed`, error);
    return failure('failed', `${channel}: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}

function failure(code: BridgeErrorCode, message: string): BridgeResult<never> {
  return { ok: false, error: { code, message } };
}
