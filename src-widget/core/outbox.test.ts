import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_PAGE_URL } from '#shared/lib/text.ts';
import type { SayRequest, SayResponse } from '#shared/wire/chat/say.ts';
import { chatItem, chatStorage, outgoing, settled } from '#tests/support/chat.ts';
import type { Answer, ChatApi } from '../net/api.ts';
import { Outbox } from './outbox.ts';
import { parseOutgoing } from './outgoing.ts';
import type { Visitor, VisitorKeeper } from './visitor.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** An outbox whose hub answers what the test says, in its order; `ok` when it says nothing. */
function desk(...answers: (Exclude<Answer<SayResponse>, { kind: 'ok' }> | 'ok')[]) {
  const storage = chatStorage();
  const said: SayRequest[] = [];
  const events: string[] = [];
  const who: { answer: Answer<Visitor> } = {
    answer: { kind: 'ok', value: { visitorId: 'v', token: 't' } },
  };
  const say = (token: string, request: SayRequest): Promise<Answer<SayResponse>> => {
    said.push(request);
    const answer = answers.shift() ?? 'ok';
    if (answer !== 'ok') return Promise.resolve(answer);
    const item = chatItem(said.length, { clientId: request.clientId, text: `${token}: ${request.text}` });
    return Promise.resolve({ kind: 'ok', value: { item } });
  };
  const outbox = new Outbox({
    storage,
    api: { say } as ChatApi,
    visitor: { ensure: () => Promise.resolve(who.answer) } as VisitorKeeper,
    lockName: 'lock',
    onSent: (item) => events.push(`sent ${item.text}`),
    onChange: () => events.push('changed'),
    onVisitor: () => undefined,
    onUnauthorized: (token) => events.push(`unauthorized ${token}`),
    onReachable: (reachable) => events.push(reachable ? 'reachable' : 'unreachable'),
  });
  const put = (...ids: string[]) => ids.forEach((id) => outbox.put(outgoing(id)));
  return { storage, said, events, who, outbox, put, ids: () => said.map(({ clientId }) => clientId) };
}

describe('what is written goes', () => {
  test('with what it fills in of a form, across a reload too', async () => {
    const { outbox, storage, said } = desk();
    const answers = { formId: 'form', values: [{ field: 0, value: 'Anna' }] };
    outbox.put(outgoing('m1', { text: 'Name: Anna', answers }));
    const [kept] = storage.names('out:').map((name) => parseOutgoing(storage.get(name) ?? ''));
    expect(kept?.answers).toEqual(answers);
    outbox.put(outgoing('m2'));
    outbox.start();
    await settled();
    expect(said.map((one) => one.answers)).toEqual([answers, undefined]);
  });

  test('in its order, each once, and is forgotten when the hub has it', async () => {
    const { outbox, storage, put, ids, events } = desk();
    put('m2', 'm1');
    outbox.start();
    await settled();
    expect(ids()).toEqual(['m1', 'm2']);
    expect(storage.names('out:')).toEqual([]);
    expect(outbox.all()).toEqual([]);
    expect(events).toContain('sent t: m1');
    put('m3');
    expect(ids()).toHaveLength(2);
    outbox.wake();
    await settled();
    expect(ids()).toEqual(['m1', 'm2', 'm3']);
  });

  test('with its files, what it answers, and as much of the page’s address as the hub takes', async () => {
    const { outbox, said } = desk();
    const file = { id: 'f', name: 'a.pdf', size: 1, mime: '', kind: 'pdf', width: null } as const;
    outbox.put(
      outgoing('m1', {
        files: [{ ...file, height: null, durationMs: null, preview: 'none' }],
        quote: { seq: 7, from: 'company', authorName: null, text: 'which?' },
        pageUrl: `https://shop/${'x'.repeat(MAX_PAGE_URL)}`,
      }),
    );
    outbox.start();
    await settled();
    expect(said[0]).toMatchObject({ files: ['f'], replyTo: 7 });
    expect(said[0]?.pageUrl).toHaveLength(MAX_PAGE_URL);
  });
});

