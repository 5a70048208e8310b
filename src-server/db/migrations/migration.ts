import type { RawBuilder } from 'kysely';

/** One step of the schema, forward only, run in one transaction with its row in `migrations`. Never edited once released. */
export interface Migration {
  /** 1, 2, 3… without holes; also the file's prefix. */
  number: number;
  name: string;
  up: readonly RawBuilder<unknown>[];
}
