import type { Duplex } from 'node:stream';

/** A WebSocket on its way through the network: delayed in order, cut, or swallowed. */
export class Tunnel {
  readonly #ends: readonly [Duplex, Duplex];
  readonly #delayMs: () => number;
  readonly ended: Promise<void>;
  #swallows = false;

  constructor(client: Duplex, hub: Duplex, delayMs: () => number) {
    this.#ends = [client, hub];
    this.#delayMs = delayMs;
    this.ended = new Promise((resolve) => {
      for (const end of this.#ends) {
        end.on('error', () => this.cut());
        end.on('close', () => {
          if (!this.#swallows) this.cut();
          resolve();
        });
      }
    });
    this.#carry(client, hub);
    this.#carry(hub, client);
  }

  #carry(from: Duplex, to: Duplex): void {
    let last = Promise.resolve();
    let waiting = 0;
    from.on('data', (chunk: Buffer) => {
      if (this.#swallows) return;
      const ms = this.#delayMs();
      if (ms === 0 && waiting === 0) {
        to.write(chunk);
        return;
      }
      // In order, whatever each one's delay is.
      waiting += 1;
      const due = new Promise((resolve) => setTimeout(resolve, ms));
      last = last
        .then(() => due)
        .then(() => {
          waiting -= 1;
          if (!this.#swallows && to.writable) to.write(chunk);
        });
    });
  }

  /** From now on nothing passes, and neither side hears of it; not even that the other has closed. */
  swallow(): void {
    this.#swallows = true;
  }

  cut(): void {
    for (const end of this.#ends) end.destroy();
  }
}
