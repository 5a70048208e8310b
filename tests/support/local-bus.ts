import { EventEmitter } from 'node:events';
import type { Bus } from '#server/bus/bus.ts';

/** Hints within one process, as every hub hears its own. */
export class LocalBus implements Bus {
  readonly #emitter = new EventEmitter();

  publish(topic: string, payload: string): void {
    this.#emitter.emit(topic, payload);
  }

  subscribe(topic: string, listener: (payload: string) => void): () => void {
    this.#emitter.on(topic, listener);
    return () => void this.#emitter.off(topic, listener);
  }

  listeners(topic: string): number {
    return this.#emitter.listenerCount(topic);
  }
}
