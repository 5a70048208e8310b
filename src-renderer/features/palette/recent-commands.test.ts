import { afterEach, expect, test, vi } from 'vitest';
import { COMMAND_IDS } from '#renderer/commands/spec.ts';
import { keepLocal } from '#tests/support/local-storage.ts';
import { recentCommands, rememberCommand } from './recent-commands.ts';

const KEY = 'otklik.commands';

afterEach(() => vi.unstubAllGlobals());

test('the newest is first, each is there once', () => {
  keepLocal();
  expect(recentCommands()).toEqual([]);
  for (const id of ['settings', 'theme.dark', 'settings', 'list.mine'] as const) rememberCommand(id);
  expect(recentCommands()).toEqual(['list.mine', 'settings', 'theme.dark']);
});

test('a dozen is remembered, and of more the oldest are forgotten', () => {
  keepLocal();
  const many = COMMAND_IDS.slice(0, 15);
  many.forEach((id) => rememberCommand(id));
  expect(recentCommands()).toEqual(many.toReversed().slice(0, 12));
});

test('what another version kept and this one does not know is left out', () => {
  keepLocal({ [KEY]: '{"recent":["settings","command.of.tomorrow","__proto__","theme.dark"]}' });
  expect(recentCommands()).toEqual(['settings', 'theme.dark']);
});

test.each(['{"recent":5}', '{"recent":[1]}', '[]', 'no JSON', '{}'])('%s is nothing', (kept) => {
  keepLocal({ [KEY]: kept });
  expect(recentCommands()).toEqual([]);
});

test('a storage that takes nothing does not keep a command from being given', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(() => rememberCommand('settings')).not.toThrow();
});
