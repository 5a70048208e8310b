import { expect, test } from 'vitest';
import type { OtklikBridge } from '#shared/bridge/api.ts';
import { callChannels } from '#shared/bridge/channels.ts';
import { createElectronPlatform } from './electron.ts';
import { PlatformError } from './types.ts';

/** A bridge that answers every call with `answer` and keeps what was asked. */
function bridgeAnswering(answer: unknown) {
  const asked: [string, unknown][] = [];
  const listeners = new Map<string, (payload: never) => void>();
  const calls = Object.fromEntries(
    callChannels.map((channel) => [
      channel,
      (args: unknown) => {
        asked.push([channel, args]);
        return Promise.resolve(answer);
      },
    ]),
  );
  const bridge: OtklikBridge = {
    calls: calls as unknown as OtklikBridge['calls'],
    on(event, listener) {
      listeners.set(event, listener);
      return () => void listeners.delete(event);
    },
  };
  return { bridge, asked, listeners };
}

test('a secret is asked for by the origin of its hub', async () => {
  const { bridge, asked } = bridgeAnswering({ ok: true, value: 'token' });
  expect(await createElectronPlatform(bridge).secrets.get('https://hub.example')).toBe('token');
  expect(asked).toEqual([['secrets.get', { hub: 'https://hub.example' }]]);
});

test('a refusal arrives with its code', async () => {
  const { bridge } = bridgeAnswering({ ok: false, error: { code: 'forbidden', message: 'no' } });
  const opening = createElectronPlatform(bridge).openExternal('file:///etc/passwd');
  await expect(opening).rejects.toBeInstanceOf(PlatformError);
  await expect(opening).rejects.toMatchObject({ code: 'forbidden', message: 'no' });
});

test('events come until the subscription ends', () => {
  const { bridge, listeners } = bridgeAnswering(null);
  let resumed = 0;
  const end = createElectronPlatform(bridge).onResume(() => {
    resumed += 1;
  });
  listeners.get('power.resumed')?.(null as never);
  end();
  expect(resumed).toBe(1);
  expect(listeners.size).toBe(0);
});

test.each([
  [null, null],
  ['https://hub.example', { kind: 'preset', origin: 'https://hub.example' }],
])('started with the hub %s, the desktop shell offers it', async (presetHub, offered) => {
  const { bridge } = bridgeAnswering({ ok: true, value: { presetHub } });
  expect(await createElectronPlatform(bridge).defaultHub()).toEqual(offered);
});
