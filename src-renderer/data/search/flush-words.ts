import type { Statements, WordTable } from './statements.ts';

/** @param words exactly those that were put in for this row */
export function takeOutWords(statements: Statements, table: WordTable, row: number, words: string): void {
  statements.run(`insert into ${table} (${table}, rowid, words) values ('delete', ?, ?)`, [row, words]);
  statements.takenOut.add(table);
}

/**
 * To be said between taking words out and putting words in. With `secure-delete`, FTS5 (SQLite 3.53) loses rows of a word of which a row is
 * deleted and put again in one piece of work, when another row follows it. Where nothing was taken out it makes one more list for nothing.
 */
export function flushWords(statements: Statements, table: WordTable): void {
  if (statements.takenOut.delete(table)) statements.run(`insert into ${table} (${table}) values ('flush')`);
}
