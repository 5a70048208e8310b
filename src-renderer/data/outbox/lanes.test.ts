import { describe, expect, it } from 'vitest';
import {
  branchId,
  channelId,
  contactId,
  dialogId,
  fakeId,
  lineId,
  operatorId,
} from '#tests/support/fake-hub/model.ts';
import { madeIntent } from '#tests/support/made-intent.ts';
import { replyDraftFixture } from '#tests/support/quick-replies.ts';
import { NEW_REPLY } from '#shared/domain/quick-reply.ts';
import type { Intent } from '#shared/intents/all.ts';
import type { OutboxEntry } from '../db/outbox-entry.ts';
import { followersOf, nextBatch } from './next-batch.ts';

const LIMITS = { maxIntents: 100, maxBytes: 1e6 };
const DIALOG = dialogId(1);
const COLLEAGUE = operatorId(2);
const CARD = { reason: '', promised: '', promisedUntil: null };

type Make = (n: number) => Intent;
const say =
  (visibility: 'public' | 'hidden' = 'public', dialog = DIALOG): Make =>
  (n) =>
    madeIntent(n, 'message.send', { dialogId: dialog, text: `text ${n}`, visibility, afterSeq: null });

const CLAIMS: [string, Make][] = [
  ['answering', (n) => madeIntent(n, 'dialog.answer', { dialogId: DIALOG })],
  ['taking over', (n) => madeIntent(n, 'dialog.take', { dialogId: DIALOG, fromId: COLLEAGUE })],
  ['accepting', (n) => madeIntent(n, 'dialog.acceptTransfer', { dialogId: DIALOG })],
  ['reopening', (n) => madeIntent(n, 'dialog.reopen', { dialogId: DIALOG })],
  [
    'writing first',
    (n) =>
      madeIntent(n, 'dialog.start', {
        dialogId: DIALOG,
        contact: { kind: 'known', contactId: contactId(1) },
        channelId: channelId(1),
        text: 'Hello',
      }),
  ],
];

const ENDS: [string, Make][] = [
  ['finishing', (n) => madeIntent(n, 'dialog.finish', { dialogId: DIALOG, afterSeq: null })],
  [
    'handing over to a colleague',
    (n) => {
      const to = { kind: 'operator', operatorId: COLLEAGUE } as const;
      return madeIntent(n, 'dialog.transfer', { dialogId: DIALOG, to, card: CARD });
    },
  ],
  [
    'handing over to a line',
    (n) => {
      const to = { kind: 'line', lineId: lineId(2), branchId: branchId(1) } as const;
      return madeIntent(n, 'dialog.transfer', { dialogId: DIALOG, to, card: CARD });
    },
  ],
  ['marking as spam', (n) => madeIntent(n, 'dialog.spam', { dialogId: DIALOG })],
  ['handing back', (n) => madeIntent(n, 'dialog.handBack', { dialogId: DIALOG, note: '' })],
  ['laying aside', (n) => madeIntent(n, 'dialog.snooze', { dialogId: DIALOG, until: 9, afterSeq: null })],
];

/** Neither claims the dialog nor ends it: nothing waits for it. */
const OTHERS: [string, Make][] = [
  ['marking as read', (n) => madeIntent(n, 'dialog.markRead', { dialogId: DIALOG, afterSeq: null })],
  ['pinning', (n) => madeIntent(n, 'dialog.pin', { dialogId: DIALOG })],
  [
    'inviting',
    (n) => madeIntent(n, 'dialog.invite', { dialogId: DIALOG, operatorIds: [COLLEAGUE], note: '' }),
  ],
  ['recalling', (n) => madeIntent(n, 'dialog.recallTransfer', { dialogId: DIALOG })],
  ['leaving', (n) => madeIntent(n, 'dialog.leave', { dialogId: DIALOG })],
];

/** Entries in the order of making, all waiting. */
function entries(...makes: Make[]): OutboxEntry[] {
  return makes.map((make, i) => ({ n: i + 1, intent: make(i + 1), state: { kind: 'waiting' }, attempts: 0 }));
}
const sent = (all: OutboxEntry[], waitingForFiles?: ReadonlySet<string>): number[] =>
  nextBatch(all, LIMITS, waitingForFiles).map(({ n }) => n);
const fallsWith = (all: OutboxEntry[]): number[] => {
  const [refused] = all;
  return refused ? followersOf(refused, all).map(({ n }) => n) : [];
};

