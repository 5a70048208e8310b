import { Dexie, type Table } from 'dexie';
import type { Id } from '#shared/domain/ids.ts';
import { sessionSchema, type Session } from '#shared/wire/http/session.ts';

/**
 * Who was signed in at which hub, so that the client opens without a network. No secrets: the token lies in the platform's
 * secret store. A database of its own, because it names the replica to open.
 */
class SessionDb extends Dexie {
  declare readonly sessions: Table<{ origin: string; session: unknown }, string>;

  constructor() {
    super('otklik-sessions', { cache: 'disabled' });
    // 1: the first shape.
    this.version(1).stores({ sessions: 'origin' });
  }
}

async function withDb<T>(work: (db: SessionDb) => Promise<T>): Promise<T> {
  const db = new SessionDb();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

export async function rememberSession(origin: string, session: Session): Promise<void> {
  await withDb((db) => db.sessions.put({ origin, session }));
}

/** Null when there is none, or none that this version can read. */
export async function recallSession(origin: string): Promise<Session | null> {
  const row = await withDb((db) => db.sessions.get(origin));
  const parsed = sessionSchema.safeParse(row?.session);
  return parsed.success ? parsed.data : null;
}

/** Forgets a person's session, and no other's that took its place meanwhile. */
export async function forgetSession(origin: string, operatorId: Id): Promise<void> {
  await withDb((db) =>
    db.transaction('rw', db.sessions, async () => {
      const parsed = sessionSchema.safeParse((await db.sessions.get(origin))?.session);
      if (!parsed.success || parsed.data.operator.id === operatorId) await db.sessions.delete(origin);
    }),
  );
}
