import { describe, expect, test } from 'vitest';
import { configHelp, ConfigError, parseConfig } from './config.ts';

describe('settings', () => {
  test('nothing given: safe defaults on loopback, with limits and without demo data', () => {
    expect(parseConfig({})).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 8420,
      DEMO: false,
      RATE_LIMITS: 'on',
      CLIENT_ORIGINS: [],
    });
    expect(parseConfig({}).DATABASE_URL).toBeUndefined();
  });

  test('empty values count as not given, foreign variables are nobody’s business', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: '', PATH: '/bin' }).PORT).toBe(8420);
  });

  test('values are read as what they mean', () => {
    const config = parseConfig({
      PORT: '0',
      DEMO: 'yes',
      PUBLIC_URL: 'https://hub.example/',
      CLIENT_ORIGINS: 'https://a.example, app://otklik',
    });
    expect(config).toMatchObject({
      PORT: 0,
      DEMO: true,
      PUBLIC_URL: 'https://hub.example',
      CLIENT_ORIGINS: ['https://a.example', 'app://otklik'],
    });
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', 'eighty'],
    ['DEMO', 'maybe'],
    ['DATABASE_URL', 'mysql://x'],
    ['PUBLIC_URL', 'ftp://hub.example'],
    ['CLIENT_ORIGINS', 'https://a.example/path'],
    ['SESSION_DAYS', '-1'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => parseConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => parseConfig({ [name]: value })).toThrow(name);
  });

  test.each(['eighty', '1e3', '0x10', '-1', '65536'])(
    'PORT=%s is refused in words a person understands',
    (value) => {
      expect(() => parseConfig({ PORT: value })).toThrow('PORT: expected a number from 0 to 65535');
    },
  );

  test('all mistakes are told at once', () => {
    expect(() => parseConfig({ PORT: 'x', DEMO: 'x' })).toThrow(/PORT[\s\S]*DEMO/);
  });

  test('the help names every setting', () => {
    const help = configHelp();
    for (const name of Object.keys(parseConfig({}))) expect(help).toContain(name);
  });
});
