import { describe, expect, it } from 'vitest';
import type { Message } from '#shared/domain/message.ts';
import { intentSchema } from '#shared/intents/all.ts';
import { ANNA, dialogFixture, messageFixture } from '#tests/support/fixtures.ts';
import { fakeId } from '#tests/support/fake-hub/model.ts';
import { overlay, type OverlayContext, type PendingIntent } from './overlay.ts';

/** What the person did to single messages, before the hub has said anything. */

const ctx: OverlayContext = {
  actor: { operatorId: ANNA, role: 'operator' },
  clockOffset: 0,
  channel: 'sitechat',
};
const dialog = dialogFixture({ state: { status: 'active', responsibleId: ANNA }, lastSeq: 2 });
const asked = messageFixture({ id: fakeId(8, 1) });
const mine = messageFixture({
  id: fakeId(8, 2),
  seq: 2,
  author: { kind: 'operator', operatorId: ANNA },
  delivery: { state: 'read', at: 1 },
});
const known = new Map<string, Message>([asked, mine].map((message) => [message.id, message]));

function pending(n: number, name: string, args: object): PendingIntent {
  const intent = intentSchema.parse({
    id: fakeId(9, n),
    at: n,
    name,
    args: { dialogId: dialog.id, ...args },
  });
  return { intent, state: { kind: 'waiting' } };
}
const lay = (...intents: PendingIntent[]) => overlay(ctx, dialog, intents, known);

describe('pending deeds to messages', () => {
  it('show at once, one over the other, and leave the rest alone', () => {
    const laid = lay(
      pending(1, 'message.edit', { messageId: mine.id, text: 'one' }),
      pending(2, 'message.edit', { messageId: mine.id, text: 'two' }),
      pending(3, 'message.react', { messageId: asked.id, emoji: '👍' }),
    );
    expect(laid.pending).toBe(true);
    expect(laid.messages).toEqual([]);
    expect(laid.changed.get(mine.id)).toMatchObject({ body: { text: 'two' }, rev: 3 });
    expect(laid.changed.get(asked.id)?.reactions).toEqual([{ emoji: '👍', by: ANNA }]);
  });

  it('reach what is itself only pending, and what answers it quotes it as it is then', () => {
    const say = pending(1, 'message.send', { text: 'frist', visibility: 'public' });
    const laid = lay(
      say,
      pending(2, 'message.edit', { messageId: say.intent.id, text: 'first' }),
      pending(3, 'message.send', { text: 'second', visibility: 'public', replyTo: say.intent.id }),
    );
    expect(laid.changed.get(say.intent.id)).toMatchObject({ body: { text: 'first' } });
    expect(laid.messages.at(-1)?.message.replyTo).toMatchObject({ preview: 'first' });
    expect(laid.dialog.lastMessage?.preview).toBe('second');
  });

  it('change the preview of the newest text in lists too', () => {
    const say = pending(1, 'message.send', { text: 'frist', visibility: 'public' });
    const laid = lay(say, pending(2, 'message.delete', { messageId: say.intent.id }));
    expect(laid.dialog.lastMessage?.preview).toBe('');
  });

  it('have no effect where the hub would refuse them, or on what is not here', () => {
    const laid = lay(
      pending(1, 'message.edit', { messageId: asked.id, text: 'his words' }),
      pending(2, 'message.delete', { messageId: fakeId(8, 99) }),
    );
    expect(laid).toMatchObject({ pending: false, dialog });
    expect(laid.changed.size).toBe(0);
  });
});
