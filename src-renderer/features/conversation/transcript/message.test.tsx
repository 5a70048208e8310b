import { describe, expect, test } from 'vitest';
import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { DialogEvent, Message } from '#shared/domain/message.ts';
import { quote } from '#shared/domain/transcript.ts';
import { drawn, drawnWords, wordsOf } from '#tests/support/drawn.tsx';
import { ANNA, BORIS, LINE, messageFixture } from '#tests/support/fixtures.ts';
import { inTranscript, MAY_ALL, transcriptScope } from '#tests/support/transcript-scope.tsx';
import { EventLine } from './event-line.tsx';
import { MessageTrouble } from './message-trouble.tsx';
import { QuoteLine } from './marks/quote-line.tsx';
import { ReactionsRow } from './marks/reactions-row.tsx';

const mine = messageFixture({ author: { kind: 'operator', operatorId: ANNA } });
const failure = { code: 'blocked_by_client', detail: 'Forbidden' } as const;
type Pending = TranscriptItem['pending'];

describe('under a message that did not go out', () => {
  function trouble(message: Message, pending: Pending, retry = true, language: 'ru' | 'en' = 'ru'): string {
    const { marks } = transcriptScope();
    const patch = { marks: { ...marks, may: () => ({ ...MAY_ALL, retry }) }, nameOf: () => 'Борис' };
    return drawn(inTranscript(<MessageTrouble item={{ message, pending }} text="x" />, patch), language);
  }
  const buttons = (markup: string): string[] =>
    [...markup.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, words = '']) => wordsOf(words));

  test.each<[string, Pending, string[]]>([
    [
      'refused',
      { kind: 'refused', refusal: { code: 'not_responsible', operatorId: BORIS } },
      ['Повторить', 'Изменить', 'Удалить'],
    ],
    [
      'overtaken',
      { kind: 'refused', refusal: { code: 'overtaken', operatorId: BORIS, what: 'answered' } },
      ['Всё равно отправить', 'Изменить', 'Удалить'],
    ],
    [
      'in a finished dialog',
      { kind: 'refused', refusal: { code: 'dialog_closed' } },
      ['Изменить', 'Удалить'],
    ],
    ['invalid', { kind: 'refused', refusal: { code: 'invalid', detail: 'x' } }, ['Изменить', 'Удалить']],
    ['failed', { kind: 'failed', reason: '503' }, ['Повторить', 'Изменить', 'Удалить']],
    ['unanswered', { kind: 'unanswered' }, ['Повторить', 'Изменить', 'Удалить']],
  ])('%s: why, and what can be done', (_, pending, expected) => {
    const markup = trouble({ ...mine, delivery: { state: 'pending' } }, pending);
    expect(buttons(markup)).toEqual(expected);
    expect(markup).toMatch(/role="group" aria-label="[^"]{10,}"/);
  });

  test('a refusal names who was faster', () => {
    const pending = { kind: 'refused', refusal: { code: 'claimed_by_other', operatorId: BORIS } } as const;
    expect(wordsOf(trouble(mine, pending))).toContain('Вас опередили: диалог ведёт Борис');
  });

  test('what is on its way, arrived, or was deleted before it could, has none', () => {
    for (const kind of ['waiting', 'sending', 'confirmed'] as const) expect(trouble(mine, { kind })).toBe('');
    expect(trouble({ ...mine, delivery: { state: 'read', at: 1 } }, null)).toBe('');
    const body = { kind: 'deleted', by: ANNA, at: 1 } as const;
    expect(trouble({ ...mine, body, delivery: { state: 'failed', at: 1, failure } }, null)).toBe('');
  });

  test('not knowing is no failure, and looks like none', () => {
    const failed = trouble({ ...mine, delivery: { state: 'failed', at: 1, failure } }, null);
    const unknown = trouble({ ...mine, delivery: { state: 'unknown', at: 1 } }, null, true, 'en');
    expect(failed).toContain('text-danger');
    expect(unknown).toContain('text-warn');
    expect(buttons(failed)).toHaveLength(1);
    expect(buttons(trouble({ ...mine, delivery: { state: 'failed', at: 1, failure } }, null, false))).toEqual(
      [],
    );
  });

  test('a change that did not reach the client is told, that of deleted words too', () => {
    const amendment = (what: 'edit' | 'delete') =>
      ({ what, state: 'failed', failure, at: 1 }) as unknown as Message['amendment'];
    const edit = wordsOf(trouble({ ...mine, amendment: amendment('edit') }, null));
    const gone = wordsOf(
      trouble({ ...mine, body: { kind: 'deleted', by: ANNA, at: 1 }, amendment: amendment('delete') }, null),
    );
    expect(edit).not.toBe('');
    expect(gone).not.toBe('');
    expect(gone).not.toBe(edit);
  });
});

