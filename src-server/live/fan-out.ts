/** What a page of the feed becomes on many sockets: decided once per kind of session, serialised once per outcome. */
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { DialogBundle } from '#shared/wire/bundle.ts';
import type { Change } from '#shared/wire/change.ts';
import type { Cursor } from '#shared/wire/cursor.ts';
import { decide, type Outcome } from '../feed/decide.ts';
import type { FeedEntry, StoredChange } from '../feed/entry.ts';

function dialogIdOf(change: StoredChange): string | null {
  switch (change.type) {
    case 'dialog':
      return change.dialog.id;
    case 'message':
      return change.message.dialogId;
    case 'contact':
    case 'directory':
    case 'scope':
      return null;
    default:
      return exhaustive(change, 'stored change');
  }
}

/**
 * Outcome per entry for one scope. A dialog that enters brings everything with it, so its later rows in the same page are
 * left out: the bundle is loaded after them.
 */
export function outcomesFor(scope: Scope, entries: readonly FeedEntry[]): Outcome[] {
  const entered = new Set<string>();
  return entries.map((entry) => {
    const outcome = decide(scope, entry);
    const dialogId = dialogIdOf(entry.change);
    if (dialogId === null) return outcome;
    if (outcome === 'gone') entered.delete(dialogId);
    if (outcome !== 'enter' && !(outcome === 'row' && entered.has(dialogId))) return outcome;
    if (entered.has(dialogId)) return 'nothing';
    entered.add(dialogId);
    return outcome;
  });
}

/** Dialogs that somebody needs whole. */
export function enteringDialogs(entries: readonly FeedEntry[], all: Iterable<readonly Outcome[]>): string[] {
  const ids = new Set<string>();
  for (const outcomes of all) {
    outcomes.forEach((outcome, i) => {
      const change = entries[i]?.change;
      if (outcome === 'enter' && change?.type === 'dialog') ids.add(change.dialog.id);
    });
  }
  return [...ids];
}

/** Makes messages of one page; remembers every piece of JSON it made. */
export class PageWriter {
  readonly #entries: readonly FeedEntry[];
  readonly #bundles: ReadonlyMap<string, DialogBundle>;
  readonly #cursor: string;
  readonly #rows = new Map<number, string>();
  readonly #enters = new Map<string, string>();
  readonly #messages = new Map<string, string>();

  constructor(entries: readonly FeedEntry[], bundles: readonly DialogBundle[], cursor: Cursor) {
    this.#entries = entries;
    this.#bundles = new Map(bundles.map((bundle) => [bundle.dialog.id, bundle]));
    this.#cursor = JSON.stringify(cursor);
  }

  /** The message that only moves the cursor. */
  get empty(): string {
    return `{"type":"changes","changes":[],"cursor":${this.#cursor}}`;
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
    const message = `{"type":"changes","changes":[${changes}],"cursor":${this.#cursor}}`;
    this.#messages.set(signature, message);
    return message;
  }

  /** A bundle shows its dialog as it is now: whoever has lost sight of it since gets nothing of it. */
  #judge(scope: Scope, outcome: Outcome, i: number): Outcome {
    if (outcome !== 'enter') return outcome;
    const bundle = this.#bundleAt(i);
    return bundle && sees(scope, audienceOf(bundle.dialog)) ? 'enter' : 'nothing';
  }

  #bundleAt(i: number): DialogBundle | undefined {
    const change = this.#entries[i]?.change;
    return change?.type === 'dialog' ? this.#bundles.get(change.dialog.id) : undefined;
  }

  #piece(i: number, outcome: Outcome): string {
    const change = this.#entries[i]?.change;
    if (!change) throw new Error('An outcome without its entry');
    if (outcome === 'row') return memo(this.#rows, i, () => change satisfies Change);
    if (change.type !== 'dialog') throw new Error(`Only dialogs enter and go, not a ${change.type}`);
    if (outcome === 'gone')
      return JSON.stringify({ type: 'gone', dialogId: change.dialog.id } satisfies Change);
    const bundle = this.#bundleAt(i);
    if (!bundle) throw new Error('A dialog enters without its bundle');
    return memo(this.#enters, change.dialog.id, () => ({ type: 'enter', bundle }) satisfies Change);
  }
}

function memo<Key>(known: Map<Key, string>, key: Key, make: () => Change): string {
  const json = known.get(key) ?? JSON.stringify(make());
  known.set(key, json);
  return json;
}
