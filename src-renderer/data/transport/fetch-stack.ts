import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import type { Clock } from './clock.ts';

type Fetch = typeof globalThis.fetch;

/** tus over the same `fetch`, clock and time-out as everything else that goes to the hub. */
export function fetchStack(fetchFn: Fetch, clock: Clock, timeoutMs: number): HttpStack {
  return {
    getName: () => 'fetch',
    createRequest: (method, url) => new FetchRequest(method, url, { fetchFn, clock, timeoutMs }),
  };
}

class FetchRequest implements HttpRequest {
  readonly #method: string;
  readonly #url: string;
  readonly #deps: { fetchFn: Fetch; clock: Clock; timeoutMs: number };
  readonly #headers = new Headers();
  readonly #abort = new AbortController();

  constructor(method: string, url: string, deps: { fetchFn: Fetch; clock: Clock; timeoutMs: number }) {
    this.#method = method;
    this.#url = url;
    this.#deps = deps;
  }

  getMethod = (): string => this.#method;
  getURL = (): string => this.#url;
  getHeader = (name: string): string | undefined => this.#headers.get(name) ?? undefined;
  getUnderlyingObject = (): null => null;
  setHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }
  /** `fetch` tells nothing of what it has sent; progress comes with every chunk. */
  setProgressHandler(): void {}
  abort(): Promise<void> {
    this.#abort.abort();
    return Promise.resolve();
  }

  async send(body: Blob | null): Promise<HttpResponse> {
    const { fetchFn, clock, timeoutMs } = this.#deps;
    const cancelTimer = clock.after(timeoutMs, () => this.#abort.abort());
    try {
      const response = await fetchFn(this.#url, {
        method: this.#method,
        headers: this.#headers,
        signal: this.#abort.signal,
        credentials: 'omit',
        cache: 'no-store',
        ...(body === null ? {} : { body }),
      });
      const text = await response.text();
      return {
        getStatus: () => response.status,
        getHeader: (name) => response.headers.get(name) ?? undefined,
        getBody: () => text,
        getUnderlyingObject: () => response,
      };
    } finally {
      cancelTimer();
    }
  }
}
