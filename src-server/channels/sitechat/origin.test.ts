import { describe, expect, it } from 'vitest';
import { originAllowed } from './origin.ts';

const ALLOWED = ['https://shop.example', 'https://*.tea.example', 'http://localhost:3000'];
const OWN = ['https://hub.example'];

describe('originAllowed', () => {
  it.each([
    [undefined],
    ['https://shop.example'],
    ['HTTPS://SHOP.EXAMPLE'],
    ['https://hub.example'],
    ['https://www.tea.example'],
    ['https://a.b.tea.example'],
    ['http://localhost:3000'],
  ])('%s may', (origin) => expect(originAllowed(origin, ALLOWED, OWN)).toBe(true));

  it.each([
    ['null'],
    [''],
    ['https://evil.example'],
    ['http://shop.example'],
    ['https://shop.example:8443'],
    ['https://shop.example.evil.example'],
    ['https://evilshop.example'],
    ['https://tea.example'],
    ['https://eviltea.example'],
    ['https://evil.example/.tea.example'],
    ['https://evil.example:443@x.tea.example'],
    ['http://www.tea.example'],
    ['http://localhost:3001'],
  ])('%s may not', (origin) => expect(originAllowed(origin, ALLOWED, OWN)).toBe(false));
});
