/**
 * Imported first, and works when it is imported: the browser opens its store of all databases with the first question, which takes the
 * longer the more lies there, and it does so while the rest of this script is still being read.
 */
try {
  // Asks and changes nothing. Where it is not to be had (an old browser, storage refused) the first database says so itself.
  globalThis.indexedDB.databases().catch(() => undefined);
} catch {
  // As above.
}
