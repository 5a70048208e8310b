/** Lock and channel of one replica's search. Apart from those who use it: who only waits for the lock need not load the index. */
export const lockName = (databaseName: string): string => `otklik-search:${databaseName}`;
