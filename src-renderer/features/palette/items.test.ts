import { describe, expect, test } from 'vitest';
import { COMMAND_GROUPS, COMMAND_IDS, specOf, type CommandId } from '#renderer/commands/spec.ts';
import type { Offer } from '#renderer/commands/store.ts';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import type { Locale } from '#renderer/i18n/messages.ts';
import { readings } from '#shared/lib/fuzzy.ts';
import { quickReplyFixture } from '#tests/support/quick-replies.ts';
import type { FoundDialog } from './found-dialog.ts';
import {
  dialogsCalled,
  distinct,
  itemsAtRest,
  itemsFor,
  type FoundReplies,
  type PaletteGroup,
} from './items.ts';

type Offers = ReadonlyMap<CommandId, Offer>;

const offers = (ids: readonly CommandId[], cannot: Partial<Record<CommandId, string>> = {}): Offers =>
  new Map(ids.map((id) => [id, { run: () => undefined, why: cannot[id] ?? null }]));
const EVERYTHING = offers(COMMAND_IDS);
/** As mostly: no dialogs are chosen in the list. */
const UNCHOSEN = offers(COMMAND_IDS.filter((id) => specOf(id).group !== 'chosen'));

const dialog = (n: number, name = `Client ${n}`): FoundDialog => ({
  dialogId: `dialog-${n}`,
  contactId: `contact-${n}`,
  name,
  nameless: false,
  channel: null,
  detail: '',
});
const reply = (id: string): ReplyView => ({
  reply: quickReplyFixture({ id }),
  basedOn: { rev: 1, intentId: null },
  mayEdit: true,
  pending: false,
  unsaved: false,
  uses: 0,
  refused: [],
});
const talk = (n: number) => ({ talkId: `talk-${n}`, name: `Colleague ${n}`, seed: null });

const names = (groups: readonly PaletteGroup[]): string[] => groups.map(({ name }) => name);
const keysOf = (groups: readonly PaletteGroup[], name: PaletteGroup['name']): string[] =>
  groups.find((group) => group.name === name)?.items.map(({ key }) => key) ?? [];
const everyKey = (groups: readonly PaletteGroup[]): string[] =>
  groups.flatMap(({ items }) => items.map(({ key }) => key));

interface Asked {
  here?: Offers;
  locale?: Locale;
  recent?: readonly CommandId[];
  dialogs?: readonly FoundDialog[];
  replies?: FoundReplies;
  talks?: readonly ReturnType<typeof talk>[];
}
function ask(typed: string, asked: Asked = {}): PaletteGroup[] {
  const { here = UNCHOSEN, locale = 'en', recent = [], dialogs = [], replies, talks } = asked;
  return itemsFor(typed, readings(typed), locale, here, recent, dialogs, replies, talks);
}

test('while dialogs are chosen, the same word means them and not the open one', () => {
  const pairs = [
    ['finish', 'chosen.finish'],
    ['mark as read', 'chosen.markRead'],
    ['unread', 'chosen.markUnread'],
    ['transfer', 'chosen.transfer'],
    ['snooze', 'chosen.snooze'],
    ['spam', 'chosen.spam'],
    ['завершить', 'chosen.finish'],
    ['спам', 'chosen.spam'],
    ['отложить', 'chosen.snooze'],
    ['передать', 'chosen.transfer'],
  ] as const;
  for (const [typed, meant] of pairs) {
    const locale = /[а-я]/.test(typed) ? 'ru' : 'en';
    const recent: CommandId[] = ['dialog.finish', 'dialog.spam', 'dialog.snooze', 'dialog.transfer'];
    expect(keysOf(ask(typed, { here: EVERYTHING, locale, recent }), 'commands')[0]).toBe(`command ${meant}`);
  }
});