describe('what a message answers', () => {
  const quotation = quote(
    messageFixture({ body: { kind: 'text', text: '<b>Сколько?</b>', attachments: [] } }),
  );
  const line = (gone: boolean) => drawnWords(inTranscript(<QuoteLine quotation={quotation} gone={gone} />));

  test('by whom and in which words, until those are deleted', () => {
    expect(line(false)).toBe('В ответ client <b>Сколько?</b>');
    expect(line(true)).toBe('В ответ client Сообщение удалено');
  });
});

describe('reactions', () => {
  const reactions = [
    { emoji: '👍', by: 'client' },
    { emoji: '👍', by: ANNA },
    { emoji: '❤️', by: BORIS },
  ] as const;
  function row(may: boolean, list: readonly object[] = reactions): string {
    const message = { ...mine, reactions: list } as unknown as Message;
    const { marks } = transcriptScope();
    const patch = { marks: { ...marks, may: () => ({ ...MAY_ALL, react: may }) } };
    return drawn(inTranscript(<ReactionsRow message={message} />, patch));
  }

  test('say how many and who, and which is one’s own', () => {
    const markup = row(true);
    const names = [...markup.matchAll(/aria-label="([^"]*)"/g)].map(([, name]) => name);
    expect(names[1]).toContain('client');
    expect(names[1]).toContain(ANNA);
    expect([...markup.matchAll(/aria-pressed="(\w+)"/g)].map(([, pressed]) => pressed)).toEqual([
      'true',
      'false',
    ]);
    expect(markup).not.toContain('aria-disabled');
  });

  test('where one may not react they are shown and no buttons', () => {
    expect(row(false)).toContain('aria-disabled="true"');
    expect(row(true, [])).toBe('');
  });
});

describe('what happened to the dialog', () => {
  const card = { reason: 'Обед <i>', promised: 'Счёт', promisedUntil: null };
  const to = { toId: BORIS } as const;
  const line = (event: DialogEvent, language: 'ru' | 'en' = 'ru'): string =>
    drawnWords(inTranscript(<EventLine event={event} at={1_000} />), language);

  test('is told of oneself as "you", of others by name, with what was said beside it', () => {
    const offered = { type: 'offered', ...to, card } as const;
    const [own, his] = [line({ ...offered, operatorId: ANNA }), line({ ...offered, operatorId: BORIS })];
    expect(own).toMatch(/^Вы /);
    expect(his).toContain(`name of ${BORIS}`);
    for (const one of [own, his]) expect(one).toContain('Обед <i>');
    expect(own).toContain('Счёт');
    expect(line({ ...offered, operatorId: ANNA }, 'en')).toMatch(/^You /);
  });

  test('an empty card leaves no empty lines; a line is called by its name', () => {
    const empty = { reason: '', promised: '', promisedUntil: null };
    const event = { type: 'moved', operatorId: BORIS, toLineId: LINE, card: empty } as unknown as DialogEvent;
    expect(drawn(inTranscript(<EventLine event={event} at={1_000} />))).not.toContain('<dl');
    expect(line(event)).toContain(`line ${LINE}`);
  });
});
