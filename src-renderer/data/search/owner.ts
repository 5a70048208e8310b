import { detach } from '#shared/lib/detach.ts';
import { parseQuery } from '#shared/lib/search-query.ts';
import { ReplicaDb } from '../db/database.ts';
import type { LocalAnswer, LocalQuestion, SearchState } from './handle.ts';
import { Indexer } from './indexer.ts';
import { LinesOfReplica } from './table/follow.ts';
import type { TableAnswer, TableQuestion } from './table/question.ts';
import { TableIndex } from './table/table-index.ts';
import { SearchIndex } from './search-index.ts';
import { RebuildNeeded, type IndexProgress } from './work.ts';
import { hasFiles, openInFiles, openInMemory, type OpenedDatabase } from './sqlite.ts';

const MOST_CONTACTS = 8;
/** A second failure so soon after the first is no accident that starting anew could mend, in milliseconds. */
const CALM_MS = 60_000;

export interface OwnerOptions {
  databaseName: string;
  folder: string;
  onState: (state: SearchState) => void;
  /** Lines of the table of dialogs changed. */
  onLines: () => void;
}

/** The one who has the index: builds it, follows the replica, answers. A damaged index is thrown away and made anew. */
export class Owner {
  private readonly options: OwnerOptions;
  private readonly db: ReplicaDb;
  private storage: 'files' | 'memory' = 'memory';
  private index: SearchIndex | null = null;
  private indexer: Indexer | null = null;
  private lines: LinesOfReplica | null = null;
  private table: TableIndex | null = null;
  private failedAt = -Infinity;
  private stopped = false;

  constructor(options: OwnerOptions) {
    this.options = options;
    this.db = new ReplicaDb(options.databaseName);
  }

  async start(): Promise<void> {
    try {
      this.index = await this.open();
      this.follow(this.index);
    } catch (error) {
      this.options.onState({ kind: 'unavailable', reason: String(error) });
    }
  }

  find({ text, limit, before }: LocalQuestion): LocalAnswer | null {
    const query = parseQuery(text);
    const { index } = this;
    if (!query || !index) return null;
    try {
      const found = index.findMessages(query, limit, before);
      return {
        contacts: before === null ? index.findContacts(query, text, MOST_CONTACTS) : [],
        messages: found.messages.map(({ contactId, ...message }) => ({
          ...message,
          contact: index.contact(contactId),
        })),
        next: found.next,
      };
    } catch (error) {
      this.mendSoon(error);
      return null;
    }
  }

  async askTable(question: TableQuestion): Promise<TableAnswer | null> {
    const { table } = this;
    if (!table) return null;
    try {
      return await table.ask(question);
    } catch (error) {
      // Meanwhile another one may have taken its place.
      if (this.table === table && !isClosed(error)) this.mendSoon(error);
      return null;
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.stopFollowing();
    this.index?.close();
    this.index = null;
    this.db.close();
  }

  /** Opens what is there; what cannot be read is taken away, and an empty one opened. */
  private async open(): Promise<SearchIndex> {
    const files = await hasFiles();
    this.storage = files ? 'files' : 'memory';
    const opened = await this.openDatabase();
    try {
      return new SearchIndex(opened);
    } catch (error) {
      console.warn('the search index is made anew', error);
      await opened.remove();
      return new SearchIndex(await this.openDatabase());
    }
  }

  private openDatabase(): Promise<OpenedDatabase> {
    return this.storage === 'files' ? openInFiles(this.options.folder) : openInMemory();
  }

  private follow(index: SearchIndex): void {
    const { storage } = this;
    this.options.onState({ kind: 'building', done: 0, total: 0, storage });
    const lines = new LinesOfReplica(this.db, index, { onChange: () => this.options.onLines() });
    this.lines = lines;
    this.table = new TableIndex(lines, index);
    this.indexer = new Indexer(this.db, index, {
      onProgress: ({ done, total }: IndexProgress) => {
        this.options.onState(
          done === total ? { kind: 'ready', storage } : { kind: 'building', done, total, storage },
        );
        if (done === total) lines.indexed();
      },
      onFailure: (error) => this.mendSoon(error),
    });
    this.indexer.start();
  }

  private async stopFollowing(): Promise<void> {
    this.table = null;
    await Promise.all([this.indexer?.stop(), this.lines?.stop()]);
  }

  private mendSoon(error: unknown): void {
    detach(this.mend(error), (second) => console.error('the search index cannot be mended', second));
  }

  private async mend(error: unknown): Promise<void> {
    const { index } = this;
    if (this.stopped || !index) return;
    this.index = null;
    console.warn('the search index is made anew', error);
    const wanted = error instanceof RebuildNeeded;
    const again = wanted || performance.now() - this.failedAt > CALM_MS;
    if (!wanted) this.failedAt = performance.now();
    try {
      await this.stopFollowing();
      await index.remove();
      if (again) return await this.start();
      this.options.onState({ kind: 'unavailable', reason: String(error) });
    } catch (second) {
      this.options.onState({ kind: 'unavailable', reason: String(second) });
    }
  }
}

/** A replica that closes under a reading is about to be removed or opened anew. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && error.name === 'DatabaseClosedError';
}
