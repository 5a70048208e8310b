import { describe, expect, it } from 'vitest';
import { createQuestionGate, type QuestionGate } from './question-gate.ts';

const stays = new AbortController().signal;

/** What is asked of a gate: what has begun, and how each ended. */
function asking(gate: QuestionGate) {
  const begun: string[] = [];
  const ended = new Map<string, string>();
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    begun,
    ended,
    async ask(who: string, what: string, gone: AbortSignal = stays): Promise<void> {
      const held = Promise.withResolvers<void>();
      gates.set(what, held);
      const work = async (): Promise<void> => {
        begun.push(what);
        await held.promise;
      };
      gate.run(who, gone, work).then(
        () => ended.set(what, 'answered'),
        (error: unknown) => ended.set(what, (error as { reason?: string }).reason ?? 'failed'),
      );
      await settle();
    },
    async finish(what: string, error?: Error): Promise<void> {
      if (error) gates.get(what)?.reject(error);
      else gates.get(what)?.resolve();
      await settle();
    },
  };
}

describe('the gate before long questions', () => {
  it('lets so many run at once; the others go in turn, whether one before them failed or not', async () => {
    const { ask, finish, begun, ended } = asking(createQuestionGate(2, 10));
    for (const who of ['a', 'b', 'c', 'd']) await ask(who, who);
    expect(begun).toEqual(['a', 'b']);
    await finish('b', new Error('broken'));
    expect(begun).toEqual(['a', 'b', 'c']);
    await finish('a');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    await finish('c');
    await finish('d');
    expect(Object.fromEntries(ended)).toEqual({ a: 'answered', b: 'failed', c: 'answered', d: 'answered' });
  });

  it('runs one question of a person, keeps the newest for later, and holds up nobody else', async () => {
    const { ask, finish, begun, ended } = asking(createQuestionGate(2, 10));
    for (const what of ['w', 'wo', 'wor']) await ask('a', what);
    await ask('b', 'other');
    expect(begun).toEqual(['w', 'other']);
    expect(Object.fromEntries(ended)).toEqual({ wo: 'overtaken' });
    await finish('w');
    expect(begun).toEqual(['w', 'other', 'wor']);
  });

  it('turns away who comes to a full queue, but not the newer question of who is in it', async () => {
    const { ask, finish, begun, ended } = asking(createQuestionGate(1, 1));
    await ask('a', 'runs');
    await ask('b', 'waits');
    await ask('c', 'too many');
    await ask('b', 'newer');
    expect(Object.fromEntries(ended)).toEqual({ 'too many': 'full', waits: 'overtaken' });
    await finish('runs');
    expect(begun).toEqual(['runs', 'newer']);
  });

  it('does not ask for those who have left, and gives their place to others', async () => {
    const { ask, finish, begun, ended } = asking(createQuestionGate(1, 1));
    const leaver = new AbortController();
    await ask('a', 'runs');
    await ask('b', 'left', leaver.signal);
    leaver.abort();
    await ask('c', 'waits');
    await ask('d', 'left before', AbortSignal.abort());
    await finish('runs');
    expect(begun).toEqual(['runs', 'waits']);
    expect(Object.fromEntries(ended)).toEqual({ left: 'gone', 'left before': 'gone', runs: 'answered' });
  });
});
