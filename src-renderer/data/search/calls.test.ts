import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conditionsOf, NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { Asker, serve, type Answerer, type Port } from './calls.ts';
import type { LocalAnswer, SearchState } from './handle.ts';
import type { TableQuestion } from './table/question.ts';

/** A channel between windows: everybody hears everybody else. */
class Channel {
  readonly #listeners = new Map<object, (message: unknown) => void>();
  readonly said: unknown[] = [];

  port(): Port {
    const me = {};
    return {
      post: (message) => {
        this.said.push(message);
        for (const [who, listener] of this.#listeners) if (who !== me) listener(structuredClone(message));
      },
      listen: (listener) => {
        this.#listeners.set(me, listener);
        return () => this.#listeners.delete(me);
      },
    };
  }
}

const QUESTION: TableQuestion = {
  conditions: conditionsOf(NO_FILTER, operatorId(1), 0),
  sort: FIRST_SORT,
  offset: 0,
  limit: 10,
  laid: [],
  guests: null,
  find: [],
};
const NOTHING: LocalAnswer = { contacts: [], messages: [], next: null };

/** The window that owns the index. */
class Owner implements Answerer {
  now: SearchState = { kind: 'ready', storage: 'files' };
  fails = false;
  readonly asked: string[] = [];
  #tell = (): void => undefined;
  #tellLines = (): void => undefined;

  state(): SearchState {
    return this.now;
  }
  subscribe(listener: () => void): () => void {
    this.#tell = listener;
    return () => undefined;
  }
  onLines(listener: () => void): () => void {
    this.#tellLines = listener;
    return () => undefined;
  }
  find({ text }: { text: string }): Promise<LocalAnswer | null> {
    this.asked.push(text);
    return this.fails
      ? Promise.reject(new Error('closed'))
      : Promise.resolve({ ...NOTHING, next: text.length });
  }
  askTable(): ReturnType<Answerer['askTable']> {
    return this.fails ? Promise.reject(new Error('closed')) : Promise.resolve({ kind: 'guests' });
  }
  becomes(state: SearchState): void {
    this.now = state;
    this.#tell();
  }
  changesLines(): void {
    this.#tellLines();
  }
}

let channel: Channel;
let owner: Owner;
let unserve: () => void;
beforeEach(() => {
  channel = new Channel();
  owner = new Owner();
  unserve = serve(owner, channel.port());
});
afterEach(() => vi.useRealTimers());

describe('a window that asks the one with the index', () => {
  it('knows at once how it stands with it, and hears when that changes', () => {
    const asker = new Asker(channel.port());
    expect(asker.state()).toEqual({ kind: 'ready', storage: 'files' });
    const heard: string[] = [];
    const unhear = asker.subscribe(() => heard.push(asker.state().kind));
    owner.becomes({ kind: 'building', done: 1, total: 5, storage: 'files' });
    unhear();
    owner.becomes({ kind: 'unavailable', reason: 'full' });
    expect([heard, asker.state()]).toEqual([['building'], { kind: 'unavailable', reason: 'full' }]);
  });

  it('gets the answer to its own question, also when another window asks at the same time', async () => {
    const [one, two] = [new Asker(channel.port()), new Asker(channel.port())];
    const answers = await Promise.all([
      one.find({ text: 'a', limit: 10, before: null }),
      two.find({ text: 'bb', limit: 10, before: 3 }),
      one.askTable(QUESTION),
    ]);
    expect(answers).toEqual([{ ...NOTHING, next: 1 }, { ...NOTHING, next: 2 }, { kind: 'guests' }]);
    expect(owner.asked).toEqual(['a', 'bb']);
  });

  it('hears that nobody can answer when the index fails', async () => {
    owner.fails = true;
    const asker = new Asker(channel.port());
    expect(await asker.find({ text: 'a', limit: 10, before: null })).toBeNull();
    expect(await asker.askTable(QUESTION)).toBeNull();
  });

  it('does not wait for ever for a window that closed just now', async () => {
    vi.useFakeTimers();
    const asker = new Asker(channel.port());
    unserve();
    const answer = asker.find({ text: 'a', limit: 10, before: null });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await answer).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that becomes the owner itself lets go of what it asked', async () => {
    unserve();
    const asker = new Asker(channel.port());
    const answers = [asker.find({ text: 'a', limit: 1, before: null }), asker.askTable(QUESTION)];
    asker.close();
    expect(await Promise.all(answers)).toEqual([null, null]);
  });

  it('hears when lines of the table changed', () => {
    const asker = new Asker(channel.port());
    let heard = 0;
    const unhear = asker.onLines(() => (heard += 1));
    owner.changesLines();
    unhear();
    owner.changesLines();
    expect(heard).toBe(1);
  });
});

describe('windows of two versions', () => {
  it.each([
    ['of no kind', { search: 'sing', call: '1' }],
    [
      'with more than an answer may have',
      { search: 'find', call: '1', text: 'a', limit: 1_000, before: null },
    ],
    ['for lines without a question', { search: 'table', call: '1' }],
    ['that is none', 'state?'],
    ['that is nothing', null],
  ])('a question %s is not answered, and harms nobody', async (_, question) => {
    const port = channel.port();
    channel.said.length = 0;
    port.post(question);
    expect(channel.said).toEqual([question]);
    expect(await new Asker(channel.port()).find({ text: 'a', limit: 1, before: null })).not.toBeNull();
  });

  it('an answer that cannot be read is none, and the one that can be read comes through', async () => {
    unserve();
    const other = channel.port();
    const stop = other.listen((message) => {
      const { call } = message as { call?: string };
      if (call === undefined) return;
      other.post({ search: 'found', call, answer: { contacts: 'many', messages: [], next: null } });
      other.post({ search: 'found', call: 'another', answer: NOTHING });
      other.post({ search: 'found', call, answer: { ...NOTHING, next: 7 } });
    });
    const asker = new Asker(channel.port());
    other.post({ search: 'state', state: { kind: 'singing' } });
    expect(asker.state()).toEqual({ kind: 'starting' });
    expect(await asker.find({ text: 'a', limit: 1, before: null })).toEqual({ ...NOTHING, next: 7 });
    stop();
  });
});
