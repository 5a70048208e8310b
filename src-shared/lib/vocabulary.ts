/**
 * Words and what has them, for finding by the beginning of a word. Adding and taking away cost by the words of one thing, and never make
 * anew what is there.
 */
export class Vocabulary<Thing> {
  readonly #things = new Map<string, Set<Thing>>();
  /** The words in order; those not yet put in place wait in `#added`. */
  #sorted: string[] = [];
  #added: string[] = [];

  add(words: Iterable<string>, thing: Thing): void {
    for (const word of words) {
      const having = this.#things.get(word);
      if (having) having.add(thing);
      else {
        this.#things.set(word, new Set([thing]));
        this.#added.push(word);
      }
    }
  }

  remove(words: Iterable<string>, thing: Thing): void {
    // A word that nothing has any more keeps its place: it costs little, and mostly comes back.
    for (const word of words) this.#things.get(word)?.delete(thing);
  }

  /** What has a word that begins so and is `meant`. */
  find(beginning: string, meant: (word: string) => boolean): Set<Thing> {
    const sorted = this.#inOrder();
    const found = new Set<Thing>();
    for (let at = firstFrom(sorted, beginning); at < sorted.length; at += 1) {
      const word = sorted[at] ?? '';
      if (!word.startsWith(beginning)) break;
      if (meant(word)) for (const thing of this.#things.get(word) ?? []) found.add(thing);
    }
    return found;
  }

  #inOrder(): readonly string[] {
    if (this.#added.length > 0) {
      this.#sorted = merged(this.#sorted, this.#added.toSorted(compare));
      this.#added = [];
    }
    return this.#sorted;
  }
}

// By code units, as `startsWith` compares.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstFrom(sorted: readonly string[], beginning: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? '') < beginning) from = middle + 1;
    else to = middle;
  }
  return from;
}

function merged(a: readonly string[], b: readonly string[]): string[] {
  const all: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (y === undefined || (x !== undefined && x < y)) {
      all.push(x ?? '');
      i += 1;
    } else {
      all.push(y);
      j += 1;
    }
  }
  return all;
}
