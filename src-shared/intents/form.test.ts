import { describe, expect, it, test } from 'vitest';
import { file } from '#tests/support/chosen-files.ts';
import { ANNA, BORIS, dialogFixture, messageFixture } from '#tests/support/fixtures.ts';
import { onDialog } from '#tests/support/on-dialog.ts';
import { channelKindSchema, type ChannelKind } from '../domain/directory.ts';
import { formAsText, type FormRequest } from '../domain/form.ts';
import { messageSchema, type Message } from '../domain/message.ts';
import { applyIntent, type Applied } from './apply.ts';
import { messageSend } from './message-send.ts';

/** What becomes of a form on its way to the client, wherever he is. */

const ID = '01890000-0000-7000-8000-000000009990';
const FORM: FormRequest = {
  language: 'en',
  fields: [
    { kind: 'name', required: true },
    { kind: 'phone', required: true },
  ],
};
const anna = { kind: 'operator', operatorId: ANNA } as const;

function run(name: string, args: object, channel: ChannelKind | null, message: Message | null): Applied {
  const dialog = dialogFixture({ state: { status: 'active', responsibleId: ANNA } });
  const named = message ? { messageId: message.id } : {};
  const intent = onDialog({ id: ID, at: 1, name, args: { dialogId: dialog.id, ...named, ...args } });
  const actor = { operatorId: ANNA, role: 'operator' as const };
  return applyIntent({ intentId: ID, actor, now: 100_000, channel, message }, dialog, intent);
}

const send = (channel: ChannelKind | null, more: object = {}, answered: Message | null = null): Applied =>
  run(
    'message.send',
    { text: 'Please:', visibility: 'public', form: FORM, replyTo: answered?.id ?? null, ...more },
    channel,
    answered,
  );
const saidBy = (applied: Applied): Message | undefined =>
  applied.ok ? applied.effect.messages.at(-1) : undefined;

describe('sent', () => {
  it('is a part of the message where the client can fill it in', () => {
    const message = saidBy(send('sitechat'));
    expect(messageSchema.parse(message)).toEqual(message);
    expect(message).toMatchObject({
      body: { kind: 'text', text: 'Please:' },
      form: { ...FORM, answeredBy: null },
      delivery: { state: 'pending' },
    });
  });

  test.each([...channelKindSchema.options.filter((kind) => kind !== 'sitechat'), null])(
    'goes as words through %s',
    (kind) => {
      const message = saidBy(send(kind));
      expect(message).not.toHaveProperty('form');
      expect(message?.body).toMatchObject({ text: formAsText('Please:', FORM) });
    },
  );

  it('is never hidden, neither by choice nor by what it answers', () => {
    expect(send('sitechat', { visibility: 'hidden' })).toEqual({
      ok: false,
      refusal: { code: 'form_is_public' },
    });
    const note = messageFixture({ author: anna, visibility: 'hidden' });
    expect(send('sitechat', {}, note)).toMatchObject({ refusal: { code: 'form_is_public' } });
    const open = messageFixture();
    expect(saidBy(send('sitechat', {}, open))).toMatchObject({ replyTo: { messageId: open.id } });
  });

  it('has words and no files', () => {
    const args = { dialogId: ID, visibility: 'public', form: FORM };
    expect(messageSend.args.safeParse({ ...args, text: ' ' }).success).toBe(false);
    expect(messageSend.args.safeParse({ ...args, text: 'x', attachments: [file(1)] }).success).toBe(false);
    expect(messageSend.args.safeParse({ ...args, text: 'x' }).success).toBe(true);
    expect(messageSend.args.parse({ ...args, form: undefined, text: 'x' }).form).toBeNull();
  });

  it('is an answer like any other: the dialog is not unanswered any more', () => {
    const applied = send('sitechat');
    expect(applied).toMatchObject({
      effect: { dialog: { waitingSince: null, unread: 0, lastMessage: { preview: 'Please:' } } },
    });
  });
});

describe('afterwards', () => {
  const asked = messageFixture({
    author: anna,
    delivery: { state: 'sent', at: 1 },
    form: { ...FORM, answeredBy: null },
  });

  it('stays as it was sent', () => {
    expect(run('message.edit', { text: 'Other words' }, 'sitechat', asked)).toEqual({
      ok: false,
      refusal: { code: 'form_is_sent' },
    });
    const ofBoris = { ...asked, author: { kind: 'operator', operatorId: BORIS } as const };
    expect(run('message.edit', { text: 'Other' }, 'sitechat', ofBoris)).toMatchObject({
      refusal: { code: 'forbidden' },
    });
  });

  it('is deleted as other messages are, and asks nothing any more', () => {
    const applied = run('message.delete', {}, 'sitechat', asked);
    expect(applied).toMatchObject({
      effect: { changed: { carry: 'delete', message: { body: { kind: 'deleted' }, form: undefined } } },
    });
  });
});
