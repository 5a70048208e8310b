/** Queries of people as `tsquery`. Words hold letters and digits only (`wordsOf`), so nothing in them means anything to PostgreSQL. */
import { sql, type RawBuilder } from 'kysely';
import type { SearchQuery } from '#shared/lib/search-query.ts';
import { typedNumbers } from '#shared/lib/words.ts';

type TsQuery = RawBuilder<unknown>;

/** The beginning of a word, or another form of it. A letter alone stands for itself. */
function wordQuery(word: string): TsQuery {
  if (word.length === 1) return sql`to_tsquery('simple', ${word})`;
  return sql`(to_tsquery('simple', ${`${word}:*`}) || to_tsquery('russian', ${word}))`;
}

/** All words, and each phrase word for word. */
export function messageQuery({ words, phrases }: SearchQuery): TsQuery {
  return sql.join(
    [
      ...words.map(({ word }) => wordQuery(word)),
      ...phrases.map((phrase) => sql`phraseto_tsquery('simple', ${phrase.join(' ')})`),
    ],
    sql` && `,
  );
}

/** Names by words, or a number by any part of it when nothing but a number was typed. */
export function contactQuery(query: SearchQuery, typed: string): TsQuery {
  const words = sql.join(
    query.words.map(({ word }) => wordQuery(word)),
    sql` && `,
  );
  const numbers = typedNumbers(typed).map((digits) => sql`to_tsquery('simple', ${`${digits}:*`})`);
  return sql.join([sql`(${words})`, ...numbers], sql` || `);
}
