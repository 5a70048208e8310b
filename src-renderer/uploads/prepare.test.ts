import { expect, test } from 'vitest';
import { pastedName, prepare, seemingKind } from './prepare.ts';

test.each([
  ['image/png', 'image'],
  ['image/svg+xml', 'other'],
  ['image/heic', 'other'],
  ['video/mp4', 'video'],
  ['audio/mpeg', 'audio'],
  ['application/pdf', 'pdf'],
  ['text/html', 'text'],
  ['', 'other'],
])('%j seems to be %s', (mime, kind) => {
  expect(seemingKind(mime)).toBe(kind);
});

test('a screenshot is named by its time, a file keeps its name', () => {
  const at = new Date(2026, 2, 9, 7, 5, 3);
  expect(pastedName('image.png', 'Снимок экрана', at)).toBe('Снимок экрана 2026-03-09 07.05.03.png');
  expect(pastedName('image of us.png', 'Screenshot', at)).toBe('image of us.png');
});

test('a recording is a voice message, and knows how long it is', async () => {
  const chosen = await prepare(new Blob(['x'], { type: 'audio/webm;codecs=opus' }), 'a/b.webm', 1500.4);
  expect(chosen).toMatchObject({
    purpose: 'voice',
    file: { kind: 'voice', mime: 'audio/webm', durationMs: 1500, name: 'a_b.webm', size: 1 },
  });
});
