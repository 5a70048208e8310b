/** What pages of other people do to the built-ins before the chat's script runs. Each runs in the page. */

/** As prototype.js 1.6 and MooTools do it, with their own signatures and their own mistakes. */
export function oldLibraries(): void {
  const arrays = Array.prototype as unknown as Record<string, unknown>;
  const toArray = (list: ArrayLike<unknown>): unknown[] => [].slice.call(list);
  Object.assign(arrays, {
    // JSON of any object with a list in it then has a text in the list's place.
    toJSON(this: unknown[]) {
      return `[${this.map((one) => JSON.stringify(one)).join(', ')}]`;
    },
    entries(this: unknown[]) {
      return toArray(this);
    },
    reduce(this: unknown[]) {
      return this.length > 1 ? this : this[0];
    },
    find(this: unknown[], is: (one: unknown) => boolean) {
      for (let i = 0; i < this.length; i += 1) if (is(this[i])) return this[i];
      return undefined;
    },
    last(this: unknown[]) {
      return this[this.length - 1];
    },
    clear(this: unknown[]) {
      this.length = 0;
      return this;
    },
  });
  // A set has no length: nothing of it is left.
  Array.from = ((list: ArrayLike<unknown> | null) => (list ? toArray(list) : [])) as typeof Array.from;
  const { bind } = Function.prototype as { bind: (...args: unknown[]) => unknown };
  Reflect.set(Function.prototype, 'bind', function bound(this: unknown, ...args: unknown[]) {
    return args.length < 2 && args[0] === undefined ? this : Reflect.apply(bind, this, args);
  });
  Object.assign(Element.prototype, {
    remove(this: Element) {
      (this.parentNode as ParentNode & Node).removeChild(this);
      return this;
    },
    toggle(this: HTMLElement) {
      this.hidden = !this.hidden;
      return this;
    },
    clone(this: Element, deep: boolean) {
      return this.cloneNode(deep);
    },
  });
  const functions = { extend() {}, each() {}, forAll() {}, size() {} };
  // Seen by every `for … in`, on lists and on plain objects.
  for (const prototype of [Object.prototype, Array.prototype, String.prototype, Function.prototype])
    Object.assign(prototype, functions);
}

/** As measuring scripts and frameworks do it: everything is wrapped, promises are not the language's own. */
export function wrappedPlatform(): void {
  const RealPromise = Promise;
  const realFetch = window.fetch;
  const { parse, stringify } = JSON;
  /** Knows `then` and `catch` and nothing that came later. */
  class OldPromise<T> {
    readonly #real: Promise<T>;
    constructor(
      run: (resolve: (value: T | PromiseLike<T>) => void, reject: (why?: unknown) => void) => void,
    ) {
      this.#real = new RealPromise(run);
    }
    // oxlint-disable-next-line unicorn/no-thenable -- that it is one and no promise is what it is for
    then<A, B>(...then: [done?: (value: T) => A, failed?: (why: unknown) => B]): OldPromise<A | B> {
      const next = this.#real.then(...then);
      return new OldPromise((resolve) => resolve(next));
    }
    catch<B>(failed: (why: unknown) => B): OldPromise<T | B> {
      return this.then((value) => value, failed);
    }
  }
  Object.assign(window, {
    Promise: OldPromise,
    fetch: (input: RequestInfo, init?: RequestInit) => {
      const answer = realFetch(input, init);
      return new OldPromise((resolve) => resolve(answer));
    },
  });
  JSON.parse = function measured(text: string, ...rest: [never?]) {
    return parse(text, ...rest) as unknown;
  };
  JSON.stringify = function measured(value: unknown, ...rest: [never?]) {
    return stringify(value, ...rest);
  };
  for (const target of [EventTarget.prototype, window] as {
    addEventListener: EventTarget['addEventListener'];
  }[]) {
    const add = target.addEventListener;
    target.addEventListener = function measured(this: EventTarget, ...args: Parameters<typeof add>) {
      return add.apply(this ?? window, args);
    };
  }
  const later = window.setTimeout;
  window.setTimeout = ((run: () => void, ms?: number) => later(() => run(), ms)) as typeof later;
}

/** Talks to everybody, and pretends that the browser had said something. */
export function noise(): void {
  // The empty page before the first address has no storage.
  if (location.origin === 'null') return;
  const bodies: unknown[] = [
    null,
    'open',
    '{"type":"items","items":[]}',
    { type: 'otklik', open: true, close: true },
    { type: 'fatal', code: 'unauthorized', message: '' },
    { type: 'reset' },
    new Map([[1, new Date()]]),
  ];
  setInterval(() => {
    for (const body of bodies) window.postMessage(body, '*');
    const events = [
      new MessageEvent('message', { data: { type: 'reset' } }),
      new Event('pageshow'),
      new Event('online'),
    ];
    for (const event of events) window.dispatchEvent(event);
    // Says that everything is gone from a storage that is not the one meant.
    window.dispatchEvent(new StorageEvent('storage', { key: null, storageArea: sessionStorage }));
    window.dispatchEvent(new StorageEvent('storage'));
  }, 20);
}

/** Leaves no room at all in the storage of the site. */
export function fillStorage(): void {
  for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (let n = 0; ; n += 1) localStorage.setItem(`site:${size}:${n}`, 'x'.repeat(size));
    } catch {
      // Full for this size; smaller pieces may still fit.
    }
  }
}
