import { describe, expect, it } from 'vitest';
import { Observed } from './state.ts';

describe('a value that is watched', () => {
  it('is told when it is another one, to those who still listen', () => {
    const value = new Observed({ n: 1 });
    const heard: number[] = [];
    const stop = value.subscribe(({ n }) => heard.push(n));
    value.set({ n: 1 });
    value.set({ n: 2 });
    stop();
    value.set({ n: 3 });
    expect([heard, value.current()]).toEqual([[2], { n: 3 }]);
  });
});
