import { describe, expect, it } from 'vitest';
import { file } from '#tests/support/chosen-files.ts';
import { ANNA, BORIS, dialogFixture, messageFixture } from '#tests/support/fixtures.ts';
import { onDialog } from '#tests/support/on-dialog.ts';
import type { Dialog } from '../domain/dialog.ts';
import type { ChannelKind, Role } from '../domain/directory.ts';
import { isOutgoing, type Message } from '../domain/message.ts';
import { namedMessage } from './all.ts';
import { applyIntent, type Applied } from './apply.ts';

/** What is done to one message: who may, where the channel lets him, and what becomes of message, dialog and delivery. */

const ID = '01890000-0000-7000-8000-000000009990';
const VERA = '01890000-0000-7000-8000-0000000000c1';
const NOW = 100_000;
const ofAnna = { status: 'active', responsibleId: ANNA } as const;
const ofBoris = { status: 'active', responsibleId: BORIS } as const;
const closed = { status: 'closed', responsibleId: ANNA, closedAt: 1, outcome: 'finished' } as const;
const anna = { kind: 'operator', operatorId: ANNA } as const;

const mine = (patch: Partial<Message> = {}): Message =>
  messageFixture({
    seq: 2,
    author: anna,
    body: { kind: 'text', text: 'Good day', attachments: [] },
    delivery: { state: 'read', at: 1_500 },
    at: 1_200,
    ...patch,
  });
const note = (patch: Partial<Message> = {}): Message =>
  mine({ visibility: 'hidden', delivery: null, ...patch });

interface Where {
  dialog?: Dialog;
  message?: Message | null;
  role?: Role;
  channel?: ChannelKind | null;
}

function run(name: string, args: object, where: Where = {}): Applied {
  const { dialog = dialogFixture({ state: ofAnna }), message = null, role = 'operator' } = where;
  const intent = onDialog({
    id: ID,
    at: 1,
    name,
    args: { dialogId: dialog.id, ...(message ? { messageId: message.id } : {}), ...args },
  });
  const actor = { operatorId: ANNA, role };
  const { channel = 'sitechat' } = where;
  return applyIntent({ intentId: ID, actor, now: NOW, channel, message }, dialog, intent);
}

function done(applied: Applied) {
  if (!applied.ok) throw new Error(`refused: ${applied.refusal.code}`);
  return applied.effect;
}

const codeOf = (applied: Applied) => (applied.ok ? 'done' : applied.refusal.code);
const edit = (where: Where, text = 'Good evening') => run('message.edit', { text }, where);
const remove = (where: Where) => run('message.delete', {}, where);
const react = (where: Where, emoji: string | null = '👍') => run('message.react', { emoji }, where);
const retry = (where: Where) => run('message.retry', {}, where);

