import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeId } from '#tests/support/fake-hub/model.ts';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { onDialog } from '#tests/support/on-dialog.ts';
import { dialogSchema, isOpen, type Dialog } from '../domain/dialog.ts';
import type { ChannelKind } from '../domain/directory.ts';
import { messageSchema, type Message } from '../domain/message.ts';
import { appendMessage, type MessageDraft } from '../domain/transcript.ts';
import { previewOf } from '../lib/text.ts';
import { applyIntent } from './apply.ts';

/** A dialog with everything that was said in it, as the hub keeps both. */
class Talk {
  dialog: Dialog = dialogFixture();
  messages: Message[] = [];
  readonly channel: ChannelKind;
  private count = 0;

  constructor(channel: ChannelKind) {
    this.channel = channel;
  }

  clientWrites(text: string): void {
    if (!isOpen(this.dialog)) return;
    const draft: MessageDraft = {
      id: this.newId(),
      author: { kind: 'client', contactId: this.dialog.contactId },
      visibility: 'public',
      body: { kind: 'text', text, attachments: [] },
      delivery: null,
      at: this.now,
    };
    const said = appendMessage(this.dialog, draft);
    this.dialog = said.dialog;
    this.messages.push(said.message);
  }

  act(who: string, name: string, nth: number, text: string): void {
    const message = this.messages[nth % Math.max(1, this.messages.length)];
    const args = {
      dialogId: this.dialog.id,
      messageId: message?.id ?? fakeId(8, 999_999),
      afterSeq: this.dialog.lastSeq,
      text,
      emoji: '👍',
      visibility: nth % 3 === 0 ? 'hidden' : 'public',
      until: 1_000_000,
      replyTo: name === 'message.send' && nth % 2 === 0 ? (message?.id ?? null) : null,
    };
    const intent = onDialog({ id: this.newId(), at: 1, name, args });
    const named =
      name.startsWith('message.') && (name !== 'message.send' || args.replyTo) ? (message ?? null) : null;
    const ctx = {
      intentId: intent.id,
      actor: { operatorId: who, role: 'operator' as const },
      now: this.now,
      channel: this.channel,
      message: named,
    };
    const applied = applyIntent(ctx, this.dialog, intent);
    if (!applied.ok) return;
    const { dialog, messages, changed } = applied.effect;
    this.dialog = dialog;
    this.messages = [
      ...this.messages.map((one) => (one.id === changed?.message.id ? changed.message : one)),
      ...messages,
    ];
  }

  private get now(): number {
    return 1_000 + this.count;
  }
  private newId(): string {
    // What an intent makes besides has ids right behind its own.
    return fakeId(8, (this.count += 1) * 100);
  }
}

const NAMES = [
  'dialog.answer',
  'dialog.finish',
  'dialog.reopen',
  'dialog.markRead',
  'dialog.markUnread',
  'dialog.snooze',
  'message.send',
  'message.send',
  'message.send',
  'message.edit',
  'message.delete',
  'message.react',
  'message.retry',
] as const;
const step = fc.record({
  who: fc.constantFrom(ANNA, BORIS),
  name: fc.option(fc.constantFrom(...NAMES)),
  nth: fc.nat(30),
  text: fc.constantFrom('a', 'two words', 'ы'.repeat(500)),
});

describe('whatever is said, changed and deleted', () => {
  const talk = fc
    .tuple(fc.constantFrom<ChannelKind>('sitechat', 'telegram', 'avito'), fc.array(step, { maxLength: 40 }))
    .map(([channel, steps]) => {
      const made = new Talk(channel);
      for (const { who, name, nth, text } of steps) {
        if (name === null) made.clientWrites(text);
        else made.act(who, name, nth, text);
      }
      return made;
    });

  it('a dialog says of its messages what they say themselves', () => {
    fc.assert(
      fc.property(talk, ({ dialog, messages }) => {
        expect(dialogSchema.parse(dialog)).toEqual(dialog);
        expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, i) => i + 1));
        expect(dialog.lastSeq).toBe(messages.length);
        const last = messages.findLast(({ body }) => body.kind !== 'event');
        expect(dialog.lastMessage?.seq ?? null).toBe(last?.seq ?? null);
        if (last)
          expect(dialog.lastMessage?.preview).toBe(
            last.body.kind === 'text' ? previewOf(last.body.text) : '',
          );
        const byClient = messages.findLast(({ author }) => author.kind === 'client');
        expect(dialog.lastClientSeq).toBe(byClient?.seq ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  it('nothing hidden is ever on its way to a client, and nothing is without that was said to him', () => {
    fc.assert(
      fc.property(talk, ({ messages }) => {
        for (const message of messages) {
          expect(messageSchema.parse(message)).toEqual(message);
          const { author, visibility, delivery, body, replyTo } = message;
          if (visibility === 'hidden' || author.kind !== 'operator') expect(delivery).toBeNull();
          else expect(delivery).not.toBeNull();
          if (body.kind === 'event') expect(visibility).toBe('hidden');
          // Who answers a hidden message speaks to colleagues.
          const answered = replyTo && messages.find(({ id }) => id === replyTo.messageId);
          if (answered?.visibility === 'hidden') expect(visibility).toBe('hidden');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('nobody puts words into another one’s mouth, and of what was deleted nothing is left', () => {
    fc.assert(
      fc.property(talk, ({ messages }) => {
        for (const { body, editedAt, author, reactions, replyTo } of messages) {
          if (editedAt !== null) expect(author.kind).toBe('operator');
          if (body.kind !== 'deleted') continue;
          expect([reactions, replyTo]).toEqual([[], null]);
          expect(author.kind).toBe('operator');
        }
      }),
      { numRuns: 300 },
    );
  });
});
