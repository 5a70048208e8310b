/** The few calls that the benchmarks make; the package brings no types of its own. */
declare module 'pouchdb-browser' {
  interface Replicated {
    ok: boolean;
    docs_written: number;
    errors: unknown[];
  }
  interface ReplicateOptions {
    batch_size?: number;
    checkpoint?: 'source' | 'target' | false;
  }
  export default class PouchDB {
    constructor(name: string, options?: { adapter?: string });
    static replicate(source: string, target: PouchDB, options?: ReplicateOptions): Promise<Replicated>;
    info(): Promise<{ doc_count: number }>;
    close(): Promise<void>;
  }
}
