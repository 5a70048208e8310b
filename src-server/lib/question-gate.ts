/**
 * Lets few questions that may take the database seconds run at once, and one of each person: all others answer clients meanwhile.
 * Per hub process, in memory.
 */
export interface QuestionGate {
  /**
   * Runs `work` when there is room. Of what a person asks, one question runs and the newest waits: an older one that waits gives way to it.
   * @param who runs one question at a time
   * @param gone aborted when nobody waits for the answer any more; then what waits is never run
   * @throws GateError when it was not run
   */
  run<T>(who: string, gone: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export class GateError extends Error {
  override readonly name = 'GateError';
  readonly reason: 'full' | 'overtaken' | 'gone';
  constructor(reason: GateError['reason']) {
    super(`A question was not asked: ${reason}`);
    this.reason = reason;
  }
}

interface Waiting {
  start: () => void;
  giveUp: (reason: GateError['reason']) => void;
}

/**
 * @param most how many run at once
 * @param longest how many persons wait at once
 */
export function createQuestionGate(most: number, longest: number): QuestionGate {
  const running = new Set<string>();
  /** In the order in which they go; of each person one. */
  const waiting = new Map<string, Waiting>();

  function startNext(): void {
    for (const [who, next] of waiting) {
      if (running.size >= most) return;
      if (running.has(who)) continue;
      waiting.delete(who);
      running.add(who);
      next.start();
    }
  }

  /** @returns once it counts as running */
  function turn(who: string, gone: AbortSignal): Promise<void> {
    const before = waiting.get(who);
    if (!before && waiting.size >= longest && (running.size >= most || running.has(who)))
      return Promise.reject(new GateError('full'));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = (): void => own.giveUp('gone');
    const own: Waiting = {
      start() {
        gone.removeEventListener('abort', leave);
        resolve();
      },
      giveUp(reason) {
        gone.removeEventListener('abort', leave);
        if (waiting.get(who) === own) waiting.delete(who);
        reject(new GateError(reason));
      },
    };
    gone.addEventListener('abort', leave);
    // In the place of the one before it: who types on does not go to the end of the queue with every letter.
    waiting.set(who, own);
    before?.giveUp('overtaken');
    startNext();
    return promise;
  }

  return {
    async run(who, gone, work) {
      if (gone.aborted) throw new GateError('gone');
      await turn(who, gone);
      try {
        return await work();
      } finally {
        running.delete(who);
        startNext();
      }
    },
  };
}
