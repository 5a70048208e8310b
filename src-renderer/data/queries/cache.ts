import type { ReplicaDb } from '../db/database.ts';
import type { CacheView } from './views.ts';

interface WithStorage {
  navigator?: { storage?: { estimate?: () => Promise<{ usage?: number }> } };
}

/** How much lies here. */
export async function readCache(db: ReplicaDb): Promise<CacheView> {
  const rows = await db.dialogs.count();
  const archived = (await db.counters.get('archived'))?.count ?? 0;
  // Not over plain HTTP on a LAN, and not outside of browsers.
  const { storage } = (globalThis as WithStorage).navigator ?? {};
  const usage = await storage?.estimate?.().catch(() => ({ usage: undefined }));
  return { dialogs: rows + archived, archived, bytes: usage?.usage ?? null };
}