describe('message.edit', () => {
  it('puts the new text in place, says so, and carries it to the client', () => {
    const { changed, messages } = done(edit({ message: mine() }));
    expect(messages).toEqual([]);
    expect(changed?.carry).toBe('edit');
    expect(changed?.message).toMatchObject({
      body: { kind: 'text', text: 'Good evening', attachments: [] },
      editedAt: NOW,
      amendment: { state: 'pending', what: 'edit' },
      delivery: { state: 'read' },
      rev: 2,
    });
  });

  it('changes the preview of the newest text and nothing else of the dialog', () => {
    const lastMessage = {
      seq: 2,
      preview: 'Good day',
      files: null,
      author: anna,
      visibility: 'public',
      at: 1_200,
    } as const;
    const dialog = dialogFixture({ state: ofAnna, waitingSince: 500, unread: 1, lastSeq: 3, lastMessage });
    expect(done(edit({ dialog, message: mine() })).dialog).toEqual({
      ...dialog,
      lastMessage: { ...lastMessage, preview: 'Good evening' },
    });
    expect(done(edit({ dialog, message: mine({ seq: 1 }) })).dialog).toBe(dialog);
  });

  it('carries nothing of a hidden message, nor of one that never reached the client', () => {
    expect(done(edit({ message: note() })).changed).toMatchObject({
      carry: null,
      message: { amendment: null },
    });
    const failure = { code: 'rejected', detail: '' } as const;
    const failed = mine({ delivery: { state: 'failed', at: 1, failure } });
    expect(done(edit({ message: failed })).changed).toMatchObject({
      carry: null,
      message: { amendment: null },
    });
  });

  it('takes the words of files away and leaves the files; what has none is not emptied', () => {
    const attachments = [file(1)];
    const captioned = mine({ body: { kind: 'text', text: 'Good day', attachments } });
    expect(done(edit({ message: captioned }, ' ')).changed).toMatchObject({
      carry: 'edit',
      message: { body: { kind: 'text', text: '', attachments }, editedAt: NOW },
    });
    expect(codeOf(edit({ message: mine() }, ' '))).toBe('invalid');
    const others = mine({ ...captioned, author: { kind: 'operator', operatorId: BORIS } });
    expect(codeOf(edit({ message: others }, ''))).toBe('forbidden');
  });

  it('of a hidden message names whom it names now, and tells those whom it did not name before', () => {
    const named = note({ mentions: [BORIS] });
    const change = (mentions: string[] | undefined, message = named) =>
      done(run('message.edit', { text: 'See this', ...(mentions && { mentions }) }, { message }));
    const effect = change([VERA, BORIS, ANNA, VERA]);
    expect(effect.changed?.message.mentions).toEqual([VERA, BORIS, ANNA]);
    expect(effect.notices).toEqual([
      { to: { kind: 'operator', operatorId: VERA }, kind: 'mentioned', text: 'See this' },
    ]);
    expect(change([]).changed?.message.mentions).toEqual([]);
    // As clients of before ask for it.
    expect(change(undefined)).toMatchObject({ changed: { message: { mentions: [BORIS] } }, notices: [] });
    expect(change([VERA], mine())).toMatchObject({ changed: { message: { mentions: [] } } });
  });

  it('with the same text changes nothing', () => {
    expect(done(edit({ message: mine() }, 'Good day')).changed).toBeNull();
  });

  it.each<[string, Where, string]>([
    ['what the client said', { message: messageFixture() }, 'forbidden'],
    [
      'what a colleague said',
      { message: mine({ author: { kind: 'operator', operatorId: BORIS } }) },
      'forbidden',
    ],
    [
      'a supervisor, what a colleague said',
      { message: mine({ author: { ...anna, operatorId: BORIS } }), role: 'admin' },
      'forbidden',
    ],
    [
      'an event',
      {
        message: messageFixture({
          author: { kind: 'system' },
          body: { kind: 'event', event: { type: 'opened' } },
        }),
      },
      'forbidden',
    ],
    [
      'what was deleted',
      { message: mine({ body: { kind: 'deleted', at: 1, by: ANNA } }) },
      'message_deleted',
    ],
    ['where the channel cannot', { message: mine(), channel: 'whatsapp' }, 'channel_cannot'],
    [
      'after the channel’s time',
      { message: mine({ at: NOW - 24 * 3_600_000 - 1 }), channel: 'vk' },
      'too_late',
    ],
    ['within the channel’s time', { message: mine({ at: NOW - 24 * 3_600_000 }), channel: 'vk' }, 'done'],
    ['a hidden one, whatever the channel can', { message: note(), channel: 'whatsapp' }, 'done'],
    ['in a finished dialog', { message: mine(), dialog: dialogFixture({ state: closed }) }, 'done'],
    ['a message that is not here', { message: null }, 'not_found'],
  ])('%s', (_what, where, code) => {
    const applied = where.message ? edit(where) : run('message.edit', { text: 'x', messageId: ID }, where);
    expect(codeOf(applied)).toBe(code);
  });
});

