import { describe, expect, test } from 'vitest';
import type { ComposerState } from './composer-hint.tsx';
import { composerMode } from './composer-mode.ts';

const own: ComposerState = { kind: 'own' };
const watched: ComposerState = { kind: 'others', reason: 'Boris', whisper: true };
const draft = (text: string, hidden: boolean) => ({ text, hidden });

describe('where one may write to the client', () => {
  test.each([own, { kind: 'free' }, { kind: 'guest' }] satisfies ComposerState[])(
    'the mode is what was chosen: %o',
    (state) => {
      expect(composerMode(state, draft('a', false))).toMatchObject({ hidden: false, allowed: true });
      expect(composerMode(state, draft('a', true))).toMatchObject({ hidden: true, choice: 'free' });
    },
  );
});

describe('where one may only whisper', () => {
  test('an empty field begins as a hidden message and stays one', () => {
    const fixed = { hidden: true, allowed: true, blocked: false, choice: 'fixed' };
    expect(composerMode(watched, draft('', false))).toEqual(fixed);
    expect(composerMode(watched, draft('a', true))).toEqual(fixed);
  });

  test('words for the client are neither sent nor hidden without being asked', () => {
    const held = { hidden: false, allowed: false, blocked: false, choice: 'free' };
    expect(composerMode(watched, draft('dear client', false))).toEqual(held);
  });
});

test('while the dialog is being opened again one may write and not send yet, as what the words were', () => {
  for (const hidden of [true, false])
    expect(composerMode({ kind: 'opening' }, draft('a', hidden))).toEqual({
      hidden,
      blocked: false,
      allowed: false,
      choice: 'absent',
    });
});

test('where nothing can be written the words keep their look', () => {
  for (const state of [
    { kind: 'closed' },
    { kind: 'continued', dialogId: 'd' },
    { ...watched, whisper: false },
  ] satisfies ComposerState[]) {
    expect(composerMode(state, draft('a', true))).toMatchObject({
      hidden: true,
      blocked: true,
      choice: 'absent',
    });
    expect(composerMode(state, draft('a', false))).toMatchObject({ hidden: false, allowed: false });
  }
});
