import { describe, expect, test } from 'vitest';
import type { Attachment, AttachmentKind } from '#shared/domain/attachment.ts';
import { noticeKindSchema, type Notice } from '#shared/domain/notice.ts';
import type { OperatorPresence } from '#shared/domain/presence.ts';
import { createTexts } from '../i18n.ts';
import { clockTime, fileFacts } from './file-facts.ts';
import { bodyWords, filesWords, lastWords } from './files.ts';
import { noticeText } from './notice.ts';
import { presenceWords } from './presence.ts';

const [ru, en] = [createTexts('ru'), createTexts('en')];

describe('notices', () => {
  const notice = (kind: Notice['kind'], byId: string | null = 'b'): Notice => ({
    id: 'n',
    operatorId: 'a',
    kind,
    dialogId: 'd',
    byId,
    text: '',
    clientName: '',
    at: 0,
    seenAt: null,
    rev: 1,
  });
  const nameOf = (): string => '<b>Борис</b>';

  test.each(['ru', 'en'] as const)(
    'every kind has words of its own, and all but one name who did it: %s',
    (language) => {
      const { t } = createTexts(language);
      const words = noticeKindSchema.options.map((kind) => noticeText(notice(kind), nameOf, t));
      expect(new Set(words).size).toBe(words.length);
      expect(words.filter((one) => !one.includes('<b>Борис</b>'))).toEqual([t('notice.woken')]);
    },
  );

  test('who lost a dialog himself reads so', () => {
    expect(noticeText(notice('released', 'a'), nameOf, en.t)).toBe(en.t('notice.releasedYou'));
    expect(noticeText(notice('released', 'a'), nameOf, ru.t)).toBe(ru.t('notice.releasedYou'));
  });

  test('where nobody did it the system did', () => {
    expect(noticeText(notice('handed_back', null), nameOf, ru.t)).toContain(ru.t('author.system'));
  });
});

describe('how a colleague stands', () => {
  const presence = (patch: Partial<OperatorPresence>): OperatorPresence => ({
    state: 'break',
    connected: true,
    since: null,
    ...patch,
  });

  test('since when, where that is known, never from the future', () => {
    expect(presenceWords(presence({}), 0, ru)).toBe(ru.t('presence.break'));
    const nine = presenceWords(presence({ since: 0 }), 9 * 60_000, ru);
    expect(nine).toContain(ru.t('presence.break'));
    expect(nine).toContain('9');
    expect(presenceWords(presence({ since: 60_000 }), 0, en)).toBe(
      presenceWords(presence({ since: 0 }), 0, en),
    );
  });
});

describe('files without words', () => {
  const kinds: AttachmentKind[] = ['image', 'video', 'audio', 'voice', 'pdf', 'text', 'other'];

  test('one by what it is, several by how many, as the language counts', () => {
    expect(new Set(kinds.map((kind) => filesWords({ kind, count: 1 }, ru.t))).size).toBe(kinds.length);
    expect([2, 5, 21].map((count) => filesWords({ kind: 'image', count }, ru.t))).toEqual([
      '2 картинки',
      '5 картинок',
      '21 картинка',
    ]);
    expect(filesWords({ kind: 'voice', count: 3 }, ru.t)).toBe('3 голосовых сообщения');
    expect(filesWords({ kind: 'pdf', count: 5 }, ru.t)).toBe('5 файлов');
    for (const kind of kinds) expect(filesWords({ kind, count: 2 }, en.t)).toMatch(/^2 /);
  });

  test('a text comes before what came with it', () => {
    expect(lastWords({ preview: 'Вот', files: { kind: 'image', count: 2 } }, ru.t)).toBe('Вот');
    expect(lastWords({ preview: '', files: null }, ru.t)).toBe('Сообщение удалено');
    expect(bodyWords({ text: '', attachments: [{ kind: 'image' }, { kind: 'pdf' }] }, ru.t)).toBe('2 файла');
  });
});

describe('what a file is', () => {
  const facts = (patch: Partial<Attachment>, texts = ru): string =>
    fileFacts(
      {
        id: 'f',
        name: 'file',
        size: 48_200,
        mime: '',
        kind: 'other',
        width: null,
        height: null,
        durationMs: null,
        preview: 'none',
        ...patch,
      },
      texts,
    );

  test('by its ending where nothing else says it, and by its kind where there is none', () => {
    expect(facts({ name: 'Счёт.docx' })).toMatch(/^DOCX · /);
    expect(facts({ name: '.env' })).toMatch(/^Файл · /);
    expect(facts({ name: 'a.verylongending' }, en)).toMatch(/^File · /);
    expect(facts({ name: 'a.exe', kind: 'pdf' })).toMatch(/^PDF · /);
  });

  test('how long it is to be heard, and how large', () => {
    expect(facts({ kind: 'voice', durationMs: 47_900 })).toBe(
      `Голосовое сообщение · 0:47 · ${ru.format.bytes(48_200)}`,
    );
    expect([0, 999, 61_000, 3_600_000].map(clockTime)).toEqual(['0:00', '0:00', '1:01', '60:00']);
  });
});