describe('message.delete', () => {
  it('leaves nothing of what was said, and takes it back from the client', () => {
    const quoted = messageFixture();
    const { id: messageId, seq, author, visibility } = quoted;
    const said = mine({ replyTo: { messageId, seq, author, visibility, preview: 'Hello', files: null } });
    const { changed } = done(remove({ message: { ...said, reactions: [{ emoji: '👍', by: 'client' }] } }));
    expect(changed).toMatchObject({
      carry: 'delete',
      message: {
        body: { kind: 'deleted', at: NOW, by: ANNA },
        replyTo: null,
        reactions: [],
        amendment: { state: 'pending', what: 'delete' },
      },
    });
    expect(JSON.stringify(changed)).not.toMatch(/Good day|Hello/);
  });

  it('still goes to the queue when the message waits there, so that it cannot go out afterwards', () => {
    expect(done(remove({ message: mine({ delivery: { state: 'pending' } }) })).changed?.carry).toBe('delete');
  });

  it('empties the preview of the newest text; who waits goes on waiting', () => {
    const lastMessage = {
      seq: 2,
      preview: 'Good day',
      files: null,
      author: anna,
      visibility: 'public',
      at: 1_200,
    } as const;
    const dialog = dialogFixture({ state: ofAnna, waitingSince: 500, unread: 1, lastSeq: 2, lastMessage });
    expect(done(remove({ dialog, message: mine() })).dialog).toEqual({
      ...dialog,
      lastMessage: { ...lastMessage, preview: '' },
    });
  });

  it.each<[string, Where, string]>([
    [
      'what a colleague said',
      { message: mine({ author: { kind: 'operator', operatorId: BORIS } }) },
      'forbidden',
    ],
    [
      'a supervisor, what a colleague said',
      { message: mine({ author: { kind: 'operator', operatorId: BORIS } }), role: 'senior' },
      'done',
    ],
    ['a supervisor, what the client said', { message: messageFixture(), role: 'admin' }, 'forbidden'],
    [
      'what is deleted already',
      { message: mine({ body: { kind: 'deleted', at: 1, by: ANNA } }) },
      'message_deleted',
    ],
    ['where the channel cannot', { message: mine(), channel: 'whatsapp' }, 'channel_cannot'],
    [
      'after the channel’s time',
      { message: mine({ at: NOW - 48 * 3_600_000 - 1 }), channel: 'telegram' },
      'too_late',
    ],
    [
      'what failed, though the channel cannot',
      {
        message: mine({ delivery: { state: 'failed', at: 1, failure: { code: 'internal', detail: '' } } }),
        channel: 'whatsapp',
      },
      'done',
    ],
  ])('%s', (_what, where, code) => expect(codeOf(remove(where))).toBe(code));
});

describe('message.react', () => {
  const others = { emoji: '👍', by: BORIS };

  it('puts the person’s one reaction in place of his former one', () => {
    const message = messageFixture({ reactions: [{ emoji: '❤️', by: ANNA }, others] });
    const { changed, dialog } = done(react({ message }));
    expect(changed).toMatchObject({
      carry: 'react',
      message: { reactions: [others, { emoji: '👍', by: ANNA }] },
    });
    expect(dialog).toEqual(dialogFixture({ state: ofAnna }));
  });

  it('takes it away, and says nothing twice', () => {
    const message = messageFixture({ reactions: [{ emoji: '👍', by: ANNA }, others] });
    expect(done(react({ message }, null)).changed?.message.reactions).toEqual([others]);
    expect(done(react({ message })).changed).toBeNull();
  });

  it('stays among colleagues under a hidden message and where the channel has none', () => {
    expect(
      done(react({ message: note(), dialog: dialogFixture({ state: ofBoris }) })).changed?.carry,
    ).toBeNull();
    expect(done(react({ message: messageFixture(), channel: 'vk' })).changed?.carry).toBeNull();
  });

  it('before the client is for those who may answer him', () => {
    const where = { message: messageFixture(), dialog: dialogFixture({ state: ofBoris }) };
    expect(codeOf(react(where))).toBe('not_responsible');
    expect(codeOf(react({ ...where, role: 'senior' }))).toBe('done');
  });

  it.each(['x', '👍👍', '<b>', '', '👍x'])('%j is not an emoji', (emoji) => {
    expect(() => react({ message: messageFixture() }, emoji)).toThrow('emoji');
  });
  it.each(['👍', '❤️', '👨‍👩‍👧‍👦', '🇷🇺', '👍🏽', '1️⃣'])('%j is one', (emoji) => {
    expect(codeOf(react({ message: messageFixture() }, emoji))).toBe('done');
  });
});

