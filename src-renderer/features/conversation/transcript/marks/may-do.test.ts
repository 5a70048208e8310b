import { describe, expect, test } from 'vitest';
import type { DialogView } from '#renderer/data/queries/views.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { Message } from '#shared/domain/message.ts';
import { standingIn } from '#shared/intents/standing.ts';
import { ANNA, BORIS, dialogFixture, messageFixture } from '#tests/support/fixtures.ts';
import { mayDo } from './may-do.ts';

const actor = { operatorId: ANNA, role: 'operator' } as const;
const own: Dialog['state'] = { status: 'active', responsibleId: ANNA };
const his: Dialog['state'] = { status: 'active', responsibleId: BORIS };
const closed: Dialog['state'] = { status: 'closed', responsibleId: ANNA, closedAt: 5, outcome: 'finished' };

function canIn(state: Dialog['state']): DialogView['can'] {
  const dialog = dialogFixture({ state });
  const ctx = { intentId: dialog.id, actor, now: 0, channel: 'sitechat', message: null } as const;
  return standingIn(ctx, dialog).can;
}
const what = (
  message: Message,
  state: Dialog['state'] = own,
  channel: ChannelKind = 'sitechat',
  now = 2_000,
): string[] =>
  Object.entries(mayDo(message, canIn(state), { actor, now, channel }))
    .filter(([, may]) => may)
    .map(([name]) => name);

const client = messageFixture();
const mine = messageFixture({
  author: { kind: 'operator', operatorId: ANNA },
  delivery: { state: 'delivered', at: 1_500 },
});
const colleagues = messageFixture({ ...mine, author: { kind: 'operator', operatorId: BORIS } });
const whisper = messageFixture({ ...colleagues, visibility: 'hidden', delivery: null });
const gone = messageFixture({ ...mine, body: { kind: 'deleted', by: ANNA, at: 1_900 } });

describe('in one’s own dialog', () => {
  test('the client’s words are answered and reacted to; they are not ours to change', () => {
    expect(what(client)).toEqual(['reply', 'react']);
  });

  test('one’s own may be changed, taken away and kept as a reply; a colleague’s are his', () => {
    expect(what(mine)).toEqual(['reply', 'react', 'edit', 'delete', 'keep']);
    expect(what(colleagues)).not.toContain('edit');
    expect(what(colleagues)).toContain('keep');
  });

  test('words among colleagues are not kept for clients, whoever said them', () => {
    expect(what(whisper)).not.toContain('keep');
    expect(what({ ...whisper, author: mine.author })).not.toContain('keep');
  });

  test('of what is deleted nothing can be done any more', () => {
    expect(what(gone)).toEqual([]);
  });

  test.each(['failed', 'unknown'] as const)('what is %s may go once more', (state) => {
    const failure = { code: 'blocked_by_client', detail: '' } as const;
    const delivery: Message['delivery'] = state === 'failed' ? { state, at: 1, failure } : { state, at: 1 };
    expect(what({ ...mine, delivery })).toContain('retry');
    expect(what({ ...mine, delivery }, his)).not.toContain('retry');
  });

  test('a deletion that did not reach the client may be tried again, though nothing is left of the words', () => {
    const failure = { code: 'blocked_by_client', detail: '' } as const;
    const amendment = { what: 'delete', state: 'failed', failure, at: 1 } as unknown as Message['amendment'];
    expect(what({ ...gone, amendment })).toEqual(['retry']);
  });
});

describe('where one does not answer the client', () => {
  test('a colleague’s dialog is answered by a whisper, and reacted to in whispers only', () => {
    expect(what(client, his)).toEqual(['reply']);
    expect(what(whisper, his)).toEqual(['reply', 'react']);
  });

  test('in a finished dialog nothing is answered', () => {
    expect(what(client, closed)).not.toContain('reply');
    expect(what(whisper, closed)).not.toContain('reply');
  });
});
