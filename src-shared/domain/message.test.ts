import { describe, expect, it } from 'vitest';
import { MAX_TEXT_BYTES } from '../lib/text.ts';
import { messageTextSchema } from './message.ts';

describe('messageTextSchema', () => {
  it('keeps HTML and scripts as the plain text they are', () => {
    const text = '<img src=x onerror=alert(1)> & "quotes"';
    expect(messageTextSchema.parse(text)).toBe(text);
  });

  it('refuses what is blank after cleaning', () => {
    expect(messageTextSchema.safeParse(' \n\u0000\u0007 ').error?.issues[0]?.message).toBe(
      'the text is empty',
    );
    for (const unseen of ['\u200b', '\u200d\ufe0f', '\u2060 \ufeff', '\u202e', '\u3164', '\u2800', '\u00ad'])
      expect(messageTextSchema.safeParse(unseen).success).toBe(false);
  });

  it('keeps characters without a picture among others: flags, families and letters of many scripts need them', () => {
    for (const text of ['👨‍👩‍👧', '❤️', 'می‌خواهم', '.', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '—'])
      expect(messageTextSchema.parse(text)).toBe(text);
  });

  it('counts bytes, not characters', () => {
    expect(messageTextSchema.safeParse('ж'.repeat(MAX_TEXT_BYTES / 2)).success).toBe(true);
    const tooLong = messageTextSchema.safeParse('ж'.repeat(MAX_TEXT_BYTES / 2 + 1));
    expect(tooLong.error?.issues[0]?.message).toMatch(/longer than 65536 bytes/);
  });
});
