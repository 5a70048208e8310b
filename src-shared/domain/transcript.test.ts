import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNA, dialogFixture } from '#tests/support/fixtures.ts';
import { appendMessage, type MessageDraft } from './transcript.ts';

const CONTACT = dialogFixture().contactId;

function draft(patch: Partial<MessageDraft>): MessageDraft {
  return {
    id: '01890000-0000-7000-8000-00000000ffff',
    author: { kind: 'client', contactId: CONTACT },
    visibility: 'public',
    body: { kind: 'text', text: 'hello', attachments: [] },
    delivery: null,
    at: 2_000,
    ...patch,
  };
}

const byClient = draft({});
const byAnna = draft({ author: { kind: 'operator', operatorId: ANNA }, at: 3_000 });
const hidden = draft({ author: { kind: 'operator', operatorId: ANNA }, visibility: 'hidden', at: 4_000 });
const event = draft({
  author: { kind: 'system' },
  visibility: 'hidden',
  body: { kind: 'event', event: { type: 'opened' } },
  at: 5_000,
});

describe('appendMessage', () => {
  it('lets the client wait since his first unanswered message and counts all of them', () => {
    let { dialog } = appendMessage(dialogFixture(), byClient);
    ({ dialog } = appendMessage(dialog, draft({ at: 9_000 })));
    expect(dialog).toMatchObject({ waitingSince: 2_000, unread: 2, lastSeq: 2, lastActivityAt: 9_000 });
  });

  it('ends the waiting with a public answer', () => {
    const waiting = dialogFixture({ waitingSince: 2_000, unread: 3, lastSeq: 3 });
    expect(appendMessage(waiting, byAnna).dialog).toMatchObject({
      waitingSince: null,
      unread: 0,
      lastSeq: 4,
    });
  });

  it('does not end the waiting with a hidden message or an event', () => {
    const waiting = dialogFixture({ waitingSince: 2_000, unread: 3, lastSeq: 3 });
    expect(appendMessage(waiting, hidden).dialog).toMatchObject({ waitingSince: 2_000, unread: 3 });
    expect(appendMessage(waiting, event).dialog).toMatchObject({ waitingSince: 2_000, unread: 3 });
  });

  it('keeps the last text, marked when hidden, and no event in its place', () => {
    const { dialog } = appendMessage(dialogFixture(), byClient);
    expect(appendMessage(dialog, event).dialog.lastMessage).toMatchObject({ seq: 1, preview: 'hello' });
    expect(appendMessage(dialog, hidden).dialog.lastMessage).toMatchObject({ seq: 2, visibility: 'hidden' });
  });

  it('never moves the activity back when clocks disagree', () => {
    const late = dialogFixture({ lastActivityAt: 50_000 });
    expect(appendMessage(late, byClient).dialog.lastActivityAt).toBe(50_000);
  });

  it('numbers messages 1, 2, 3… whatever is said by whom', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(byClient, byAnna, hidden, event)), (drafts) => {
        let dialog = dialogFixture();
        const seqs = drafts.map((one) => {
          const appended = appendMessage(dialog, one);
          dialog = appended.dialog;
          return appended.message.seq;
        });
        expect(seqs).toEqual(drafts.map((_, i) => i + 1));
        expect(dialog.unread > 0).toBe(dialog.waitingSince !== null);
      }),
    );
  });
});
