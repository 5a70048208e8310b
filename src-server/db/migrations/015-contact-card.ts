import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Numbers and addresses say where they come from; what could be read of older ones stays. */
const reach = [
  sql`drop index contacts_by_word`,
  sql`drop function contact_words(text, text[], text[])`,
  sql`alter table contacts rename column phones to old_phones`,
  sql`alter table contacts rename column emails to old_emails`,
  sql`alter table contacts
    add column phones jsonb not null default '[]',
    add column emails jsonb not null default '[]',
    add column tags text[] not null default '{}',
    add column notes jsonb not null default '[]',
    add column merged jsonb not null default '[]',
    add column merged_into uuid,
    -- What colleagues took away of the client's own words: not to be picked up again. Nobody is told of it.
    add column dropped text[] not null default '{}',
    add foreign key (workspace_id, merged_into) references contacts`,
  sql`update contacts set
      phones = coalesce((
        select jsonb_agg(jsonb_build_object('value', one.value, 'written', one.written, 'source', 'operator', 'label', null,
          'addedAt', trunc(extract(epoch from created_at) * 1000)::bigint))
        from (
          select distinct on (value) value, written from (
            select regexp_replace('+' || regexp_replace(phone, '[^0-9]+', '', 'g'), '^[+]8([0-9]{10})$', '+7\\1') as value,
              left(phone, 100) as written
            from unnest(old_phones) phone) as read
          where value ~ '^[+][1-9][0-9]{4,14}$'
        ) as one), '[]'),
      emails = coalesce((
        select jsonb_agg(jsonb_build_object('value', one.value, 'written', one.value, 'source', 'operator', 'label', null,
          'addedAt', trunc(extract(epoch from created_at) * 1000)::bigint))
        from (
          select distinct lower(email) as value from unnest(old_emails) email
          where email ~ '^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$' and length(email) <= 254
        ) as one), '[]')
    where old_phones <> '{}' or old_emails <> '{}'`,
  sql`alter table contacts drop column old_phones, drop column old_emails`,
];

const search = [
  sql`create function contact_words(name text, phones jsonb, emails jsonb, tags text[], notes jsonb)
    returns tsvector language sql immutable parallel safe
  begin atomic
    select search_words(coalesce(name, '') || ' ' || array_to_string(tags, ' ')
        || ' ' || coalesce((select string_agg(email ->> 'value', ' ') from jsonb_array_elements(emails) as email), '')
        || ' ' || coalesce((select string_agg(note ->> 'text', ' ') from jsonb_array_elements(notes) as note), ''))
      || phone_words(array(select phone ->> 'value' from jsonb_array_elements(phones) as phone));
  end`,
  sql`create index contacts_by_word on contacts using gin (contact_words(name, phones, emails, tags, notes))`,
  // Who else has this number, this address.
  sql`create index contacts_by_phone on contacts using gin (phones jsonb_path_ops)`,
  sql`create index contacts_by_email on contacts using gin (emails jsonb_path_ops)`,
  sql`create index contacts_with_tags on contacts (workspace_id) where tags <> '{}'`,
  sql`create index messages_with_files on messages (workspace_id, dialog_id, seq) where attachments <> '[]'`,
];

/** What came with a merge, so that it can be taken apart again. */
const merges = sql`create table contact_merges (
  workspace_id uuid not null,
  -- Of the intent that did it.
  id uuid not null,
  from_id uuid not null,
  into_id uuid not null,
  brought jsonb not null,
  undone boolean not null default false,
  primary key (workspace_id, id),
  foreign key (workspace_id, from_id) references contacts,
  foreign key (workspace_id, into_id) references contacts
)`;

/** The card of a client: tags, notes, where numbers come from; merging and taking apart again. */
export const contactCard: Migration = {
  number: 15,
  name: 'contact-card',
  changesRows: true,
  up: [
    ...reach,
    ...search,
    merges,
    sql`create unique index merge_of_contact on contact_merges (workspace_id, from_id) where not undone`,
    sql`create index merges_into_contact on contact_merges (workspace_id, into_id) where not undone`,
  ],
};