describe('in one request', () => {
  it.each(CLAIMS)('%s is the last of its dialog: what follows counted on winning', (_, claim) => {
    expect(sent(entries(say(), claim, say(), say('hidden')))).toEqual([1, 2]);
  });

  it.each(CLAIMS)('%s holds up no other dialog', (_, claim) => {
    expect(sent(entries(claim, say('public', dialogId(2)), say()))).toEqual([1, 2]);
  });

  it.each(ENDS)('%s does not go together with what was said to the client before', (_, end) => {
    expect(sent(entries(say(), end, say()))).toEqual([1]);
  });

  it.each(ENDS)('%s goes together with a note to colleagues, and with what was said elsewhere', (_, end) => {
    expect(sent(entries(say('hidden'), say('public', dialogId(2)), end))).toEqual([1, 2, 3]);
  });

  it.each(OTHERS)('%s neither waits nor makes others wait', (_, other) => {
    expect(sent(entries(say(), other, say()))).toEqual([1, 2, 3]);
  });

  it('what was claimed is answered in the next one', () => {
    const [claim, ...rest] = entries(CLAIMS[0]?.[1] ?? say(), say(), say());
    const confirmed = { kind: 'confirmed', position: { epoch: 'e', xid: '1' } } as const;
    expect(sent([{ ...claim, state: confirmed } as OutboxEntry, ...rest])).toEqual([2, 3]);
  });

  it('one that is larger than a request goes alone, and not behind others', () => {
    const long: Make = (n) =>
      madeIntent(n, 'message.send', {
        dialogId: DIALOG,
        text: 'ы'.repeat(4_000),
        visibility: 'public',
        afterSeq: null,
      });
    const small = { maxIntents: 10, maxBytes: 2_000 };
    const all = entries(say(), long, say());
    expect(nextBatch(all, small).map(({ n }) => n)).toEqual([1]);
    expect(nextBatch(all.slice(1), small).map(({ n }) => n)).toEqual([2]);
  });

  it('letters are counted as the bytes they take: what is not Latin fills a request sooner', () => {
    const text =
      (letter: string): Make =>
      (n) =>
        madeIntent(n, 'message.send', {
          dialogId: DIALOG,
          text: letter.repeat(500),
          visibility: 'public',
          afterSeq: null,
        });
    const room = { maxIntents: 10, maxBytes: 2_000 };
    expect(nextBatch(entries(text('w'), text('w')), room)).toHaveLength(2);
    expect(nextBatch(entries(text('щ'), text('щ')), room)).toHaveLength(1);
  });

  it('what was never answered, failed or was refused stays behind, and nobody behind it waits', () => {
    const all = entries(say(), say(), say(), say());
    const states = [
      { kind: 'unanswered', at: 1 },
      { kind: 'failed', reason: 'x', unreadable: false, at: 1 },
      { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 },
    ] as const;
    const mixed = all.map((entry, i) => ({ ...entry, state: states[i] ?? entry.state }));
    expect(sent(mixed)).toEqual([4]);
  });

  it('a quick reply whose file is on its way holds up other quick replies, and nothing else', () => {
    const save: Make = (n) =>
      madeIntent(n, 'quickReply.save', { ...replyDraftFixture({ id: fakeId(8, n) }), basedOn: NEW_REPLY });
    const all = entries(save, save, say(), (n) =>
      madeIntent(n, 'presence.set', { choice: 'online', saidAt: 1 }),
    );
    expect(sent(all, new Set([fakeId(9, 1)]))).toEqual([3, 4]);
    expect(sent(all, new Set([fakeId(9, 2)]))).toEqual([1, 3, 4]);
  });
});

describe('what falls', () => {
  it.each(CLAIMS)('%s that was lost takes everything with it but notes to colleagues', (_, claim) => {
    const everything = OTHERS.map(([, make]) => make);
    const all = entries(claim, say(), say('hidden'), ...everything, say('public', dialogId(2)));
    expect(fallsWith(all)).toEqual([2, 4, 5, 6, 7, 8]);
  });

  it.each(ENDS)('%s falls with what was said before it and refused', (_, end) => {
    expect(fallsWith(entries(say(), say(), end))).toEqual([3]);
  });

  it.each(OTHERS)('%s falls with no answer, and nothing falls with it', (_, other) => {
    expect(fallsWith(entries(say(), other))).toEqual([]);
    expect(fallsWith(entries(other, say(), other))).toEqual([]);
  });

  it('what was done to a message that there will not be falls with it, be it a note', () => {
    const edit =
      (of: number): Make =>
      (n) =>
        madeIntent(n, 'message.edit', { dialogId: DIALOG, messageId: fakeId(9, of), text: 'better' });
    const erase: Make = (n) => madeIntent(n, 'message.delete', { dialogId: DIALOG, messageId: fakeId(9, 1) });
    const react: Make = (n) =>
      madeIntent(n, 'message.react', { dialogId: DIALOG, messageId: fakeId(9, 1), emoji: '👍' });
    expect(fallsWith(entries(say('hidden'), edit(1), edit(77), erase, react, say('hidden')))).toEqual([
      2, 4, 5,
    ]);
    expect(fallsWith(entries(say(), edit(1), say(), edit(3)))).toEqual([2]);
  });

  it('what was handed to the network falls with nothing: only the hub can say what became of it', () => {
    const [claim, ...rest] = entries(CLAIMS[0]?.[1] ?? say(), say(), say(), say());
    const [left, going, waiting] = rest.map((entry, i) =>
      i === 0
        ? { ...entry, attempts: 1 }
        : i === 1
          ? { ...entry, state: { kind: 'sending' } as const }
          : entry,
    );
    expect(fallsWith([claim, left, going, waiting].filter((entry) => entry !== undefined))).toEqual([4]);
  });
});
