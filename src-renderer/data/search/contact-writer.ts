import type { Id } from '#shared/domain/ids.ts';
import { contactWords, type ContactSummary } from './documents.ts';
import { flushWords, takeOutWords } from './flush-words.ts';
import type { Statements } from './statements.ts';

/** A client as the index keeps him. */
export interface ContactEntry {
  id: Id;
  rev: number;
  /** JSON of `ContactSummary`. */
  body: string;
  /** For FTS5. */
  words: string;
}

export function contactEntry(rev: number, contact: ContactSummary): ContactEntry {
  return { id: contact.id, rev, body: JSON.stringify(contact), words: contactWords(contact) };
}

/**
 * A client of whom no dialog is here has come too early or too late: he comes again with his dialog, or not at all.
 * @param housed those of whom a dialog is known to be here
 */
export function putContacts(
  statements: Statements,
  contacts: readonly ContactEntry[],
  housed: ReadonlySet<Id>,
): void {
  const newest = new Map<Id, ContactEntry>();
  for (const one of contacts) {
    const other = newest.get(one.id);
    if (!other || other.rev <= one.rev) newest.set(one.id, one);
  }
  if (newest.size === 0) return;
  const dialogOf = statements.bulk('select n from dialog where contact = ? limit 1');
  const numberOf = statements.bulk('select n from contact where id = ?');
  const revOf = statements.bulk('select rev from contact where n = ?');
  const insert = statements.bulk('insert into contact (id, rev, body, words) values (?, ?, ?, ?)');
  const worded: { n: number; words: string }[] = [];
  for (const one of newest.values()) {
    const { id, rev, body, words } = one;
    if (!housed.has(id) && dialogOf.text(1, id).first() === null) continue;
    const n = numberOf.text(1, id).first();
    if (n === null)
      worded.push({ n: insert.text(1, id).number(2, rev).text(3, body).text(4, words).insert(), words });
    // The same client comes with every one of his dialogs: mostly there is nothing to change.
    else if ((revOf.number(1, n).first() ?? 0) < rev && changeContact(statements, n, one))
      worded.push({ n, words });
  }
  // Also for those whom an earlier batch of this transaction has dropped: their numbers are given anew.
  flushWords(statements, 'contact_words');
  const insertWords = statements.bulk('insert into contact_words (rowid, words) values (?, ?)');
  for (const { n, words } of worded.toSorted((x, y) => x.n - y.n))
    insertWords.number(1, n).text(2, words).run();
}

/** @returns whether his words are to be put anew */
function changeContact(statements: Statements, n: number, { rev, body, words }: ContactEntry): boolean {
  const [wordsBefore] = statements.first('select words from contact where n = ?', [n]) ?? [];
  statements.run('update contact set rev = ?, body = ?, words = ? where n = ?', [rev, body, words, n]);
  if (wordsBefore === words) return false;
  takeOutWords(statements, 'contact_words', n, String(wordsBefore));
  return true;
}

export function dropContact(statements: Statements, id: Id): void {
  const found = statements.first('select n, words from contact where id = ?', [id]);
  if (!found) return;
  takeOutWords(statements, 'contact_words', Number(found[0]), String(found[1]));
  statements.run('delete from contact where n = ?', [found[0] ?? 0]);
}