describe('message.retry', () => {
  const failure = { code: 'unreachable', detail: '' } as const;

  it.each([
    ['failed', { state: 'failed', at: 1, failure } as const],
    ['unknown', { state: 'unknown', at: 1 } as const],
  ])('sends what is %s once more', (_state, delivery) => {
    expect(done(retry({ message: mine({ delivery }) })).changed).toMatchObject({
      carry: 'send',
      message: { delivery: { state: 'pending' } },
    });
  });

  it('carries a change once more that the channel did not take', () => {
    const message = mine({ amendment: { state: 'failed', what: 'delete', failure } });
    expect(done(retry({ message })).changed).toMatchObject({
      carry: 'delete',
      message: { amendment: { state: 'pending', what: 'delete' }, delivery: { state: 'read' } },
    });
  });

  it('does nothing about what is on its way, has arrived or was deleted', () => {
    const deleted = { kind: 'deleted', at: 1, by: ANNA } as const;
    for (const message of [
      mine(),
      mine({ delivery: { state: 'pending' } }),
      note(),
      messageFixture(),
      mine({ delivery: { state: 'failed', at: 1, failure }, body: deleted }),
    ])
      expect(done(retry({ message })).changed).toBeNull();
  });
});

describe('an answer to a message', () => {
  const say = (message: Message | null, visibility: 'public' | 'hidden' = 'public', dialog?: Dialog) =>
    done(
      run(
        'message.send',
        { text: 'Yes', visibility, replyTo: ID },
        { message, ...(dialog ? { dialog } : {}) },
      ),
    );

  it('quotes it as it is now', () => {
    const quoted = messageFixture({ seq: 7, body: { kind: 'text', text: 'Is it\nthere?', attachments: [] } });
    expect(say(quoted).messages.at(-1)).toMatchObject({
      visibility: 'public',
      replyTo: {
        messageId: quoted.id,
        seq: 7,
        author: quoted.author,
        preview: 'Is it there?',
        visibility: 'public',
      },
    });
  });

  it('to a hidden message is hidden, whatever was asked, and answers nobody', () => {
    const dialog = dialogFixture({ waitingSince: 500, unread: 1 });
    const effect = say(note(), 'public', dialog);
    expect(effect.messages).toHaveLength(1);
    expect(effect.messages[0]).toMatchObject({ visibility: 'hidden', delivery: null });
    expect(effect.messages.some(isOutgoing)).toBe(false);
    expect(effect.dialog).toMatchObject({ state: { status: 'queued' }, waitingSince: 500, unread: 1 });
  });

  it('to one that was deleted or is not here is an answer to nothing in particular', () => {
    const gone = messageFixture({ body: { kind: 'deleted', at: 1, by: ANNA } });
    for (const quoted of [gone, null]) expect(say(quoted).messages.at(-1)?.replyTo).toBeNull();
  });
});

describe('namedMessage', () => {
  it('finds what an intent is about or answers', () => {
    const base = { id: ID, at: 1 };
    const dialogId = dialogFixture().id;
    const find = (name: string, args: object) =>
      namedMessage(onDialog({ ...base, name, args: { dialogId, ...args } }));
    expect(find('message.delete', { messageId: BORIS })).toBe(BORIS);
    expect(find('message.send', { text: 'x', visibility: 'public', replyTo: BORIS })).toBe(BORIS);
    expect(find('message.send', { text: 'x', visibility: 'public' })).toBeNull();
    expect(find('dialog.answer', {})).toBeNull();
  });
});
