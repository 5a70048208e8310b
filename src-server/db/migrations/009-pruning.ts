import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What is forgotten after a time is found by its age. Both grow at their newest end only, which costs an insert next to nothing. */
export const pruning: Migration = {
  number: 9,
  name: 'pruning',
  up: [
    sql`create index intents_by_age on intents (workspace_id, at)`,
    sql`create index delivery_attempts_by_age on delivery_attempts (workspace_id, started_at)`,
  ],
};
