import { describe, expect, it } from 'vitest';
import { createPause } from './pause.ts';

describe('createPause', () => {
  it('is cut short by a wake-up', async () => {
    const pause = createPause();
    const waited = pause.wait(Infinity);
    pause.wake();
    await waited;
  });

  it('does not lose a wake-up that came before', async () => {
    const pause = createPause();
    pause.wake();
    await pause.wait(Infinity);
  });

  it('uses a wake-up once', async () => {
    const pause = createPause();
    pause.wake();
    await pause.wait(Infinity);
    let over = false;
    const second = pause.wait(Infinity).then(() => (over = true));
    await Promise.resolve();
    expect(over).toBe(false);
    pause.wake();
    await second;
  });
});
