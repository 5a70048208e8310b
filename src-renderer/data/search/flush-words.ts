import type { Statements } from './statements.ts';

/**
 * To be said between taking words out and putting words in. With `secure-delete`, FTS5 (SQLite 3.53) loses rows of a word of which a row is
 * deleted and put again in one piece of work, when another row follows it.
 */
export function flushWords(statements: Statements, table: 'message_words' | 'contact_words'): void {
  statements.run(`insert into ${table} (${table}) values ('flush')`);
}
