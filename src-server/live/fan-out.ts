/** What a page of the feed becomes on many sockets: decided once per kind of session, serialised once per outcome. */
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import type { Change } from '#shared/wire/change.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import { decide, type Outcome } from '../feed/decide.ts';
import type { FeedEntry, StoredChange } from '../feed/entry.ts';

/** A page as one kind of session gets it. */
export interface Plan {
  /** Of each entry. */
  outcomes: readonly Outcome[];
  /** Its rights at the end of the page; null when they are as before. Sessions of several people may share a plan in which none change. */
  changed: Scope | null;
}

/**
 * Decides a page for one session. What follows a change of its rights is decided by the new ones, in the same page already. A dialog that
 * enters brings its newest messages with it, so their later rows in the same page are left out: the bundle is loaded after them. Those of
 * older ones stay: of a dialog that was taken up again they may be here. Of several rows of a dialog only the last says anything.
 * @param from what lies below it the session has: it says nothing, and brings nothing of what comes after it
 */
export function planFor(scope: Scope, entries: readonly FeedEntry[], from = 0n): Plan {
  let changed: Scope | null = null;
  const decided = entries.map((entry): Outcome => {
    const outcome = entry.xid < from ? 'nothing' : decide(changed ?? scope, entry);
    if (entry.type === 'scope' && outcome === 'row') changed = scopeIn(entry) ?? changed;
    return outcome;
  });
  return { outcomes: withoutRepetition(entries, decided), changed };
}

function scopeIn({ json }: FeedEntry): Scope | null {
  const change = JSON.parse(json ?? 'null') as StoredChange | null;
  return change?.type === 'scope' ? change.scope : null;
}

function withoutRepetition(entries: readonly FeedEntry[], decided: readonly Outcome[]): Outcome[] {
  const entered = new Set<string>();
  const latest = new Map<string, number>();
  const outcomes = entries.map((entry, i): Outcome => {
    const outcome = decided[i] ?? 'nothing';
    const { dialogId, type } = entry;
    if (dialogId === null) return outcome;
    if (outcome === 'gone') entered.delete(dialogId);
    if (outcome === 'row' && !entered.has(dialogId) && type === 'dialog') latest.set(dialogId, i);
    if (outcome !== 'enter' && !(outcome === 'row' && entered.has(dialogId))) return outcome;
    if (entered.has(dialogId)) return outcome === 'row' && type === 'message' ? 'older' : 'nothing';
    entered.add(dialogId);
    return outcome;
  });
  return outcomes.map((outcome, i) => {
    const entry = entries[i];
    const last = entry?.type === 'dialog' ? latest.get(entry.dialogId ?? '') : undefined;
    return outcome === 'row' && last !== undefined && last > i ? 'nothing' : outcome;
  });
}

/** Dialogs that somebody needs whole. */
export function enteringDialogs(entries: readonly FeedEntry[], all: Iterable<readonly Outcome[]>): string[] {
  const ids = new Set<string>();
  for (const outcomes of all) {
    outcomes.forEach((outcome, i) => {
      const entry = entries[i];
      if (outcome === 'enter' && entry?.type === 'dialog' && entry.dialogId !== null) ids.add(entry.dialogId);
    });
  }
  return [...ids];
}

/** Makes messages of one page; rows are the texts that were read, and messages are made once for all who see the same. */
export class PageWriter {
  readonly #entries: readonly FeedEntry[];
  readonly #bundles: ReadonlyMap<string, DialogBundle>;
  readonly #end: string;
  readonly #enters = new Map<string, string>();
  /** Seqs of messages, by their place: one that follows its dialog is judged for each socket, and read once. */
  readonly #seqs = new Map<number, number>();
  readonly #messages = new Map<string, string>();

  /** @param more the next page is sent as soon as it is read */
  constructor(entries: readonly FeedEntry[], bundles: readonly DialogBundle[], cursor: Cursor, more = false) {
    this.#entries = entries;
    this.#bundles = new Map(bundles.map((bundle) => [bundle.dialog.id, bundle]));
    this.#end = `"cursor":${JSON.stringify(cursor)}${more ? ',"more":true' : ''}}`;
  }

  /** The message that only moves the cursor. */
  get empty(): string {
    return `{"type":"changes","changes":[],${this.#end}`;
  }

  /** @returns the serialised message, or null when the scope gets nothing of the page */
  write(scope: Scope, outcomes: readonly Outcome[]): string | null {
    const pieces = outcomes.map((outcome, i) => [i, this.#judge(scope, outcome, i)] as const);
    const wanted = pieces.filter(([, outcome]) => outcome !== 'nothing');
    if (wanted.length === 0) return null;
    const signature = wanted.map(([i, outcome]) => i + outcome).join();
    const known = this.#messages.get(signature);
    if (known !== undefined) return known;
    const changes = wanted.map(([i, outcome]) => this.#piece(i, outcome)).join(',');
    const message = `{"type":"changes","changes":[${changes}],${this.#end}`;
    this.#messages.set(signature, message);
    return message;
  }

  /** A bundle shows its dialog as it is now: whoever has lost sight of it since gets nothing of it. */
  #judge(scope: Scope, outcome: Outcome, i: number): Outcome {
    // Another row of this page says it, for all whose rights do not change meanwhile; and those take a new snapshot.
    if (outcome === 'row' && this.#entries[i]?.json === null) return 'nothing';
    if (outcome !== 'enter' && outcome !== 'older') return outcome;
    const bundle = this.#bundleAt(i);
    if (!bundle || !sees(scope, audienceOf(bundle.dialog))) return 'nothing';
    if (outcome === 'enter') return 'enter';
    const [oldest] = bundle.page.messages;
    return oldest && this.#seqAt(i) < oldest.seq ? 'row' : 'nothing';
  }

  #bundleAt(i: number): DialogBundle | undefined {
    return this.#bundles.get(this.#entries[i]?.dialogId ?? '');
  }

  #seqAt(i: number): number {
    const known = this.#seqs.get(i);
    if (known !== undefined) return known;
    const change = JSON.parse(this.#entries[i]?.json ?? 'null') as StoredChange | null;
    if (change?.type !== 'message') throw new Error('Only messages are older than a bundle');
    this.#seqs.set(i, change.message.seq);
    return change.message.seq;
  }

  #piece(i: number, outcome: Outcome): string {
    const entry = this.#entries[i];
    if (!entry) throw new Error('An outcome without its entry');
    if (outcome === 'row' && entry.json !== null) return entry.json;
    const { dialogId } = entry;
    if (entry.type !== 'dialog' || dialogId === null)
      throw new Error(`Only dialogs enter and go, not a ${entry.type}`);
    if (outcome === 'gone') return JSON.stringify({ type: 'gone', dialogId } satisfies Change);
    const bundle = this.#bundleAt(i);
    if (!bundle) throw new Error('A dialog enters without its bundle');
    const known = this.#enters.get(dialogId) ?? JSON.stringify({ type: 'enter', bundle } satisfies Change);
    this.#enters.set(dialogId, known);
    return known;
  }
}
