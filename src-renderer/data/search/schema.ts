/**
 * The index's own database. Raise the format when tables, words or what is indexed change: an index of another format is thrown away
 * and made anew from the replica, which is all there is to a migration here.
 */
export const INDEX_FORMAT = 4;

/**
 * `message.id` is time × 1024 plus a number that tells equal times apart: walking ids backwards gives the newest first, from FTS5's
 * own lists, without sorting.
 *
 * The FTS5 tables hold no text (`content=''`) and no positions (`detail=none`): phrases are looked for in the text itself. Words come folded
 * and divided by spaces, so `ascii`, which takes everything else for letters, is the fastest tokenizer. `secure-delete`: what is
 * deleted leaves the lists at once, not at some later merge. `prefix`: beginnings of these lengths have lists of their own (`INDEXED_PREFIXES`).
 *
 * `dialog.row` is what the table of dialogs shows of it (JSON of `DialogPart`): packs are read once for both.
 */
export const SCHEMA = `
create table dialog (
  n integer primary key,
  id text not null unique,
  contact text not null,
  at integer not null,
  mark text not null,
  row text not null
);
create index dialog_by_mark on dialog (mark);
create index dialog_of_contact on dialog (contact, at);
create table pack (key text primary key) without rowid;
create table message (
  id integer primary key,
  dialog integer not null,
  seq integer not null,
  author text,
  hidden integer not null,
  text text not null
);
create unique index message_place on message (dialog, seq);
create table contact (
  n integer primary key,
  id text not null unique,
  rev integer not null,
  body text not null,
  words text not null
);
create virtual table message_words using fts5 (
  words, content='', columnsize=0, detail=none, prefix='2 3 4', tokenize='ascii'
);
create virtual table contact_words using fts5 (
  words, content='', columnsize=0, detail=none, prefix='2 3 4', tokenize='ascii'
);
insert into message_words (message_words, rank) values ('secure-delete', 1), ('hashsize', 16777216);
insert into contact_words (contact_words, rank) values ('secure-delete', 1);
pragma user_version = ${INDEX_FORMAT};
`;

/** Before anything is read. One owner at a time, so nobody needs locks; what was deleted is overwritten, journals included. */
export const PRAGMAS = `
pragma locking_mode = exclusive;
pragma journal_mode = truncate;
pragma secure_delete = on;
pragma synchronous = normal;
pragma temp_store = memory;
pragma cache_size = -16384;
`;
