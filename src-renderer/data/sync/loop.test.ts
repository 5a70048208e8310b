import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { isOver } from '#tests/support/is-over.ts';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { Loop } from './loop.ts';

let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock();
});

describe('a loop', () => {
  const make = (random = 0) =>
    new Loop({
      clock,
      random: () => random,
      backoff: { baseMs: 100, maxMs: 800 },
      onStorage: () => undefined,
    });
  /** Milliseconds until a rest is over. */
  async function lasts(rest: Promise<void>): Promise<number> {
    for (let ms = 0; ms < 5_000; ms += 50) {
      if (await isOver(rest)) return ms;
      clock.pass(50);
    }
    return Infinity;
  }

  it('rests longer after each failure, up to a bound, and after a success as after the first', async () => {
    const loop = make();
    const rests: number[] = [];
    for (let n = 0; n < 6; n += 1) rests.push(await lasts(loop.failed(null)));
    expect(rests).toEqual([50, 100, 200, 400, 400, 400]);
    loop.succeeded();
    expect(await lasts(loop.failed(null))).toBe(50);
  });

  it('rests at least as long as the hub asks for', async () => {
    const loop = make();
    expect(await lasts(loop.failed(1_500))).toBe(1_500);
    expect(await lasts(loop.failed(10))).toBe(100);
  });

  it('begins at once when the way is open again, and counts its failures anew', async () => {
    const loop = make();
    for (let n = 0; n < 4; n += 1) await lasts(loop.failed(null));
    const rest = loop.failed(60_000);
    loop.hurry();
    expect(await isOver(rest)).toBe(true);
    expect(await lasts(loop.failed(null))).toBe(50);
  });

  it('that is woken while it works looks once more before it waits', async () => {
    const loop = make();
    loop.wake();
    loop.wake();
    expect(await isOver(loop.idle(null))).toBe(true);
    const idle = loop.idle(null);
    expect(await isOver(idle)).toBe(false);
    loop.wake();
    expect(await isOver(idle)).toBe(true);
  });

  it('ends from any rest, and rests no more', async () => {
    const loop = make();
    let ended = false;
    loop.start(async () => {
      while (!loop.over) await loop.failed(null);
      ended = true;
    });
    await loop.stop();
    expect([ended, loop.over, loop.signal.aborted]).toEqual([true, true, true]);
    expect(await isOver(loop.failed(60_000))).toBe(true);
  });

  it('says what nobody thought of, and ends quietly all the same', async () => {
    const told: unknown[] = [];
    const loop = new Loop({
      clock,
      random: () => 0,
      backoff: { baseMs: 1, maxMs: 1 },
      onStorage: (error) => told.push(error),
    });
    const failure = new Error('the disk is full');
    loop.start(() => Promise.reject(failure));
    await loop.stop();
    expect(told).toEqual([failure]);
  });

  it('never rests longer than its bound, whatever chance says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        async (chance, times) => {
          const loop = make(chance);
          let last = 0;
          for (let n = 0; n < times; n += 1) last = await lasts(loop.failed(null));
          expect(last).toBeLessThanOrEqual(800);
          expect(last).toBeGreaterThanOrEqual(50);
        },
      ),
    );
  });
});
