import { expect, test } from 'vitest';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { rowDescription, rowLabel } from './row-words.ts';

const texts = createTexts('ru');
const boris = { id: BORIS, name: 'Борис Петров', role: 'operator', active: true, rev: 1 } as const;

function row(patch: Partial<DialogRow> = {}): DialogRow {
  return {
    dialog: dialogFixture(),
    contact: null,
    channel: null,
    line: null,
    responsible: null,
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
  const words = rowDescription(row({ dialog, responsible: boris, pending: true }), 5 * 60_000, texts);
  expect(words).toBe('ведёт Борис Петров, ждёт 5 минут, ещё не подтверждено');
});
