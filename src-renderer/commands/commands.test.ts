import { describe, expect, test, vi } from 'vitest';
import { readings } from '#shared/lib/fuzzy.ts';
import { catalogs, LOCALES } from '../i18n/messages.ts';
import { ariaKeys, type KeyLike } from '../kit/keys.ts';
import { fitCommand } from './find.ts';
import { COMMAND_IDS, PRIMARY, specOf, type CommandId } from './spec.ts';
import { CommandStore } from './store.ts';

const press = (code: string, mods: Partial<KeyLike> = {}): KeyLike => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...mods,
});

describe('the registry', () => {
  test('no two have the same keys, none only switches the keyboard layout, none without a modifier writes a letter', () => {
    const combos = COMMAND_IDS.flatMap((id) => [...(specOf(id).keys ?? [])]);
    const others = combos.filter((combo) => combo !== PRIMARY);
    for (const mac of [false, true]) {
      const written = others.map((combo) => ariaKeys(combo, mac));
      expect(new Set(written).size).toBe(written.length);
    }
    for (const { code, mod = false, ctrl = false, alt = false, shift = false } of combos) {
      expect(shift && alt).toBe(false);
      // Ctrl+Alt is AltGr, which writes.
      expect((mod || ctrl) && alt).toBe(false);
      expect(mod || ctrl || alt || /^F\d+$/.test(code)).toBe(true);
    }
  });

  test.each(LOCALES)('every command has a name of its own in %s, and every word after / too', (locale) => {
    const titles = COMMAND_IDS.map((id) => catalogs[locale][specOf(id).title]);
    expect(new Set(titles).size).toBe(titles.length);
    const words = COMMAND_IDS.flatMap((id) => {
      const { slash } = specOf(id);
      return slash === undefined ? [] : [catalogs[locale][slash]];
    });
    expect(new Set(words).size).toBe(words.length);
    // Letters only, so that what is typed after "/" is one word.
    for (const word of words) expect(word).toMatch(/^\p{L}+$/u);
  });
});

describe('offers', () => {
  test('a command is there while somebody offers it, and carried out by the newest', () => {
    const store = new CommandStore();
    const [first, second] = [vi.fn(), vi.fn()];
    expect(store.run('dialog.finish')).toBe(false);
    store.offer('dialog.finish', { run: first, why: null });
    const takeBack = store.offer('dialog.finish', { run: second, why: null });
    store.run('dialog.finish');
    takeBack();
    store.run('dialog.finish');
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  });

  test('others hear of a command that is given, and when it is done, and not of one that cannot be given', async () => {
    const store = new CommandStore();
    const happened: string[] = [];
    let ended: Promise<unknown> = Promise.resolve();
    const stop = store.watch('dialog.reopen', (done) => {
      happened.push('heard');
      ended = done.then(() => happened.push('over'));
    });
    const run = (): Promise<void> => {
      happened.push('begun');
      return Promise.resolve();
    };
    store.run('dialog.reopen');
    const takeBack = store.offer('dialog.reopen', { run, why: 'not now' });
    store.run('dialog.reopen');
    takeBack();
    store.offer('dialog.reopen', { run, why: null });
    store.run('dialog.reopen');
    await ended;
    expect(happened).toEqual(['begun', 'heard', 'over']);
    stop();
    store.run('dialog.reopen');
    expect(happened).toEqual(['begun', 'heard', 'over', 'begun']);
  });

  test('what cannot be done now is known with its reason, and not done', () => {
    const store = new CommandStore();
    const run = vi.fn();
    store.offer('dialog.finish', { run, why: 'of Boris' });
    expect(store.offers().get('dialog.finish')?.why).toBe('of Boris');
    expect(store.run('dialog.finish')).toBe(false);
    expect(store.forKeys(press('End', { altKey: true }))).toBeNull();
    expect(run).not.toHaveBeenCalled();
  });

  test('keys give what is offered, by their place', () => {
    const store = new CommandStore();
    expect(store.forKeys(press('KeyM', { altKey: true }))).toBeNull();
    store.offer('dialog.markRead', { run: () => undefined, why: null });
    expect(store.forKeys(press('KeyM', { altKey: true }))).toBe('dialog.markRead');
  });

  test('keys that several have give the one that can be done', () => {
    const store = new CommandStore();
    store.offer('dialog.answer', { run: () => undefined, why: 'of Boris' });
    store.offer('dialog.take', { run: () => undefined, why: null });
    expect(store.forKeys(press('Enter', { ctrlKey: true }))).toBe('dialog.take');
  });

  test('those who look are told of every change, and see the same until the next', () => {
    const store = new CommandStore();
    const told = vi.fn();
    store.subscribe(told);
    const takeBack = store.offer('settings', { run: () => undefined, why: null });
    expect(store.offers()).toBe(store.offers());
    takeBack();
    expect(told).toHaveBeenCalledTimes(2);
    expect(store.offers().size).toBe(0);
  });
});

describe('a command is found', () => {
  const best = (typed: string, locale: 'ru' | 'en'): CommandId | undefined => {
    const read = readings(typed);
    const score = (id: CommandId): number => fitCommand(locale, id, read);
    // Those that are keys only are in no list.
    const listed = COMMAND_IDS.filter((id) => specOf(id).quiet !== true && score(id) > 0);
    return listed.toSorted((a, b) => score(b) - score(a))[0];
  };

  test.each([
    ['заверш', 'ru', 'dialog.finish'],
    ['закрыть', 'ru', 'dialog.finish'],
    ['pfdthibnm', 'ru', 'dialog.finish'],
    ['аштшыр', 'en', 'dialog.finish'],
    ['finish', 'ru', 'dialog.finish'],
    ['завершить', 'en', 'dialog.finish'],
    ['скрытое', 'ru', 'composer.hidden'],
    ['шёпот', 'ru', 'composer.hidden'],
    ['тёмная', 'ru', 'theme.dark'],
    ['ntvyfz', 'ru', 'theme.dark'],
    ['dark theme', 'en', 'theme.dark'],
    ['light', 'ru', 'theme.light'],
    ['вйти', 'ru', 'signOut'],
    ['настр', 'ru', 'settings'],
    ['неотв', 'ru', 'list.unanswered'],
    ['ответ', 'ru', 'dialog.answer'],
    ['jndtn', 'ru', 'dialog.answer'],
    ['быстрый', 'ru', 'reply.pick'],
  ] as const)('%s in %s: %s', (typed, locale, id) => {
    expect(best(typed, locale)).toBe(id);
  });

  test('and not by what has nothing to do with any', () => {
    expect(best('йцукенгшщзх', 'ru')).toBeUndefined();
    expect(best('  ', 'ru')).toBeUndefined();
  });
});
