import { describe, expect, test } from 'vitest';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { markWords, rowDescription, rowLabel, rowMark } from './row-words.ts';

const texts = createTexts('ru');
const CLARA = '01990000-0000-7000-8000-00000000c1a0';
const boris = { id: BORIS, name: 'Борис Петров', role: 'operator', active: true, rev: 1 } as const;

function row(patch: Partial<DialogRow> = {}): DialogRow {
  return {
    dialog: dialogFixture(),
    contact: null,
    channel: null,
    line: null,
    responsible: null,
    offeredTo: null,
    lastAuthor: null,
    pending: false,
    draft: null,
    ...patch,
  };
}

const last = (operatorId: string) =>
  ({
    seq: 1,
    preview: 'Добрый день',
    files: null,
    author: { kind: 'operator', operatorId },
    visibility: 'public',
    at: 1,
  }) as const;

test('an option is named by client, last text and unread count', () => {
  const lastMessage = { ...last(ANNA), author: { kind: 'client', contactId: 'c' } } as const;
  const dialog = dialogFixture({ lastMessage, unread: 2 });
  expect(rowLabel(row({ dialog }), ANNA, texts)).toBe(
    'Неизвестный клиент, Добрый день, 2 непрочитанных сообщения',
  );
});

test('own words and those of a colleague are told apart', () => {
  const mine = row({ dialog: dialogFixture({ lastMessage: last(ANNA) }) });
  expect(rowLabel(mine, ANNA, texts)).toContain('Вы: Добрый день');
  const his = row({ dialog: dialogFixture({ lastMessage: last(BORIS) }), lastAuthor: boris });
  expect(rowLabel(his, ANNA, texts)).toContain('Борис: Добрый день');
  expect(rowLabel({ ...his, lastAuthor: null }, ANNA, texts)).toContain('Коллега: Добрый день');
});

test('a draft stands in for the last text', () => {
  expect(rowLabel(row({ draft: 'Сейчас уточню' }), ANNA, texts)).toContain('Черновик: Сейчас уточню');
});

test('the description says who answers, how long the client waits, and what the hub does not know yet', () => {
  const dialog = dialogFixture({ waitingSince: 0 });
  const words = rowDescription(row({ dialog, responsible: boris, pending: true }), ANNA, 5 * 60_000, texts);
  expect(words).toBe('ведёт Борис Петров, ждёт 5 минут, ещё не подтверждено');
});

test('the description says what was pinned by oneself, until when it rests instead of how long it waits, and what was spam', () => {
  const until = new Date('2026-03-11T18:00').getTime();
  const dialog = dialogFixture({ waitingSince: 0, pinnedBy: [ANNA], snoozed: { until, byId: ANNA } });
  expect(rowDescription(row({ dialog }), ANNA, 0, texts)).toMatch(/^закреплён, отложен до 11 мар.*18:00$/);
  expect(rowDescription(row({ dialog }), BORIS, 0, texts)).toMatch(/^отложен до/);
  const state = { status: 'closed', responsibleId: ANNA, closedAt: 1, outcome: 'spam' } as const;
  expect(rowDescription(row({ dialog: dialogFixture({ state }) }), ANNA, 0, texts)).toBe('спам');
});

describe('what a row asks for', () => {
  const card = { reason: '', promised: '', promisedUntil: null };
  const offered = (operatorId: string) =>
    dialogFixture({
      handOver: {
        fromId: CLARA,
        to: { kind: 'operator', operatorId },
        card,
        at: 1,
        wasInside: false,
        state: 'offered',
      },
    });
  const seniorCall = { byId: CLARA, note: '', at: 1 };
  const words = (one: DialogRow): string | null => {
    const mark = rowMark(one, ANNA, texts.t);
    return mark && markWords(mark, texts.t);
  };

  test('an offer to oneself, to a colleague by his first name, a call for help', () => {
    expect(words(row({ dialog: offered(ANNA) }))).toBe('предложен вам');
    expect(words(row({ dialog: offered(BORIS), offeredTo: boris }))).toBe('предложен: Борис');
    expect(words(row({ dialog: offered(BORIS) }))).toBe('предложен: Коллега');
    expect(words(row({ dialog: dialogFixture({ seniorCall }) }))).toBe('зовут старшего');
    expect(words(row())).toBeNull();
  });

  test('what is asked of oneself comes before a call for help, and that before what others wait for', () => {
    expect(words(row({ dialog: { ...offered(ANNA), seniorCall } }))).toBe('предложен вам');
    expect(words(row({ dialog: { ...offered(BORIS), seniorCall }, offeredTo: boris }))).toBe(
      'зовут старшего',
    );
  });

  test('screen readers hear it first; what was accepted is no offer any more', () => {
    expect(rowDescription(row({ dialog: offered(ANNA) }), ANNA, 0, texts)).toBe('предложен вам');
    const { handOver } = offered(ANNA);
    const taken = dialogFixture({ handOver: handOver && { ...handOver, state: 'taken' } });
    expect(words(row({ dialog: taken }))).toBeNull();
  });
});
