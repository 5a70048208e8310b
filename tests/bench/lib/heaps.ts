/** Heaps of a page and of its workers after a collection, in MiB. */
import type { CDPSession } from 'playwright-core';
import { z } from 'zod';

const attachedSchema = z.object({
  sessionId: z.string(),
  targetInfo: z.object({ type: z.string(), title: z.string(), url: z.string() }),
});
const receivedSchema = z.object({ sessionId: z.string(), message: z.string() });
const answerSchema = z.object({ id: z.number(), result: z.object({ usedSize: z.number().optional() }) });

type Answer = (usedSize: number) => void;

export class Heaps {
  readonly #session: CDPSession;
  readonly #workers = new Map<string, string>();
  readonly #waiting = new Map<number, Answer>();
  #asked = 0;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(session: CDPSession): Promise<Heaps> {
    const heaps = new Heaps(session);
    session.on('Target.attachedToTarget', (event) => {
      const { sessionId, targetInfo } = attachedSchema.parse(event);
      if (targetInfo.type === 'worker') heaps.#workers.set(sessionId, targetInfo.title || targetInfo.url);
    });
    session.on('Target.detachedFromTarget', ({ sessionId }) => heaps.#workers.delete(sessionId));
    session.on('Target.receivedMessageFromTarget', (event) => {
      const answer = answerSchema.safeParse(JSON.parse(receivedSchema.parse(event).message));
      if (!answer.success) return;
      heaps.#waiting.get(answer.data.id)?.(answer.data.result.usedSize ?? 0);
      heaps.#waiting.delete(answer.data.id);
    });
    // Not flat: the session of the page is all there is to talk through.
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return heaps;
  }

  /** By name: `page`, and each worker by its own. */
  async measure(): Promise<Map<string, number>> {
    const heaps = new Map<string, number>();
    await this.#session.send('HeapProfiler.collectGarbage');
    heaps.set('page', (await this.#session.send('Runtime.getHeapUsage')).usedSize / 2 ** 20);
    for (const [sessionId, name] of this.#workers) {
      await this.#ask(sessionId, 'HeapProfiler.collectGarbage');
      heaps.set(name, (await this.#ask(sessionId, 'Runtime.getHeapUsage')) / 2 ** 20);
    }
    return heaps;
  }

  async #ask(sessionId: string, method: string): Promise<number> {
    const id = (this.#asked += 1);
    const answered = new Promise<number>((resolve) => this.#waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params: {} });
    await this.#session.send('Target.sendMessageToTarget', { sessionId, message });
    return answered;
  }
}
