import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { detach } from '#shared/lib/detach.ts';
import { createLog } from '../../lib/log.ts';
import type { Db } from '../../db/transaction.ts';
import { LocalBus } from '#tests/support/local-bus.ts';
import { createLiveHub, nextWake, type LiveHub, type Waiting } from './live-hub.ts';
import { publishTyping, publishWake, TYPING, WAKE } from './topics.ts';

const WORKSPACE = '01890000-0000-7000-8000-000000000001';
const visitor = (visitorId: string) => ({ workspaceId: WORKSPACE, visitorId });

let bus: LocalBus;
let live: LiveHub;
beforeEach(() => {
  bus = new LocalBus();
  // What is looked up in the database is proven in tests/integration/sitechat-poll.test.ts.
  live = createLiveHub({ db: null as unknown as Db, bus, log: createLog('silent', false) });
});
afterEach(() => live.stop());

/** Somebody who waits, and what he heard. */
function wait(visitorId: string): { heard: string[]; leave: () => void } {
  const heard: string[] = [];
  const waiting: Waiting = {
    key: visitor(visitorId),
    wake: () => heard.push('wake'),
    typing: (authorName) => heard.push(`typing ${authorName ?? 'company'}`),
    stoppedTyping: () => heard.push('stopped'),
    stop: () => heard.push('stop'),
  };
  return { heard, leave: live.add(waiting) };
}

describe('those who wait for news of a talk', () => {
  it('are woken in every tab of that visitor, and nobody else is', () => {
    const [one, two, other] = [wait('a'), wait('a'), wait('b')];
    publishWake(bus, 'a');
    expect([one.heard, two.heard, other.heard]).toEqual([['wake'], ['wake'], []]);
    expect(live.size).toBe(3);
  });

  it('hear no more when they have left, however often they leave', () => {
    const [one, two] = [wait('a'), wait('a')];
    one.leave();
    one.leave();
    publishWake(bus, 'a');
    expect([one.heard, two.heard, live.size]).toEqual([[], ['wake'], 1]);
    two.leave();
    expect(live.size).toBe(0);
    // Who comes after that is not taken away by a late good-bye.
    const three = wait('a');
    two.leave();
    publishWake(bus, 'a');
    expect(three.heard).toEqual(['wake']);
  });

  it('see who types, under the name that clients may see, and when he has stopped', () => {
    const { heard } = wait('a');
    publishTyping(bus, { visitorId: 'a', authorName: 'Anna', stopped: false });
    publishTyping(bus, { visitorId: 'a', authorName: null, stopped: false });
    publishTyping(bus, { visitorId: 'b', authorName: 'Boris', stopped: false });
    publishTyping(bus, { visitorId: 'a', authorName: null, stopped: true });
    expect(heard).toEqual(['typing Anna', 'typing company', 'stopped']);
  });

  it('understand hints of older hubs, and are not disturbed by nonsense', () => {
    const { heard } = wait('a');
    bus.publish(TYPING, JSON.stringify({ visitorId: 'a', authorName: 'Anna' }));
    for (const payload of ['', '{', 'null', '{"visitorId":5}', JSON.stringify({ visitorId: 'a' })])
      bus.publish(TYPING, payload);
    expect(heard).toEqual(['typing Anna']);
  });

  it('are at most so many of one visitor: the oldest has to go', () => {
    const tabs = Array.from({ length: 21 }, () => wait('a'));
    expect(tabs.map(({ heard }) => heard.join())).toEqual(['stop', ...Array.from({ length: 20 }, () => '')]);
  });

  it('are all told that the hub stops, and so is who comes later', () => {
    const [one, two] = [wait('a'), wait('b')];
    live.stop();
    const late = wait('c');
    expect([one.heard, two.heard, late.heard, live.stopped]).toEqual([['stop'], ['stop'], ['stop'], true]);
    expect([bus.listeners(WAKE), bus.listeners(TYPING)]).toEqual([0, 0]);
  });
});

describe('a request that is held open', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const isDone = async (done: Promise<void>): Promise<boolean> => {
    let over = false;
    detach(
      done.then(() => {
        over = true;
      }),
      (error) => expect.unreachable(String(error)),
    );
    await vi.advanceTimersByTimeAsync(0);
    return over;
  };

  it('ends with the first news', async () => {
    const { done } = nextWake(live, visitor('a'), 25_000);
    publishWake(bus, 'b');
    expect(await isDone(done)).toBe(false);
    publishWake(bus, 'a');
    expect([await isDone(done), live.size]).toEqual([true, 0]);
    publishWake(bus, 'a');
  });

  it('ends when its time is over, when the hub stops, or when whoever asked has gone', async () => {
    const timed = nextWake(live, visitor('a'), 25_000);
    await vi.advanceTimersByTimeAsync(24_999);
    expect(await isDone(timed.done)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isDone(timed.done)).toBe(true);
    const gone = nextWake(live, visitor('a'), 25_000);
    gone.end();
    expect(await isDone(gone.done)).toBe(true);
    const stopped = nextWake(live, visitor('a'), 25_000);
    live.stop();
    expect([await isDone(stopped.done), live.size, vi.getTimerCount()]).toEqual([true, 0, 0]);
  });
});
