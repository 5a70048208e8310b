/** What the preload script puts into the page as `window.otklik`. */
import type { CallArgs, CallResult } from './calls.ts';
import type { CallChannel, EventChannel } from './channels.ts';
import type { BridgeResult } from './errors.ts';
import type { EventPayload } from './events.ts';

export type BridgeCallFunctions = {
  readonly [C in CallChannel]: (args: CallArgs<C>) => Promise<BridgeResult<CallResult<C>>>;
};

export interface OtklikBridge {
  readonly calls: BridgeCallFunctions;
  /** Subscribes to an event of the shell; the returned function ends the subscription. */
  on<E extends EventChannel>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}
