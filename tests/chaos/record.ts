import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What happened in a run: figures, the trace that tells how to come there again, and everything that should not have been. */
export class RunRecord {
  readonly violations: string[] = [];
  readonly faults = new Map<string, number>();
  readonly folder: string;
  /** Intents that people formed, as their clients said; the ledgers know exactly. */
  made = 0;
  readonly #startedAt = Date.now();
  /** When the run got on for the last time, in milliseconds since 1970. */
  movedAt = Date.now();
  #waiting: { at: number; go: () => void }[] = [];

  constructor(folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
  }

  progress(count: number): void {
    this.made += count;
    this.movedAt = Date.now();
    const due = this.#waiting.filter(({ at }) => at <= this.made);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.made);
    for (const { go } of due) go();
  }

  /** Resolves when so many intents were formed in all. */
  reached(at: number): Promise<void> {
    if (this.made >= at) return Promise.resolve();
    return new Promise((go) => this.#waiting.push({ at, go }));
  }

  fault(kind: string, detail = ''): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
    this.trace('fault', detail === '' ? kind : `${kind}: ${detail}`);
  }

  violation(words: string): void {
    this.violations.push(words);
    this.trace('violation', words);
    process.stdout.write(`VIOLATION ${words.slice(0, 2_000)}\n`);
  }

  /** A step of the run itself, as against what happens on its way. */
  step(kind: 'settle' | 'look' | 'round', words: string): void {
    this.movedAt = Date.now();
    this.trace(kind, words);
  }

  trace(kind: string, words: string): void {
    const line = { ms: Date.now() - this.#startedAt, made: this.made, kind, words };
    appendFileSync(path.join(this.folder, 'trace.jsonl'), `${JSON.stringify(line)}\n`);
  }

  get seconds(): number {
    return (Date.now() - this.#startedAt) / 1000;
  }
}