describe('before anything is typed', () => {
  test('every command stands once under its heading, but the palette itself and those that are keys only', () => {
    const groups = itemsAtRest(EVERYTHING, [], []);
    expect(names(groups)).toEqual([...COMMAND_GROUPS]);
    const shown = everyKey(groups);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).not.toContain('command palette.open');
    expect(shown).not.toContain('command reply.slot1');
    const spoken = COMMAND_IDS.filter((id) => id !== 'palette.open' && specOf(id).quiet !== true);
    expect(shown.toSorted()).toEqual(spoken.map((id) => `command ${id}`).toSorted());
  });

  test('a heading without anything below it is not there', () => {
    expect(names(itemsAtRest(offers(['settings']), [], []))).toEqual(['app']);
    expect(itemsAtRest(new Map(), ['settings'], [])).toEqual([]);
  });

  test('what was used last stands first and not a second time below, four of it at most', () => {
    const recent: CommandId[] = ['settings', 'theme.dark', 'card.toggle', 'list.mine', 'list.all'];
    const groups = itemsAtRest(EVERYTHING, recent, []);
    expect(keysOf(groups, 'recent')).toEqual([
      'command settings',
      'command theme.dark',
      'command card.toggle',
      'command list.mine',
    ]);
    expect(keysOf(groups, 'app')).not.toContain('command settings');
    expect(keysOf(groups, 'move')).toContain('command list.all');
  });

  test('what was used last but cannot be done now, or is not here, makes room for the next', () => {
    const here = offers(['dialog.answer', 'settings', 'theme.dark'], { 'dialog.answer': 'of Boris' });
    const groups = itemsAtRest(here, ['dialog.answer', 'list.mine', 'settings'], []);
    expect(keysOf(groups, 'recent')).toEqual(['command settings']);
    expect(keysOf(groups, 'dialog')).toEqual(['command dialog.answer']);
  });

  test('dialogs that were open last follow the commands used last', () => {
    const groups = itemsAtRest(EVERYTHING, ['settings'], [dialog(2), dialog(1)]);
    expect(keysOf(groups, 'recent')).toEqual(['command settings', 'dialog dialog-2', 'dialog dialog-1']);
  });

  test('what can be done stands before what cannot, and this says why', () => {
    const here = offers(['dialog.answer', 'dialog.pin', 'dialog.finish'], { 'dialog.answer': 'of Boris' });
    const [group] = itemsAtRest(here, [], []);
    expect(group?.items).toEqual([
      { kind: 'command', key: 'command dialog.pin', id: 'dialog.pin', why: null },
      { kind: 'command', key: 'command dialog.finish', id: 'dialog.finish', why: null },
      { kind: 'command', key: 'command dialog.answer', id: 'dialog.answer', why: 'of Boris' },
    ]);
  });
});

