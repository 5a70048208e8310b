import { describe, expect, test } from 'vitest';
import { OLDEST_CLIENT_PROTOCOL, PROTOCOL } from '#shared/wire/protocol.ts';
import { isWelcome, judgeProtocol } from './guards.ts';

const config = { PUBLIC_URL: 'https://hub.example/sub', CLIENT_ORIGINS: ['https://client.example'] };

describe('whose pages may talk to the hub', () => {
  test.each([
    [undefined, '127.0.0.1:1', true],
    ['app://otklik', '127.0.0.1:1', true],
    ['https://client.example', '127.0.0.1:1', true],
    ['https://hub.example', '127.0.0.1:1', true],
    ['http://127.0.0.1:1', '127.0.0.1:1', true],
    ['http://127.0.0.1:2', '127.0.0.1:1', false],
    ['https://client.example.evil.example', '127.0.0.1:1', false],
    ['http://client.example', '127.0.0.1:1', false],
    ['app://otklik.evil', '127.0.0.1:1', false],
    ['null', undefined, false],
    ['', 'hub.example', false],
  ])('%s at %s: %s', (origin, host, welcome) => {
    expect(isWelcome(origin, host, config)).toBe(welcome);
  });
});

test('protocols from the oldest that is served to the newest that is known', () => {
  expect(judgeProtocol(PROTOCOL)).toBeNull();
  expect(judgeProtocol(OLDEST_CLIENT_PROTOCOL)).toBeNull();
  expect(judgeProtocol(OLDEST_CLIENT_PROTOCOL - 1)?.code).toBe('client_too_old');
  expect(judgeProtocol(PROTOCOL + 1)?.code).toBe('client_too_new');
});
