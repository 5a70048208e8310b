import type { BridgeErrorCode } from '#shared/bridge/errors.ts';

/** Thrown by a handler of a call to answer the page with a code; everything else becomes `failed`. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