describe('what is typed', () => {
  test('can always be looked for in messages, without the spaces around it', () => {
    const groups = ask('  qqqqqqqq ');
    expect(groups).toEqual([
      { name: 'search', items: [{ kind: 'search', key: 'search', text: 'qqqqqqqq' }] },
    ]);
  });

  test.each([
    ['finish', 'en', 'command dialog.finish'],
    ['завершить', 'ru', 'command dialog.finish'],
    ['pfdthibnm', 'ru', 'command dialog.finish'],
    ['ыуеештпы', 'en', 'command settings'],
  ] as const)('%s in %s means %s', (typed, locale, key) => {
    expect(keysOf(ask(typed, { locale }), 'commands')[0]).toBe(key);
  });

  test('a command that is called so stands before clients, a worse fit behind them', () => {
    const dialogs = [dialog(1, 'Finish Line')];
    expect(names(ask('finish', { dialogs }))).toEqual(['commands', 'dialogs', 'search']);
    // Letters in order only: rather the client was meant.
    const weak = ask('fnsh', { dialogs, here: offers(['dialog.finish']) });
    expect(names(weak)).toEqual(['dialogs', 'commands', 'search']);
  });

  test('finds commands that cannot be done now, behind those that can', () => {
    const here = offers(['theme.dark', 'theme.light'], { 'theme.dark': 'not here' });
    const typed = ask('theme', { here });
    expect(keysOf(typed, 'commands')).toEqual(['command theme.light', 'command theme.dark']);
    expect(typed[0]?.items[1]).toMatchObject({ why: 'not here' });
  });

  test('of commands that fit alike the one used last comes first', () => {
    const here = offers(['theme.light', 'theme.dark', 'theme.system']);
    const first = (recent: CommandId[]): string | undefined =>
      keysOf(ask('theme', { here, recent }), 'commands')[0];
    expect(first(['theme.system', 'theme.dark'])).toBe('command theme.system');
    expect(first(['theme.dark', 'theme.system'])).toBe('command theme.dark');
    // However long ago: still before what was never used.
    const others: CommandId[] = ['settings', 'list.mine', 'list.all', 'list.closed', 'card.toggle', 'undo'];
    expect(first([...others, 'theme.system'])).toBe('command theme.system');
  });

  test('shows eight commands, eight clients and five colleagues at most', () => {
    const groups = ask('o', {
      dialogs: Array.from({ length: 30 }, (_, n) => dialog(n)),
      talks: Array.from({ length: 30 }, (_, n) => talk(n)),
    });
    expect(keysOf(groups, 'commands')).toHaveLength(8);
    expect(keysOf(groups, 'dialogs')).toHaveLength(8);
    expect(keysOf(groups, 'colleagues')).toEqual([0, 1, 2, 3, 4].map((n) => `talk talk-${n}`));
  });

  test('a quick reply that is called just so comes first, others after everybody', () => {
    const rest = { dialogs: [dialog(1)], talks: [talk(1)] };
    const called = ask('finish', { ...rest, replies: { views: [reply('r')], called: true } });
    expect(names(called)).toEqual(['replies', 'commands', 'dialogs', 'colleagues', 'search']);
    const similar = ask('finish', { ...rest, replies: { views: [reply('r')], called: false } });
    expect(names(similar)).toEqual(['commands', 'dialogs', 'colleagues', 'replies', 'search']);
    expect(keysOf(similar, 'replies')).toEqual(['reply r']);
  });

  test('a quick reply of that name comes before commands that only have it among their further words', () => {
    const titled = (title: string): FoundReplies => ({
      views: [{ ...reply('r'), reply: quickReplyFixture({ id: 'r', title }) }],
      called: false,
    });
    const asked = { locale: 'ru', here: offers(['dialog.spam']), dialogs: [dialog(1)] } as const;
    const groups = (typed: string, replies?: FoundReplies): string[] =>
      names(ask(typed, { ...asked, ...(replies && { replies }) }));
    expect(groups('мусор')).toEqual(['commands', 'dialogs', 'search']);
    expect(groups('мусор', titled('Мусор и вывоз'))).toEqual(['replies', 'commands', 'dialogs', 'search']);
    // Found by its text alone, or beside a command of that title, it stays behind.
    expect(groups('мусор', titled('Вывоз'))).toEqual(['commands', 'dialogs', 'replies', 'search']);
    expect(groups('спам', titled('Спам и реклама'))).toEqual(['commands', 'dialogs', 'replies', 'search']);
  });

  test('no two things have the same key, so that the keyboard is always at one of them', () => {
    const groups = ask('о', {
      locale: 'ru',
      dialogs: [dialog(1), dialog(2)],
      talks: [talk(1)],
      replies: { views: [reply('r')], called: false },
    });
    const all = everyKey(groups);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('clients are found by their names', () => {
  const ALL = [
    dialog(1, 'Анна Преображенская'),
    dialog(2, 'Иван Аннин'),
    dialog(3, 'Анна'),
    dialog(4, 'Клиент 1700'),
    dialog(5, '<b>Bobby</b> Tables'),
  ];
  const found = (typed: string): string[] =>
    dialogsCalled(readings(typed), ALL).map(({ dialogId }) => dialogId);

  test.each([
    ['анна', ['dialog-3', 'dialog-1', 'dialog-2']],
    ['fyyf', ['dialog-3', 'dialog-1', 'dialog-2']],
    ['АННА ПРЕОБР', ['dialog-1']],
    ['преоб анна', ['dialog-1']],
    ['1700', ['dialog-4']],
    ['bobby', ['dialog-5']],
    ['<b>', ['dialog-5']],
    ['никого', []],
    ['', []],
    ['!!!', []],
  ])('%j', (typed, ids) => {
    expect(found(typed)).toEqual(ids);
  });

  test('those who fit alike stay in the order in which they came', () => {
    const twins = [dialog(7, 'Ольга'), dialog(6, 'Ольга'), dialog(8, 'Ольга')];
    expect(dialogsCalled(readings('ольга'), twins).map(({ dialogId }) => dialogId)).toEqual([
      'dialog-7',
      'dialog-6',
      'dialog-8',
    ]);
  });

  test('of each dialog one is shown, the first that was found', () => {
    const twice = distinct([dialog(1, 'as he is open'), dialog(2), dialog(1, 'as he was found')]);
    expect(twice.map(({ name }) => name)).toEqual(['as he is open', 'Client 2']);
    expect(distinct([])).toEqual([]);
  });
});
