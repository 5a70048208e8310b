import { describe, expect, test } from 'vitest';
import { slashCommands, slashWord } from './slash.ts';

describe('a text begins as a command', () => {
  test.each([
    ['/', ''],
    ['/фин', 'фин'],
    ['/finish', 'finish'],
  ])('%s', (text, word) => {
    expect(slashWord(text)).toBe(word);
  });

  test.each(['', 'a', ' /finish', '/finish now', '//\n', 'и/или', '/a b'])('and not %j', (text) => {
    expect(slashWord(text)).toBeNull();
  });
});

describe('what it may mean', () => {
  const all = (): boolean => true;

  test.each([
    ['зав', 'dialog.finish'],
    ['ЗАВ', 'dialog.finish'],
    ['finish', 'dialog.finish'],
    ['pfd', 'dialog.finish'],
    ['аштшыр', 'dialog.finish'],
    ['заметка', 'composer.hidden'],
    ['скрытое', 'composer.hidden'],
    ['note', 'composer.hidden'],
    ['ответить', 'dialog.answer'],
  ] as const)('%s: %s', (word, id) => {
    expect(slashCommands(word, all)).toContain(id);
  });

  test.each(['start', 'вершить', 'finishx', '1', 'var/log', 'help'])('%s stays a text', (word) => {
    expect(slashCommands(word, all)).toEqual([]);
  });

  test('only what is offered here, everything of it for the bare slash', () => {
    expect(slashCommands('', (id) => id === 'dialog.finish')).toEqual(['dialog.finish']);
    expect(slashCommands('зав', () => false)).toEqual([]);
  });
});