describe('when the hub does not take it', () => {
  test('a network that is away is tried again, after longer and longer, with the same id', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const away = { kind: 'unreachable' } as const;
    const { outbox, put, ids, events } = desk(away, away);
    put('m1');
    outbox.start();
    await settled();
    expect(ids()).toEqual(['m1']);
    expect(events.at(-1)).toBe('unreachable');
    await vi.advanceTimersByTimeAsync(699);
    expect(ids()).toEqual(['m1']);
    await vi.advanceTimersByTimeAsync(1);
    expect(ids()).toEqual(['m1', 'm1']);
    await vi.advanceTimersByTimeAsync(1_399);
    expect(ids()).toHaveLength(2);
    outbox.wake();
    await settled();
    expect(ids()).toEqual(['m1', 'm1', 'm1']);
    expect(events.at(-1)).toBe('reachable');
  });

  test.each([{ kind: 'too_long' }, { kind: 'refused', status: 422 }] as const)(
    '$kind: it waits for the person and holds nobody up',
    async (answer) => {
      const { outbox, put, ids } = desk(answer);
      put('m1', 'm2');
      outbox.start();
      await settled();
      expect(ids()).toEqual(['m1', 'm2']);
      expect(outbox.all()).toMatchObject([{ clientId: 'm1', failure: answer.kind }]);
      await vi.advanceTimersByTimeAsync(120_000);
      expect(ids()).toHaveLength(2);
    },
  );

  test('a token that is not known any more is told, and a new one tried at once, but not again and again', async () => {
    const no = { kind: 'unauthorized' } as const;
    const { outbox, put, ids, events } = desk(no, no);
    put('m1');
    outbox.start();
    await vi.advanceTimersByTimeAsync(600);
    expect(ids()).toHaveLength(2);
    expect(events.filter((event) => event === 'unauthorized t')).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_400);
    expect(ids()).toHaveLength(3);
    expect(outbox.all()).toEqual([]);
  });

  test('asked for patience it is patient, whatever wakes it', async () => {
    const { outbox, put, ids, events } = desk({ kind: 'later', afterMs: 10_000 });
    put('m1');
    outbox.start();
    await settled();
    for (let i = 0; i < 3; i += 1) {
      await vi.advanceTimersByTimeAsync(3_000);
      outbox.wake();
      await settled();
    }
    expect(ids()).toHaveLength(1);
    // Not a network that is away.
    expect(events).not.toContain('unreachable');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ids()).toHaveLength(2);
  });

  test('without a visitor nothing is said; as soon as there is one it is', async () => {
    const { outbox, put, ids, who, events } = desk();
    const { answer } = who;
    who.answer = { kind: 'unreachable' };
    put('m1');
    outbox.start();
    await settled();
    expect(ids()).toEqual([]);
    expect(events.at(-1)).toBe('unreachable');
    who.answer = { kind: 'later', afterMs: 5_000 };
    outbox.wake();
    await settled();
    who.answer = answer;
    outbox.wake();
    await settled();
    expect(ids()).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ids()).toEqual(['m1']);
  });
});

describe('other tabs and the site', () => {
  test('what another tab left there is sent too; what is no message of ours is left alone', async () => {
    const { outbox, storage, ids } = desk();
    storage.set('out:m5', JSON.stringify(outgoing('m5')));
    storage.set('out:x', '{"clientId":1}');
    storage.set('out:y', 'not even JSON');
    outbox.start();
    await settled();
    expect(ids()).toEqual(['m5']);
    expect(storage.names('out:')).toEqual(['out:x', 'out:y']);
  });

  test('a site that empties its storage loses nothing; what another tab took away is gone', () => {
    const { outbox, storage, put } = desk();
    put('m1', 'm2');
    storage.remove('out:m1');
    storage.remove('out:m2');
    expect(outbox.all().map(({ clientId }) => clientId)).toEqual(['m1', 'm2']);
    outbox.changedElsewhere('');
    expect(outbox.all()).toHaveLength(2);
    outbox.changedElsewhere('out:m1');
    expect(outbox.all().map(({ clientId }) => clientId)).toEqual(['m2']);
  });

  test('what is given up is not sent', async () => {
    const { outbox, put, ids } = desk();
    put('m1');
    outbox.remove('m1');
    outbox.start();
    await settled();
    expect(ids()).toEqual([]);
  });
});
