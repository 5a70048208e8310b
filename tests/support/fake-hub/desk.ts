import type { Client } from '#renderer/client/client.ts';
import { ReplicaDb, replicaName } from '#renderer/data/db/database.ts';
import type { SafeStore } from '#renderer/data/db/safe.ts';
import type { SyncStatus } from '#renderer/data/queries/views.ts';
import { openClient, type OpenClientOptions } from '#renderer/session/open-client.ts';
import type { Id } from '#shared/domain/ids.ts';
import { fakeId, HubModel, operatorId } from './model.ts';
import { Chance, FakeNetwork } from './network.ts';
import { isCaughtUp, SMALL_LAYOUT, until } from './replica.ts';
import { FakeHub } from './server.ts';

const WORKSPACE = { id: fakeId(1, 1), name: 'Tea', rev: 1 };
let companies = 0;

/** A safe that lives as long as the test. */
export function memorySafe(): SafeStore & { text: string | null } {
  return {
    text: null,
    read() {
      return this.text;
    },
    write(text) {
      this.text = text;
    },
    remove() {
      this.text = null;
    },
  };
}

/** One computer, one hub, two operators of one line: whole clients, as the window opens them, but for workers. */
export class Company {
  readonly model = new HubModel();
  readonly hub = new FakeHub(this.model);
  readonly network = new FakeNetwork(this.hub, new Chance(1));
  /** What clients ask by; a test may put itself between. */
  fetch: typeof globalThis.fetch = this.network.fetch;
  readonly origin = `http://hub-${(companies += 1)}.test`;
  readonly safes = new Map<Id, ReturnType<typeof memorySafe>>();
  private readonly open = new Set<Client>();

  constructor() {
    for (const n of [1, 2]) this.model.addOperator(n, 'operator', [1]);
  }

  safeOf(n: number): ReturnType<typeof memorySafe> {
    const id = operatorId(n);
    const safe = this.safes.get(id) ?? memorySafe();
    this.safes.set(id, safe);
    return safe;
  }

  databaseOf(n: number): string {
    return replicaName(this.origin, WORKSPACE.id, operatorId(n));
  }

  /** A look into somebody's replica beside his client. */
  async look<T>(n: number, read: (db: ReplicaDb) => Promise<T>): Promise<T> {
    const db = new ReplicaDb(this.databaseOf(n));
    try {
      return await read(db);
    } finally {
      db.close();
    }
  }

  /** @param n number of the operator; each sign-in has a token of its own */
  async signIn(n: number, more: Partial<OpenClientOptions> = {}): Promise<Client> {
    const token = `token ${n} ${(companies += 1)}`;
    this.hub.tokens.set(token, operatorId(n));
    const operator = {
      id: operatorId(n),
      name: `Operator ${n}`,
      role: 'operator' as const,
      active: true,
      rev: 1,
    };
    const client = await openClient({
      hubUrl: this.origin,
      token,
      session: {
        operator,
        workspace: WORKSPACE,
        scope: { operatorId: operator.id, role: 'operator', lineIds: [], branchIds: [] },
        expiresAt: 0,
      },
      worker: false,
      safe: this.safeOf(n),
      engine: {
        fetch: (...request) => this.fetch(...request),
        openSocket: this.network.openSocket,
        random: () => 0.5,
        backoff: { baseMs: 1, maxMs: 4 },
        heartbeatMs: 1_000,
        layout: SMALL_LAYOUT,
        ...more.engine,
      },
      ...(more.depth ? { depth: more.depth } : {}),
    });
    this.open.add(client);
    return client;
  }

  /** The session has ended on the hub's side. */
  expireSessions(): void {
    this.hub.tokens.clear();
    this.hub.dropAll();
  }

  async caughtUp(n: number): Promise<void> {
    await until('the replica is caught up', () => this.look(n, (db) => isCaughtUp(db, this.model)));
  }

  get firstDialog(): Id {
    return [...this.model.dialogs.keys()][0] ?? '';
  }

  /** Texts of operators in the hub, in order. */
  said(id: Id = this.firstDialog): string[] {
    return (this.model.messages.get(id) ?? []).flatMap((message) =>
      message.author.kind === 'operator' && message.body.kind === 'text' ? [message.body.text] : [],
    );
  }

  async close(): Promise<void> {
    for (const client of this.open) await client.close();
  }
}

/** Follows what the client says of itself. */
export function watchStatus(client: Client): { now: () => SyncStatus | undefined; seen: SyncStatus[] } {
  const seen: SyncStatus[] = [];
  client.queries.status().subscribe((status) => seen.push(status));
  return { now: () => seen.at(-1), seen };
}
