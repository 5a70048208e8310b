import { expect, test } from 'vitest';
import type { UploadView } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { fileTrouble, limitWords, trayTrouble } from './limits.ts';

const en = createTexts('en');
const ru = createTexts('ru');
const upload = (size: number, kind: UploadView['file']['kind'] = 'image'): UploadView => ({
  messageId: null,
  file: {
    id: 'f',
    name: 'big.png',
    size,
    mime: '',
    kind,
    width: null,
    height: null,
    durationMs: null,
    preview: 'none',
  },
  state: { kind: 'done' },
  sent: size,
});

test('what a channel takes is said before anything is sent', () => {
  expect(limitWords('sitechat', en)).toBe('Files up to 50 MB each');
  expect(limitWords('telegram', ru)).toBe('Картинки до 10 МБ, другие файлы до 50 МБ');
  expect(limitWords('instagram', en)).toBe('Pictures up to 8 MB, videos up to 25 MB, audio up to 25 MB');
});

test('too large, not carried, not uploaded: each has its words', () => {
  expect(fileTrouble(upload(1), 'telegram', en)).toBeNull();
  expect(fileTrouble(upload(11e6), 'telegram', en)).toBe('11 MB is too much: the channel takes 10 MB');
  expect(fileTrouble(upload(11e6), null, en)).toBeNull();
  // Among colleagues there is no channel that could take it.
  expect(fileTrouble(upload(60e6), null, en)).toBe('60 MB is too much: the hub takes up to 50 MB');
  expect(fileTrouble(upload(5, 'pdf'), 'instagram', en)).toBe('The channel does not take such files');
  const failed: UploadView = { ...upload(5), state: { kind: 'failed', why: 'lost' } };
  expect(fileTrouble(failed, null, en)).toBe('It is no longer on this computer');
});

test('a message goes with ten files that can go', () => {
  const ten = Array.from({ length: 10 }, () => upload(1));
  expect(trayTrouble(ten, 'sitechat', en)).toBeNull();
  expect(trayTrouble([...ten, upload(1)], 'sitechat', en)).toContain('10');
  expect(trayTrouble([upload(1), upload(60e6)], 'sitechat', en)).toContain('big.png');
});
