import { describe, expect, test } from 'vitest';
import { BLANK, type Contact } from '#shared/domain/contact.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { createTexts } from '../i18n.ts';
import { LOCALES } from '../messages.ts';
import { contactName, firstName, operatorName } from './names.ts';
import { refusalText } from './refusal.ts';

const { t } = createTexts('ru');
const contact = (name: string | null): Contact => ({
  id: '01890000-0000-7000-8000-000000000041',
  name,
  number: 1700,
  ...BLANK,
  createdAt: 0,
  rev: 1,
});

describe('names', () => {
  test('a client without a name is called by number, without thousands separators', () => {
    expect(contactName(contact(null), t)).toBe('Клиент 1700');
    expect(contactName(contact('  '), t)).toBe('Клиент 1700');
    expect(contactName(contact(' Ольга '), t)).toBe('Ольга');
    expect(contactName(null, t)).toBe('Неизвестный клиент');
  });

  test('an unknown colleague is still somebody', () => {
    expect(operatorName('x', new Map(), t)).toBe('Коллега');
  });

  test('first names', () => {
    expect(firstName(' Анна  Кузнецова')).toBe('Анна');
  });
});

describe('a refusal', () => {
  const operatorId = 'b';
  const fileId = 'f';
  /** One of each, by its code: a new one does not compile without words here. */
  const ALL: { [Code in Refusal['code']]: Extract<Refusal, { code: Code }>[] } = {
    claimed_by_other: [{ code: 'claimed_by_other', operatorId }],
    not_responsible: [{ code: 'not_responsible', operatorId }],
    dialog_closed: [{ code: 'dialog_closed' }],
    overtaken: (['answered', 'claimed', 'finished', 'moved'] as const).map((what) => ({
      code: 'overtaken',
      operatorId,
      what,
    })),
    client_wrote: [{ code: 'client_wrote' }],
    not_found: [{ code: 'not_found' }],
    forbidden: [{ code: 'forbidden' }],
    file_missing: [{ code: 'file_missing', fileId }],
    file_not_carried: [0, 16_900_000].map((maxBytes) => ({
      code: 'file_not_carried',
      fileId,
      name: 'Чек <1>.exe',
      maxBytes,
    })),
    form_is_public: [{ code: 'form_is_public' }],
    form_is_sent: [{ code: 'form_is_sent' }],
    message_deleted: [{ code: 'message_deleted' }],
    channel_cannot: (['edit', 'delete', 'react'] as const).map((what) => ({ code: 'channel_cannot', what })),
    too_late: (['edit', 'delete', 'react'] as const).map((what) => ({ code: 'too_late', what })),
    offer_over: [null, operatorId].map((by) => ({ code: 'offer_over', operatorId: by })),
    no_such_target: [{ code: 'no_such_target' }],
    already_there: [{ code: 'already_there' }],
    newer_dialog: [{ code: 'newer_dialog', dialogId: 'd' }],
    colleague_left: [{ code: 'colleague_left', operatorId }],
    reply_changed: [null, operatorId].map((by) => ({ code: 'reply_changed', operatorId: by })),
    shortcut_taken: [{ code: 'shortcut_taken', shortcut: 'да', replyId: 'r', title: 'Согласие' }],
    contact_full: (['phones', 'emails', 'tags', 'notes', 'identities', 'merged'] as const).map((part) => ({
      code: 'contact_full',
      part,
      most: 21,
    })),
    contact_merged: [{ code: 'contact_merged', intoId: 'c' }],
    too_many_filters: (['personal', 'company'] as const).map((sharing) => ({
      code: 'too_many_filters',
      sharing,
      most: 200,
    })),
    too_many_dialogs: [{ code: 'too_many_dialogs', most: 1_000 }],
    invalid_phone: [{ code: 'invalid_phone' }],
    cannot_write_first: (['acquaintance', 'phone', 'email'] as const).map((lacks) => ({
      code: 'cannot_write_first',
      lacks,
    })),
    dialog_open: [{ code: 'dialog_open', dialogId: 'd' }],
    known_client: [{ code: 'known_client', contactId: null }],
    filter_changed: [null, operatorId].map((by) => ({ code: 'filter_changed', operatorId: by })),
    invalid: [{ code: 'invalid', detail: 'слишком длинно' }],
    unknown_intent: [{ code: 'unknown_intent', name: 'x.y' }],
  };

  test.each(LOCALES)(
    'has words in %s, whatever it is, with a name wherever somebody was faster',
    (locale) => {
      const texts = createTexts(locale);
      const said = new Set<string>();
      for (const refusal of Object.values(ALL).flat()) {
        const text = refusalText(refusal, () => 'Борис Петров', texts.t);
        expect(text).not.toMatch(/refusal\.|undefined|[{}]|\.$/);
        if ('operatorId' in refusal && refusal.operatorId !== null) expect(text).toContain('Борис Петров');
        said.add(text);
      }
      // Two may be said alike, but what is not the same for a person is not.
      expect(said.size).toBeGreaterThan(Object.values(ALL).flat().length - 4);
    },
  );

  test('says what it is about', () => {
    const words = (refusal: Refusal): string => refusalText(refusal, () => 'Борис Петров', t);
    expect(words({ code: 'claimed_by_other', operatorId })).toBe('Вас опередили: диалог ведёт Борис Петров');
    expect(words({ code: 'invalid', detail: 'слишком длинно' })).toContain('слишком длинно');
    const [never, tooLarge] = ALL.file_not_carried.map(words);
    expect(tooLarge).toContain('16');
    expect(tooLarge).toContain('Чек <1>.exe');
    expect(never).not.toContain('0');
    expect(words({ code: 'shortcut_taken', shortcut: 'да', replyId: 'r', title: 'Согласие' })).toMatch(
      /да.*Согласие/,
    );
  });
});
