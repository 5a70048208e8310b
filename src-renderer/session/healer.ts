import { detach } from '#shared/lib/detach.ts';
import { announceRenewed } from '../data/db/changes.ts';
import type { ReplicaDb } from '../data/db/database.ts';
import type { Alone, Reopened, SafeStore } from '../data/db/safe.ts';
import { storageTrouble, type StorageTrouble } from '../data/db/storage-trouble.ts';
import type { Healing } from '../data/queries/views.ts';
import { Observed } from '../data/sync/state.ts';
import { reopenReplica } from './open-replica.ts';

export interface HealerDeps {
  db: ReplicaDb;
  store: SafeStore;
  alone: Alone;
  /** What works on the database beside the screens; stopped before it is opened again. */
  workers: { stop(): Promise<void>; start(): void };
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Trouble so soon after the last healing is not healed by doing the same again, in milliseconds. */
const CALM_MS = 10 * 60_000;
/** A database is lost when somebody deletes it; who goes on doing so is not to be answered for ever. */
const MOST_HEALINGS = 5;

/**
 * The one place that heals the local copy. At the first trouble the database is opened again and looked through; at the next it
 * is thrown away and taken anew from the hub; at the third the person is told that this computer cannot do it. Outbox and
 * drafts go along each time.
 */
export class Healer {
  readonly state: Observed<Healing>;
  private readonly deps: HealerDeps;
  private damages = 0;
  private healings = 0;
  private lastAt = -Infinity;
  private closed = false;

  /** @param opened how the database was found at the start */
  constructor(deps: HealerDeps, opened: Reopened) {
    this.deps = deps;
    this.state = new Observed<Healing>(healingAfter(opened));
    deps.db.onTrouble = (trouble) => this.report(trouble);
  }

  /** @returns whether it is seen to */
  report(trouble: StorageTrouble): boolean {
    if (this.closed) return true;
    const { kind } = this.state.current();
    if (trouble.kind === 'full') return false;
    if (kind === 'busy') return true;
    if (kind === 'given_up') return false;
    const again = trouble.kind === 'lost' || trouble.kind === 'damaged';
    if (!again || !this.mayTry(trouble)) this.state.set({ kind: 'given_up', trouble });
    else detach(this.heal(trouble), (error) => this.failed(error));
    return true;
  }

  /** The person has read what happened. */
  dismiss(): void {
    if (this.state.current().kind === 'healed') this.state.set({ kind: 'well' });
  }

  /** From now on what happens to the database is meant. */
  close(): void {
    this.closed = true;
  }

  private mayTry(trouble: StorageTrouble): boolean {
    const now = this.deps.now();
    if (now - this.lastAt > CALM_MS) [this.damages, this.healings] = [0, 0];
    this.lastAt = now;
    this.healings += 1;
    if (trouble.kind === 'damaged') this.damages += 1;
    return this.damages <= 2 && this.healings <= MOST_HEALINGS;
  }

  private async heal(trouble: StorageTrouble): Promise<void> {
    const { db, store, alone, workers } = this.deps;
    console.warn(`the local copy is ${trouble.kind} and is being healed`, trouble.detail);
    this.state.set({ kind: 'busy' });
    await workers.stop();
    let reopened: Reopened = { renewed: false, restored: 0 };
    const anew = trouble.kind === 'damaged' && this.damages > 1;
    await alone(async () => {
      if (!this.closed) reopened = await reopenReplica(db, store, anew);
    });
    if (this.closed) return;
    announceRenewed(db);
    workers.start();
    this.state.set(healingAfter(reopened));
  }

  private failed(error: unknown): void {
    const trouble = storageTrouble(error) ?? { kind: 'damaged', detail: String(error) };
    if (!this.closed) this.state.set({ kind: 'given_up', trouble });
  }
}

function healingAfter({ renewed, restored }: Reopened): Healing {
  return renewed ? { kind: 'healed', restored } : { kind: 'well' };
}
