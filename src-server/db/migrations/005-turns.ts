import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const columns = sql`
alter table dialogs add column last_turn jsonb, add column last_client_seq int not null default 0
`;

const fill = sql`
update dialogs d set
  last_client_seq = coalesce((
    select max(m.seq) from messages m
    where m.workspace_id = d.workspace_id and m.dialog_id = d.id and m.author_kind = 'client'), 0),
  last_turn = (
    select jsonb_build_object(
      'seq', m.seq,
      'operatorId', coalesce(m.author_id::text, m.event ->> 'operatorId'),
      'what', coalesce(m.event ->> 'type', 'answered'))
    from messages m
    where m.workspace_id = d.workspace_id and m.dialog_id = d.id
      and (m.outgoing or m.event ->> 'type' in ('claimed', 'finished'))
    order by m.seq desc limit 1)
`;

/** What an answer written offline is measured by: the last thing an operator did in the dialog, and the client's last word. */
export const turns: Migration = { number: 5, name: 'turns', changesRows: true, up: [columns, fill] };
