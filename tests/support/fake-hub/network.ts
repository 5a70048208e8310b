import type { Socket } from '#renderer/data/transport/live-connection.ts';
import type { Down } from '#shared/wire/live/down.ts';
import { failure, type FakeHub } from './server.ts';

/** Seeded chance: the same seed, the same faults. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** In [0, 1). Mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }
}

/** Probabilities of what can go wrong, each per request or per message. */
export interface Faults {
  /** The request never reaches the hub. */
  lostRequest: number;
  /** The hub did it; the answer never comes back. */
  lostAnswer: number;
  /** 503 or 429 with a Retry-After. */
  busy: number;
  /** An answer waits while the socket overtakes it. */
  lateAnswer: number;
  /** The socket breaks instead of bringing the message. */
  cut: number;
  /** Messages of the socket wait a while, in order. */
  slow: number;
  /** A long answer ends in its middle. */
  cutAnswer: number;
}

export const NO_FAULTS: Faults = {
  lostRequest: 0,
  lostAnswer: 0,
  busy: 0,
  lateAnswer: 0,
  cut: 0,
  slow: 0,
  cutAnswer: 0,
};

/** Waits for some turns of the event loop: long enough for others to overtake, without a clock. */
async function turns(n: number): Promise<void> {
  for (let i = 0; i < n; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Everything between one client and the fake hub. */
export class FakeNetwork {
  faults: Faults = NO_FAULTS;
  online = true;
  /** Faults that happened. */
  happened = 0;
  private readonly hub: FakeHub;
  private readonly chance: Chance;
  private readonly sockets = new Set<FakeSocket>();

  constructor(hub: FakeHub, chance: Chance) {
    this.hub = hub;
    this.chance = chance;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    await turns(1);
    if (!this.online || !this.hub.up || this.fault('lostRequest')) throw new TypeError('network');
    if (this.fault('busy')) return failure(503, 'unavailable', 0.001);
    const headers = new Headers(init?.headers);
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const token = headers.get('authorization')?.slice('Bearer '.length) ?? null;
    const { url } = new Request(input);
    const answer = this.hub.handle(init?.method ?? 'GET', url, token, body);
    if (this.fault('lateAnswer')) await turns(1 + this.chance.below(40));
    if (!this.online || this.fault('lostAnswer') || init?.signal?.aborted) throw new TypeError('network');
    if (url.includes('/archive') && this.fault('cutAnswer')) return await this.cutShort(answer);
    return answer;
  };

  private async cutShort(answer: Response): Promise<Response> {
    const text = await answer.text();
    return new Response(text.slice(0, this.chance.below(text.length)), { status: answer.status });
  }

  readonly openSocket = (): Socket => {
    const socket = new FakeSocket(this.hub, this);
    this.sockets.add(socket);
    return socket;
  };

  cutAll(): void {
    for (const socket of this.sockets) socket.drop();
    this.sockets.clear();
  }

  goOffline(): void {
    this.online = false;
    this.cutAll();
  }

  fault(kind: keyof Faults): boolean {
    const happens = this.chance.happens(this.faults[kind]);
    if (happens) this.happened += 1;
    return happens;
  }

  async delay(): Promise<void> {
    await turns(this.fault('slow') ? 1 + this.chance.below(20) : 1);
  }

  mayOpen(): boolean {
    return this.online && this.hub.up && !this.fault('lostRequest');
  }
}

type Listener = (event: { data: unknown }) => void;

class FakeSocket implements Socket {
  private readonly listeners = new Map<string, Listener[]>();
  private readonly network: FakeNetwork;
  private session: { hear(text: string): void; gone(): void } | null = null;
  private closed = false;
  private line: Promise<void> = Promise.resolve();

  constructor(hub: FakeHub, network: FakeNetwork) {
    this.network = network;
    this.inOrder(() => {
      if (!network.mayOpen()) return this.drop();
      this.session = hub.connect({ deliver: (down) => this.deliver(down), drop: () => this.drop() });
      return this.emit('open', undefined);
    });
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  send(text: string): void {
    if (this.closed) return;
    this.inOrder(() => this.session?.hear(text));
  }

  close(): void {
    this.drop();
  }

  drop(): void {
    if (this.closed) return;
    this.closed = true;
    this.session?.gone();
    setImmediate(() => this.emit('close', undefined));
  }

  private deliver(down: Down): void {
    const text = JSON.stringify(down);
    this.inOrder(() => {
      if (this.network.fault('cut')) this.drop();
      else this.emit('message', text);
    });
  }

  /** A socket may be slow, but never changes the order. */
  private inOrder(step: () => void): void {
    this.line = this.line.then(() => this.network.delay()).then(() => (this.closed ? undefined : step()));
  }

  private emit(type: string, data: unknown): void {
    for (const listener of this.listeners.get(type) ?? []) listener({ data });
  }
}
