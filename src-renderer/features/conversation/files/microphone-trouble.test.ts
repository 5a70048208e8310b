import { expect, test } from 'vitest';
import { microphoneTrouble } from './microphone-trouble.ts';

test.each([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotFoundError', 'absent'],
  ['OverconstrainedError', 'absent'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['SomethingNew', 'failed'],
])('%s is told as %s', (name, trouble) => {
  expect(microphoneTrouble(new DOMException('', name))).toBe(trouble);
});

test('what is no answer of the browser is a failure', () => {
  expect(microphoneTrouble(new TypeError('audio'))).toBe('failed');
});
