import type { Id } from '#shared/domain/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { Layout } from '../db/pages.ts';
import type { ArchivePart, ReadArchive } from '../transport/archive-stream.ts';
import { readAhead } from '../transport/read-ahead.ts';
import { decideRetry, HubError } from '../transport/hub-error.ts';
import { readArchivePlace, writePacks, type ArchiveBatch, type ArchiveWritten } from './archive-store.ts';
import { Loop, type LoopDeps } from './loop.ts';
import { trimTalks } from './talk-store.ts';
import { tidyArchive } from './tidy.ts';

/** How much of the past a replica keeps. */
export interface ArchiveDepth {
  days: number;
  /** Dialogs altogether; the oldest go first. */
  dialogs: number;
}

export const DEFAULT_DEPTH: ArchiveDepth = { days: 90, dialogs: 20_000 };

export interface ArchiveLinkDeps extends LoopDeps {
  db: ReplicaDb;
  me: Id;
  layout: Layout;
  depth: ArchiveDepth;
  readArchive: ReadArchive;
  /** Null: nothing is on its way. */
  onProgress(progress: { done: number; total: number } | null): void;
}

/** Most dialogs of one answer: far more than go into a transaction, so that the way between two answers hardly counts. */
const LIMIT = 5_000;
/** A transaction ends with the pack that makes it as large: the screen reads between two of them. */
const BATCH_BYTES = 4 * 1024 * 1024;
/** The hub goes on sending while that is written. */
const AHEAD_BYTES = BATCH_BYTES;
const TIDY_MS = 3_600_000;

/**
 * Fetches the archive behind everybody's back, once the replica is live, newest first; goes on where it stopped. What is
 * older than the depth goes.
 */
export class ArchiveLink {
  private readonly deps: ArchiveLinkDeps;
  private readonly loop: Loop;

  constructor(deps: ArchiveLinkDeps) {
    this.deps = deps;
    this.loop = new Loop(deps);
  }

  start(): void {
    this.loop.start(() => this.run());
  }

  /** The replica is live: there may be something to fetch. */
  hurry(): void {
    this.loop.hurry();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async run(): Promise<void> {
    await this.loop.idle(null);
    while (!this.loop.over) {
      const idle = await this.step();
      if (idle) await this.loop.idle(TIDY_MS);
    }
  }

  /** @returns whether there is nothing to do until something happens */
  private async step(): Promise<boolean> {
    const { db, layout, depth, clock } = this.deps;
    try {
      const { next, done, total } = await readArchivePlace(db);
      if (next === null) {
        this.deps.onProgress(null);
        await tidyArchive(db, layout, depth.dialogs, clock.now());
        await trimTalks(db);
        return true;
      }
      this.deps.onProgress({ done, total: total ?? 0 });
      const written = await this.fetch(next);
      this.loop.succeeded();
      if (written !== 'elsewhere') return false;
      // Nobody moved it: the replica is not live any more, and whoever goes live next says so.
      return (await readArchivePlace(db)).next === next;
    } catch (error) {
      if (!(error instanceof HubError)) this.deps.onStorage(error);
      else if (!['retry', 'give_up'].includes(decideRetry(error.failure).kind)) return true;
      await this.loop.failed(askedFor(error));
      return false;
    }
  }

  /** One answer of the hub, written as it comes. */
  private async fetch(after: string): Promise<ArchiveWritten> {
    const { readArchive, depth } = this.deps;
    let batch: (ArchiveBatch & { packs: ArchiveBatch['packs'][number][] }) | null = null;
    let bytes = 0;
    const parts = readArchive({ after, days: depth.days, limit: LIMIT }, this.loop.signal);
    for await (const part of readAhead(parts, sizeOf, AHEAD_BYTES)) {
      if (part.kind === 'opening') {
        batch = { after, cursor: part.cursor, total: part.total, packs: [], next: after };
        continue;
      }
      if (!batch) throw new HubError('GET /api/sync/archive', { kind: 'garbled', detail: 'no opening' });
      if (part.kind === 'pack') {
        batch.packs.push({ head: part.head, body: part.body });
        batch.next = part.head.next;
        bytes += part.body.length;
        if (bytes < BATCH_BYTES) continue;
      } else batch.next = part.next;
      const written = await this.write(batch);
      if (written !== 'written' || batch.next === null) return written;
      batch = { ...batch, after: batch.next, packs: [] };
      bytes = 0;
    }
    return 'written';
  }

  private async write(batch: ArchiveBatch): Promise<ArchiveWritten> {
    const { db, me, depth, layout } = this.deps;
    const written = await writePacks(db, me, batch, depth.dialogs, layout);
    const { next, done, total } = await readArchivePlace(db);
    this.deps.onProgress(next === null ? null : { done, total: total ?? 0 });
    // Wanted no further: as if the answer had ended here.
    return written === 'written' && next === null ? 'elsewhere' : written;
  }
}

function sizeOf(part: ArchivePart): number {
  return part.kind === 'pack' ? part.body.length : 1;
}

/** How long the hub wants to be left alone, if it said so. */
function askedFor(error: unknown): number | null {
  const decision = error instanceof HubError ? decideRetry(error.failure) : null;
  return decision?.kind === 'retry' ? decision.afterMs : null;
}
