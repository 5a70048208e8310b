import type { RawBuilder } from 'kysely';

/** One step of the schema, forward only, run in one transaction with its row in `migrations`. Never edited once released. */
export interface Migration {
  /** 1, 2, 3… without holes; also the file's prefix. */
  number: number;
  name: string;
  /**
   * A row as clients get it (a schema in `src-shared/domain`) means something else from here on. The feed keeps rows as they were
   * written and hands them out unparsed, and replicas keep what they were given: so every workspace begins a new epoch with it.
   */
  changesRows?: true;
  up: readonly RawBuilder<unknown>[];
}
