import { backoffMs } from '#shared/lib/backoff.ts';
import { detach } from '#shared/lib/detach.ts';
import { onCommitted } from '../db/changes.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { UploadRow, UploadState } from '../db/upload-row.ts';
import { failedAgain, isHopeless } from '../outbox/patience.ts';
import { sweepUploads } from '../outbox/uploads.ts';
import type { FileApi } from '../transport/file-api.ts';
import { decideRetry, HubError, isOfHub, isOfRequest } from '../transport/hub-error.ts';
import type { createUpload } from '../transport/upload.ts';
import { Held } from './held.ts';
import { Loop, type LoopDeps } from './loop.ts';

export interface UploaderDeps extends LoopDeps {
  db: ReplicaDb;
  files: FileApi;
  upload: ReturnType<typeof createUpload>;
  onRejected(why: 'signed_out' | 'client_too_old' | 'hub_too_old'): void;
}

/**
 * Carries chosen files to the hub, one after the other in the order of choosing, and goes on where it stopped: after a lost
 * connection, and after a restart. The messages that say them wait in the outbox until they are there. One at which the hub fails again
 * and again keeps no other waiting, and in the end waits for the person (`PATIENCE`).
 */
export class Uploader {
  private readonly deps: UploaderDeps;
  private readonly loop: Loop;
  /** By `n`. */
  private readonly held: Held<number>;

  constructor(deps: UploaderDeps) {
    this.deps = deps;
    this.loop = new Loop(deps);
    this.held = new Held(deps.clock);
  }

  start(): void {
    const watched = [{ table: 'uploads' }, { table: 'outbox' }];
    const unwatch = onCommitted(this.deps.db, watched, () => this.loop.wake());
    this.loop.start(() => this.run().finally(unwatch));
  }

  /** The way to the hub is open again. */
  hurry(): void {
    this.held.clear();
    this.loop.hurry();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async run(): Promise<void> {
    while (!this.loop.over) {
      try {
        await sweepUploads(this.deps.db);
        const next = await this.next();
        if (!next) await this.loop.idle(this.held.restMs());
        else if (!(await this.carry(next))) return;
      } catch (error) {
        this.deps.onStorage(error);
        await this.loop.failed(null);
      }
    }
  }

  private async next(): Promise<UploadRow | undefined> {
    const held = this.held.keys();
    const rows = await this.deps.db.uploads.orderBy('n').toArray();
    const due = rows.filter((row) => row.state.kind === 'waiting' && !held.has(row.n));
    // What the hub has failed at goes when there is nothing else.
    return due.find((row) => row.failing === undefined) ?? due[0];
  }

  /** @returns false when there is no sense in going on */
  private async carry(row: UploadRow): Promise<boolean> {
    const { db, upload, files } = this.deps;
    if (row.copyOf !== undefined) return await this.copy(row, row.copyOf);
    const local = await db.files.get(row.id);
    if (!local) {
      await this.put(row, { state: { kind: 'failed', why: 'lost' } });
      return true;
    }
    const cancel = new AbortController();
    const signal = AbortSignal.any([this.loop.signal, cancel.signal]);
    const unwatch = this.cancelWhenRemoved(row, cancel);
    try {
      await this.put(row, { begun: true });
      const { id, name, durationMs } = row.file;
      const onSent = (sent: number) => detach(this.put(row, { sent }), (error) => this.deps.onStorage(error));
      await upload(
        { id, name, durationMs, purpose: row.purpose, blob: local.blob },
        { begun: row.begun, signal, onSent },
      );
      // What the hub says of it by its content; until it does, it is not whole there.
      const file = await files.info(id, signal);
      await this.put(row, { file, sent: file.size, state: { kind: 'done' } });
      this.loop.succeeded();
      return true;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return cancel.signal.aborted || (await this.afterFailure(row, error));
    } finally {
      unwatch();
    }
  }

  /** The hub makes it of what it has. @returns false when there is no sense in going on */
  private async copy(row: UploadRow, from: string): Promise<boolean> {
    try {
      const file = await this.deps.files.copy(row.id, from, this.loop.signal);
      await this.put(row, { file, sent: file.size, state: { kind: 'done' } });
      this.loop.succeeded();
      return true;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      const gone = error.failure.kind === 'status' && error.failure.code === 'not_found';
      if (!gone) return await this.afterFailure(row, error);
      await this.put(row, { state: { kind: 'failed', why: 'lost' } });
      return true;
    }
  }

  private cancelWhenRemoved(row: UploadRow, cancel: AbortController): () => void {
    const { db } = this.deps;
    const look = async (): Promise<void> => {
      if ((await db.uploads.get(row.n)) === undefined) cancel.abort();
    };
    return onCommitted(db, [{ table: 'uploads' }], () => detach(look(), () => undefined));
  }

  private async afterFailure(row: UploadRow, error: HubError): Promise<boolean> {
    const { failure } = error;
    const status = failure.kind === 'status' ? failure.status : null;
    // Somebody else's turn with this upload, or not whole yet: the hub is asked where it stands.
    const asksAgain = status === 409 || status === 423 || status === 404 || status === 410;
    const decision = decideRetry(failure);
    if (!asksAgain && decision.kind === 'give_up') {
      await this.put(row, { state: { kind: 'failed', why: status === 413 ? 'too_large' : 'refused' } });
      return true;
    }
    const afterMs = decision.kind === 'retry' ? decision.afterMs : null;
    if (asksAgain || (decision.kind === 'retry' && isOfRequest(failure)))
      await this.setApart(row, { hopeless: asksAgain || isOfHub(failure), afterMs: afterMs ?? 0 });
    else if (decision.kind === 'retry') await this.loop.failed(afterMs);
    else if (decision.kind !== 'give_up') {
      this.deps.onRejected(decision.kind);
      return false;
    }
    return true;
  }

  /** The hub fails at this one: it goes again later, and others meanwhile. */
  private async setApart(
    row: UploadRow,
    { hopeless, afterMs }: { hopeless: boolean; afterMs: number },
  ): Promise<void> {
    const { clock, random, backoff } = this.deps;
    const failing = failedAgain(row.failing ?? null, clock.now());
    if (hopeless && isHopeless(failing, clock.now())) {
      await this.put(row, { failing, state: { kind: 'failed', why: 'hub_failed' } });
      return;
    }
    this.held.hold(row.n, Math.max(backoffMs(failing.count, random(), backoff), afterMs));
    await this.put(row, { failing });
    // A hub that fails at everything must not be asked for all of it in one go.
    if (failing.count === 1) await this.loop.failed(null);
  }

  /** Changes a row that may have gone meanwhile. */
  private async put(
    row: UploadRow,
    change: Partial<Pick<UploadRow, 'sent' | 'begun' | 'file' | 'failing'>> & { state?: UploadState },
  ): Promise<void> {
    await this.deps.db.uploads.update(row.n, change);
  }
}
