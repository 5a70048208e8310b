import { beforeEach, describe, expect, it } from 'vitest';
import { isOver } from '#tests/support/is-over.ts';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { Pause } from './pause.ts';

let clock: ManualClock;
beforeEach(() => {
  clock = new ManualClock();
});

describe('a pause', () => {
  it('lasts as long as it was meant to', async () => {
    const pause = new Pause(clock);
    const wait = pause.wait(100);
    clock.pass(99);
    expect(await isOver(wait)).toBe(false);
    clock.pass(1);
    expect(await isOver(wait)).toBe(true);
  });

  it('ends when somebody wants it to, and leaves no timer behind', async () => {
    const pause = new Pause(clock);
    const wait = pause.wait(100);
    pause.end();
    expect(await isOver(wait)).toBe(true);
    const next = pause.wait(1_000);
    clock.pass(999);
    expect(await isOver(next)).toBe(false);
  });

  it('that was ended before it began does not begin, once', async () => {
    const pause = new Pause(clock);
    pause.end();
    pause.end();
    expect(await isOver(pause.wait(null))).toBe(true);
    expect(await isOver(pause.wait(null))).toBe(false);
  });

  it('can be cut without sparing the next one', async () => {
    const pause = new Pause(clock);
    pause.cut();
    const wait = pause.wait(null);
    expect(await isOver(wait)).toBe(false);
    pause.cut();
    expect(await isOver(wait)).toBe(true);
    expect(await isOver(pause.wait(null))).toBe(false);
  });
});
