import { expect, it } from 'vitest';
import { createRemote } from './remote.ts';

it('asks once for what is asked many times while it is on its way', async () => {
  const asked: string[] = [];
  const answers: ((result: string) => void)[] = [];
  const remote = createRemote((id) => {
    asked.push(id);
    return new Promise<string>((resolve) => answers.push(resolve));
  });
  const all = [remote.loadOlder('a'), remote.loadOlder('a'), remote.loadOlder('b')];
  expect(asked).toEqual(['a', 'b']);
  for (const answer of answers) answer('loaded');
  expect(await Promise.all(all)).toEqual(['loaded', 'loaded', 'loaded']);
  const again = remote.loadOlder('a');
  answers.at(-1)?.('nothing_older');
  expect(await again).toBe('nothing_older');
  expect(asked).toEqual(['a', 'b', 'a']);
});
