/** Why a hub did not start, in a form that scripts decide by. `message` says what was tried and what a person can do. */
export type StartErrorCode =
  | 'bad_config'
  | 'port_busy'
  | 'address_unavailable'
  | 'data_in_use'
  | 'data_damaged'
  | 'data_not_writable'
  | 'database_unreachable'
  | 'database_too_new'
  | 'database_failed';

export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartErrorCode;
  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The `code` of a system or database error (`ENOENT`, `23505`…), if it has one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
