import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const messages = sql`
alter table messages
  add column form jsonb,
  add column answers jsonb,
  -- A form goes out to a client or is none (scenario C4); what was deleted asks nothing any more.
  add constraint form_goes_out check (form is null
    or (author_kind = 'operator' and visibility = 'public' and kind = 'text' and deleted is null)),
  add constraint client_answers check (answers is null or (author_kind = 'client' and kind = 'text'))
`;

/** Forms for clients and their answers. */
export const forms: Migration = {
  number: 19,
  name: 'forms',
  changesRows: true,
  up: [
    messages,
    // A form goes to one client, and he answers it once, whatever runs at the same time.
    sql`create unique index answers_of_form on messages (workspace_id, (answers ->> 'formId')) where answers is not null`,
    sql`alter table sitechat_items add column form jsonb, add check (form is null or direction = 'out')`,
  ],
};
