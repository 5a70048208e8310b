/** What the benchmark's page can do, as the harness outside sees it. Arguments and results are plain data. */

export const BENCH_KEY = '__bench';

export interface Took {
  messages: number;
  ms: number;
}

export interface Account {
  hubUrl: string;
  login: string;
  password: string;
}

export interface FirstSync extends Took {
  /** Until the list has rows to work with. */
  usableMs: number;
  /** Until everything that came can be found by its words. */
  searchableMs: number;
  /** Records over all stores of the replica, and its size on the disk as the browser estimates it. */
  records: number;
  bytes: number;
  /** By its own counters. */
  dialogs: number;
}

export interface CounterTimes {
  counterMs: number;
  scanMs: number;
  equal: boolean;
  dialogs: number;
}

export interface SearchTimes {
  /** Of each question, in milliseconds. */
  times: number[];
  /** Messages, over all questions. */
  found: number;
  bytes: number;
}

export interface ReplyTimes {
  replies: number;
  /** All of them in memory, after a start. */
  firstMs: number;
  /** By a new subscription. */
  openMs: number;
  /** Of each question. */
  searchMs: number[];
  useMs: number;
  found: number;
}

export interface TableTimes {
  lines: number;
  /** From the first question until all lines are there. */
  opened: number;
  /** Of each question in a new order; in a known one; for another window of the same. In milliseconds. */
  asked: number[];
  again: number[];
  scrolled: number[];
}

export interface PageCalls {
  /** Floor: one row per message into plain IndexedDB, from memory. @param pages how many pages of rows */
  rowWrites(input: { pages: number; perTransaction: number }): Promise<Took>;
  /** Floor: the same rows fetched and parsed, nothing written. */
  wireOnly(input: { pages: number }): Promise<Took>;
  /** Peer: RxDB's replication into its Dexie storage. */
  rxdb(input: { pages: number }): Promise<Took>;
  /** Peer: PouchDB replicating from a CouchDB. */
  pouchdb(input: { pages: number }): Promise<Took>;
  /** The product: sign in, and wait until the whole replica is there. */
  firstSync(account: Account): Promise<FirstSync>;
  /** The product's local search; waits until everything is indexed first. */
  search(input: Account & { questions: readonly string[] }): Promise<SearchTimes>;
  /** The product's table of dialogs; waits until everything is indexed first. */
  table(input: Account & { scrolls: number }): Promise<TableTimes>;
  /** The product, started on a replica that is behind. @returns milliseconds until a dialog has the message */
  catchUp(input: Account & { dialogId: string; seq: number }): Promise<number>;
  /** The product's counters, and the same counted again by a scan of its store. */
  counters(account: Account): Promise<CounterTimes>;
  /** The library of quick replies: opened, searched, used. */
  replies(input: Account & { questions: readonly string[] }): Promise<ReplyTimes>;
  /** Floor: round trips of a WebSocket, in milliseconds. */
  echo(input: { count: number; pauseMs: number }): Promise<number[]>;
}
