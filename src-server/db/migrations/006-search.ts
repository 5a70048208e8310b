import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Words of messages and clients. Both as written (for beginnings of words and for what a language calls noise) and as stems. The
 * folding is the one of `src-shared/lib/words.ts`. Bodies are of the kind that is bound when made: indexes are built with an empty search
 * path.
 */
const functions = [
  sql`create function search_words(what text) returns tsvector language sql immutable parallel safe
  begin atomic
    with folded as (
      select replace(regexp_replace(lower(normalize(what, nfc)), '[^[:alnum:]]+', ' ', 'g'), 'ё', 'е') as words
    )
    select to_tsvector('simple'::regconfig, words) || to_tsvector('russian'::regconfig, words) from folded;
  end`,
  // Any part of a number that is long enough: people remember the last digits.
  sql`create function phone_words(phones text[]) returns tsvector language sql immutable parallel safe
  begin atomic
    select array_to_tsvector(array(
      select substr(number.digits, place) from unnest(phones) as phone,
        lateral (select regexp_replace(phone, '[^0-9]+', '', 'g') as digits) as number,
        generate_series(1, length(number.digits) - 2) as place
    ));
  end`,
  sql`create function contact_words(name text, phones text[], emails text[]) returns tsvector language sql immutable parallel safe
  begin atomic
    select search_words(coalesce(name, '') || ' ' || array_to_string(emails, ' ')) || phone_words(phones);
  end`,
  sql`create function identity_words(kind text, external_id text, display text) returns tsvector language sql immutable parallel safe
  begin atomic
    select search_words(coalesce(display, '') || case when kind = 'sitechat' then '' else ' ' || external_id end)
      || case when external_id ~ '^[+]?[0-9]{5,15}$' then phone_words(array[external_id]) else ''::tsvector end;
  end`,
];

const indexes = [
  sql`create index messages_by_word on messages using gin (search_words(text)) where kind = 'text'`,
  // For words that are everywhere: the newest messages are walked until enough of them have it.
  sql`create index messages_by_time on messages (workspace_id, at desc, id desc) where kind = 'text'`,
  sql`create index contacts_by_word on contacts using gin (contact_words(name, phones, emails))`,
  sql`create index identities_by_word on contact_identities using gin (identity_words(kind, external_id, display))`,
];

export const search: Migration = { number: 6, name: 'search', up: [...functions, ...indexes] };
