import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { OutboxRow } from '#renderer/data/db/rows.ts';
import type { Intent } from '#shared/intents/all.ts';
import type { Write } from './durable-idb.ts';

/**
 * What an outbox went through, entry by entry, written with every transaction that touches it. Beside the database and not in
 * it, so that what vanished there is still known here.
 */

interface Line {
  /** Transaction of the journal. */
  n: number;
  put?: OutboxRow;
  /** Key of a removed row. */
  gone?: number;
  /** The person is about to take it back. */
  discards?: string;
  /** A new process, whose database has everything up to `n`: what was written here beyond that did not happen. */
  restart?: true;
}

export class LedgerWriter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  commit(n: number, writes: readonly Write[]): void {
    const lines = writes.flatMap((write): Line[] => {
      if (write.store !== 'outbox') return [];
      if ('put' in write) return [{ n, put: write.put.value as OutboxRow }];
      return 'remove' in write ? [{ n, gone: write.remove as number }] : [];
    });
    if (lines.length > 0) this.#write(lines);
  }

  restarted(n: number): void {
    this.#write([{ n, restart: true }]);
  }

  discards(n: number, id: string): void {
    this.#write([{ n, discards: id }]);
  }

  #write(lines: readonly Line[]): void {
    appendFileSync(this.#file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}

/** The life of one entry of an outbox. */
export interface Story {
  /** Order of making within this outbox. */
  n: number;
  intent: Intent;
  /** The last state it was in. */
  state: OutboxRow['state'];
  /** Whether it was ever seen refused. */
  refused: boolean;
  /** Whether it is in the outbox no more. */
  gone: boolean;
  discarded: boolean;
}

/** @returns by id of the intent */
export function readLedger(file: string): Map<string, Story> {
  const stories = new Map<string, Story>();
  if (!existsSync(file)) return stories;
  const byKey = new Map<number, Story>();
  for (const line of trueLines(readFileSync(file, 'utf8'))) {
    if (line.put) putStory(stories, byKey, line.put);
    const gone = line.gone === undefined ? undefined : byKey.get(line.gone);
    if (gone) gone.gone = true;
    const discarded = line.discards === undefined ? undefined : stories.get(line.discards);
    if (discarded) discarded.discarded = true;
  }
  return stories;
}

function putStory(stories: Map<string, Story>, byKey: Map<number, Story>, row: OutboxRow): void {
  const known = stories.get(row.id);
  const refused = row.state.kind === 'refused' || known?.refused === true;
  const story: Story = known ?? {
    n: row.n,
    intent: row.payload as Intent,
    state: row.state,
    refused,
    gone: false,
    discarded: false,
  };
  Object.assign(story, { state: row.state, refused, gone: false });
  stories.set(row.id, story);
  byKey.set(row.n, story);
}

/** Without what was written here for transactions that did not survive, and without a line cut off by the end of the process. */
function trueLines(text: string): Line[] {
  let lines: Line[] = [];
  for (const one of text.split('\n')) {
    if (one === '') continue;
    const line = parse(one);
    if (!line) continue;
    if (line.restart) lines = lines.filter(({ n }) => n <= line.n);
    else lines.push(line);
  }
  return lines;
}

function parse(line: string): Line | null {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return null;
  }
}
