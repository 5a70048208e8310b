import { describe, expect, test } from 'vitest';
import { deviceName } from './device-name.ts';

describe('deviceName', () => {
  test.each([
    [
      'browser',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36',
      'Chrome on Linux',
    ],
    [
      'browser',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0',
      'Firefox on Windows',
    ],
    ['browser', 'Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0', 'Edge on Windows'],
    [
      'browser',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/26.0 Safari/605.1.15',
      'Safari on macOS',
    ],
    ['darwin', 'Electron 45.4.1, Chromium 150.0.0.0', 'Otklik on macOS'],
    ['browser', 'something else', 'Browser'],
  ])('%s %s', (os, engine, name) => {
    expect(deviceName({ os, engine })).toBe(name);
  });
});
