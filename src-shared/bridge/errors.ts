/**
 * How a call fails. Electron flattens exceptions that cross its bridge to a text, so an answer is
 * a tagged union instead: the code survives, and the page can decide by it.
 */
export type BridgeErrorCode =
  /** The argument does not fit the contract. */
  | 'invalid_arguments'
  /** The caller is not the main frame of our own window, or the address is not allowed. */
  | 'forbidden'
  /** The shell tried and could not, e.g. the disk is full. */
  | 'failed';

export interface BridgeFailure {
  readonly code: BridgeErrorCode;
  /** English, for the log; says what was tried. Carries no argument values. */
  readonly message: string;
}

export type BridgeResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: BridgeFailure };
