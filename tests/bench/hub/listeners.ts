/** Many sockets that only count what they hear. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

export class Listeners {
  readonly #sockets: WebSocket[] = [];
  #heard = 0;
  #bytes = 0;
  #wake: (() => void) | null = null;
  #wanted = Infinity;

  get heard(): number {
    return this.#heard;
  }

  /** Mean length of what was heard. */
  get meanBytes(): number {
    return this.#bytes / Math.max(1, this.#heard);
  }

  /** @param counts whether a message is one of those waited for */
  async add(url: string, hello: unknown, counts: (text: string) => boolean = () => true): Promise<void> {
    const socket = new WebSocket(url);
    this.#sockets.push(socket);
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (!counts(text)) return;
      this.#heard += 1;
      this.#bytes += data.length;
      if (this.#heard >= this.#wanted) this.#wake?.();
    });
    await once(socket, 'open');
    if (hello !== undefined) socket.send(JSON.stringify(hello));
  }

  say(message: unknown): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(message));
  }

  /** Waits until so many were heard in all. */
  async until(wanted: number): Promise<void> {
    this.#wanted = wanted;
    if (this.#heard < wanted) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}
