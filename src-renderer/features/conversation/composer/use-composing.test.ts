import { expect, test } from 'vitest';
import type { Message } from '#shared/domain/message.ts';
import { quote } from '#shared/domain/transcript.ts';
import { file } from '#tests/support/chosen-files.ts';
import { messageFixture } from '#tests/support/fixtures.ts';
import { composerMode } from './composer-mode.ts';
import { modeFor, nothingSaid, sendLabel, type Composing, type ComposingHandle } from './use-composing.ts';

const open = messageFixture();
const hidden = messageFixture({ visibility: 'hidden' });
const reply = (message: Message) => ({ kind: 'reply', quotation: quote(message), wasHidden: false }) as const;
const draft = { text: 'words', hidden: false };

test('an answer to a hidden message is hidden and stays so; to an open one the person chooses', () => {
  const own = composerMode({ kind: 'own' }, draft);
  expect(modeFor(null, own)).toBe(own);
  expect(modeFor(reply(open), own)).toBe(own);
  expect(modeFor(reply(hidden), own)).toMatchObject({
    hidden: true,
    choice: 'fixed',
    allowed: true,
  });
  const closed = composerMode({ kind: 'closed' }, draft);
  expect(modeFor(reply(hidden), closed)).toBe(closed);
  const opening = composerMode({ kind: 'opening' }, draft);
  expect(modeFor(reply(hidden), opening)).toMatchObject({ hidden: true, blocked: false, allowed: false });
});

test('a change leaves the message as hidden or as open as it was, in a finished dialog too', () => {
  const closed = composerMode({ kind: 'closed' }, { text: '', hidden: true });
  for (const message of [open, hidden]) {
    const isHidden = message.visibility === 'hidden';
    const now = { kind: 'edit', message, text: 'x' } as const;
    expect(modeFor(now, closed)).toEqual({
      hidden: isHidden,
      blocked: false,
      allowed: true,
      choice: 'absent',
    });
    expect(sendLabel(now, isHidden)).toBe('composer.save');
  }
  expect(sendLabel(null, true)).toBe('composer.sendHidden');
});

test('of a message with files the words may go; of one that is only words nothing would be left', () => {
  const nothing = () => undefined;
  const handle = (now: Composing | null, text: string): ComposingHandle => ({
    now,
    draft: { text, hidden: false, set: nothing, clear: nothing, putBack: nothing },
    reply: nothing,
    edit: nothing,
    cancel: nothing,
    done: nothing,
  });
  const captioned = messageFixture({ body: { kind: 'text', text: 'x', attachments: [file(1)] } });
  const change = (message: Message) => ({ kind: 'edit', message, text: '' }) as const;
  expect(nothingSaid(handle(change(captioned), ' '), 0)).toBe(false);
  // Files that lie over the field belong to what is said next.
  expect(nothingSaid(handle(change(open), ' '), 2)).toBe(true);
  expect(nothingSaid(handle(change(open), 'x'), 0)).toBe(false);
  expect(nothingSaid(handle(null, ' '), 0)).toBe(true);
  expect(nothingSaid(handle(null, ' '), 1)).toBe(false);
  expect(nothingSaid(handle(null, 'x'), 0)).toBe(false);
});
