import { detach } from '#shared/lib/detach.ts';
import { onCommitted } from '../db/changes.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { UploadRow, UploadState } from '../db/upload-row.ts';
import { sweepUploads } from '../outbox/uploads.ts';
import type { FileApi } from '../transport/file-api.ts';
import { decideRetry, HubError } from '../transport/hub-error.ts';
import type { createUpload } from '../transport/upload.ts';
import { Loop, type LoopDeps } from './loop.ts';

export interface UploaderDeps extends LoopDeps {
  db: ReplicaDb;
  files: FileApi;
  upload: ReturnType<typeof createUpload>;
  onRejected(why: 'signed_out' | 'client_too_old' | 'hub_too_old'): void;
}

/**
 * Carries chosen files to the hub, one after the other in the order of choosing, and goes on where it stopped: after a lost
 * connection, and after a restart. The messages that say them wait in the outbox until they are there.
 */
export class Uploader {
  private readonly deps: UploaderDeps;
  private readonly loop: Loop;

  constructor(deps: UploaderDeps) {
    this.deps = deps;
    this.loop = new Loop(deps);
  }

  start(): void {
    const watched = [{ table: 'uploads' }, { table: 'outbox' }];
    const unwatch = onCommitted(this.deps.db, watched, () => this.loop.wake());
    this.loop.start(() => this.run().finally(unwatch));
  }

  /** The way to the hub is open again. */
  hurry(): void {
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
        if (!next) await this.loop.idle(null);
        else if (!(await this.carry(next))) return;
      } catch (error) {
        this.deps.onStorage(error);
        await this.loop.failed(null);
      }
    }
  }

  private async next(): Promise<UploadRow | undefined> {
    const rows = await this.deps.db.uploads.orderBy('n').toArray();
    return rows.find((row) => row.state.kind === 'waiting');
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
    if (decision.kind === 'retry' || asksAgain) {
      await this.loop.failed(decision.kind === 'retry' ? decision.afterMs : null);
      return true;
    }
    if (decision.kind !== 'give_up') this.deps.onRejected(decision.kind);
    return false;
  }

  /** Changes a row that may have gone meanwhile. */
  private async put(
    row: UploadRow,
    change: Partial<Pick<UploadRow, 'sent' | 'begun' | 'file'>> & { state?: UploadState },
  ): Promise<void> {
    await this.deps.db.uploads.update(row.n, change);
  }
}
