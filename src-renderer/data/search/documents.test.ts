import { describe, expect, it } from 'vitest';
import type { Identity } from '#shared/domain/contact.ts';
import { contactFixture, emailFixture, messageFixture, phoneFixture } from '#tests/support/fixtures.ts';
import { operatorId } from '#tests/support/fake-hub/model.ts';
import { contactSummary, contactWords, messageDocument, messageWords } from './documents.ts';

const identity = (kind: Identity['kind'], externalId: string, display: string | null = null): Identity => ({
  channelId: '01890000-0000-7000-8000-000000000031',
  kind,
  externalId,
  display,
});

describe('what is kept of a message', () => {
  it('is who said it, when, and whether clients may see it', () => {
    expect(messageDocument(messageFixture({ seq: 3, at: 7 }))).toEqual({
      seq: 3,
      at: 7,
      author: null,
      hidden: false,
      text: 'Hello',
    });
    const author = { kind: 'operator', operatorId: operatorId(1) } as const;
    expect(messageDocument(messageFixture({ author, visibility: 'hidden' }))).toMatchObject({
      author: operatorId(1),
      hidden: true,
    });
    expect(messageDocument(messageFixture({ author: { kind: 'system' } }))?.author).toBe('system');
  });

  it('is nothing of events, and of what was deleted', () => {
    const event = { kind: 'event', event: { type: 'opened' } } as const;
    expect(messageDocument(messageFixture({ body: event }))).toBeNull();
    const deleted = { kind: 'deleted', at: 1, by: { kind: 'operator', operatorId: operatorId(1) } };
    expect(messageDocument(messageFixture({ body: deleted as never }))).toBeNull();
  });

  it('is found without case, stress marks and ё', () => {
    expect(messageWords('Ёлка, «Заказ №45»! до́ма')).toBe('елка заказ 45 дома');
  });
});

describe('what is kept of a client', () => {
  it('is how messengers call him, unless that is what we call him, or nothing but noise', () => {
    const identities = [
      identity('telegram', '@anna', 'Анна'),
      identity('whatsapp', '79160000001', 'Olga'),
      identity('sitechat', '6f1c2a', 'Гость'),
      identity('vk', '@anna', null),
    ];
    const { names } = contactSummary(contactFixture({ name: 'Olga', identities }));
    expect(names).toEqual(['@anna', 'Анна', '79160000001', 'Гость']);
  });

  it('is found by any part of his number, and by whatever words are on his card', () => {
    const words = contactWords(
      contactSummary(
        contactFixture({
          name: 'Ольга Ёжикова',
          phones: [phoneFixture('+79161234567')],
          emails: [emailFixture('olga@example.com')],
          tags: ['Опт'],
          identities: [identity('whatsapp', '+44 20 7946 0000')],
        }),
      ),
    ).split(' ');
    for (const one of ['ольга', 'ежикова', 'опт', '79161234567', '4567', '567', '442079460000', '0000'])
      expect([one, words.includes(one)]).toEqual([one, true]);
    expect(words).not.toContain('67');
    expect(new Set(words).size).toBe(words.length);
  });
});
