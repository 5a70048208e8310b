import { BENCH_KEY, type PageCalls } from './calls.ts';

/**
 * What the harness calls by name; each measures itself with the page's own clock. Loaded only when called: a page holds
 * one contender, and RxDB's Dexie refuses to share it with ours.
 */
const calls: PageCalls = {
  rowWrites: async (input) => (await import('./floors.ts')).rowWrites(input),
  wireOnly: async (input) => (await import('./floors.ts')).wireOnly(input),
  rxdb: async (input) => (await import('./rxdb.ts')).rxdb(input),
  pouchdb: async (input) => (await import('./pouchdb.ts')).pouchdb(input),
  firstSync: async (input) => (await import('./product.ts')).firstSync(input),
  catchUp: async (input) => (await import('./product.ts')).catchUp(input),
  search: async (input) => (await import('./search.ts')).search(input),
  table: async (input) => (await import('./table.ts')).table(input),
  counters: async (input) => (await import('./counters.ts')).counters(input),
  replies: async (input) => (await import('./replies.ts')).replies(input),
  echo: async (input) => (await import('./echo.ts')).echo(input),
};
Object.assign(globalThis, { [BENCH_KEY]: calls });
