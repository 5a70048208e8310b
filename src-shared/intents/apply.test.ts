import { describe, expect, it } from 'vitest';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { onDialog } from '#tests/support/on-dialog.ts';
import type { Dialog } from '../domain/dialog.ts';
import type { Role } from '../domain/directory.ts';
import { isOutgoing, type Message } from '../domain/message.ts';
import type { OnDialog } from './all.ts';
import { applyIntent, type Applied } from './apply.ts';

const ID = '01890000-0000-7000-8000-000000009990';
const waiting = { waitingSince: 500, unread: 2, lastSeq: 2 };
const ofBoris = { status: 'active', responsibleId: BORIS } as const;
const ofAnna = { status: 'active', responsibleId: ANNA } as const;
const closed = { status: 'closed', responsibleId: BORIS, closedAt: 1, outcome: 'finished' } as const;

type Asked = Pick<OnDialog, 'name'> & {
  text?: string;
  visibility?: 'public' | 'hidden';
  afterSeq?: number;
  on?: Message;
};

function run(asked: Asked, dialog: Dialog, role: Role = 'operator'): Applied {
  const dialogId = dialog.id;
  const base = { id: ID, at: 1 };
  const { text = 'Hi', visibility = 'public', afterSeq = null } = asked;
  const intent = onDialog({
    ...base,
    name: asked.name,
    args: { dialogId, text, visibility, afterSeq },
  });
  const actor = { operatorId: ANNA, role };
  const ctx = { intentId: ID, actor, now: 9_000, channel: null, message: asked.on ?? null };
  return applyIntent(ctx, dialog, intent);
}

function effectOf(applied: Applied) {
  if (!applied.ok) throw new Error(`refused: ${applied.refusal.code}`);
  return applied.effect;
}

describe('dialog.answer', () => {
  it('claims a free dialog; the client goes on waiting until he is answered', () => {
    const { dialog, messages } = effectOf(run({ name: 'dialog.answer' }, dialogFixture(waiting)));
    expect(dialog.state).toEqual(ofAnna);
    expect(dialog.waitingSince).toBe(500);
    expect(messages.map((message) => message.body)).toEqual([
      { kind: 'event', event: { type: 'claimed', operatorId: ANNA } },
    ]);
  });

  it('names the colleague who was faster, to supervisors too', () => {
    for (const role of ['operator', 'senior', 'admin'] as const) {
      const applied = run({ name: 'dialog.answer' }, dialogFixture({ state: ofBoris }), role);
      expect(applied).toEqual({ ok: false, refusal: { code: 'claimed_by_other', operatorId: BORIS } });
    }
  });

  it('changes nothing when pressed again by the same person', () => {
    const mine = dialogFixture({ state: ofAnna });
    expect(effectOf(run({ name: 'dialog.answer' }, mine))).toMatchObject({ dialog: mine, messages: [] });
  });
});

describe('message.send', () => {
  it('answers: the client no longer waits, the message is on its way', () => {
    const { dialog, messages } = effectOf(
      run({ name: 'message.send' }, dialogFixture({ ...waiting, state: ofAnna })),
    );
    expect(dialog).toMatchObject({ waitingSince: null, unread: 0, lastSeq: 3 });
    expect(messages).toMatchObject([{ id: ID, seq: 3, delivery: { state: 'pending' }, at: 9_000 }]);
  });

  it('claims a free dialog with the first public answer, with two different message ids', () => {
    const { dialog, messages } = effectOf(run({ name: 'message.send' }, dialogFixture(waiting)));
    expect(dialog.state).toEqual(ofAnna);
    expect(messages.map((message) => message.seq)).toEqual([3, 4]);
    expect(messages[0]?.id).not.toBe(messages[1]?.id);
  });

  it('hidden: binds nobody, answers nobody, goes out to nobody', () => {
    const { dialog, messages } = effectOf(
      run({ name: 'message.send', visibility: 'hidden' }, dialogFixture(waiting)),
    );
    expect(dialog).toMatchObject({ state: { status: 'queued' }, waitingSince: 500, unread: 2 });
    expect(messages.map((message) => [message.delivery, isOutgoing(message)])).toEqual([[null, false]]);
  });

  it('lets a colleague leave a hidden note in a dialog of another, but not speak to the client', () => {
    const his = dialogFixture({ state: ofBoris });
    expect(run({ name: 'message.send', visibility: 'hidden' }, his).ok).toBe(true);
    expect(run({ name: 'message.send' }, his)).toEqual({
      ok: false,
      refusal: { code: 'not_responsible', operatorId: BORIS },
    });
  });

  it('lets an invited colleague and a supervisor speak', () => {
    expect(run({ name: 'message.send' }, dialogFixture({ state: ofBoris, participantIds: [ANNA] })).ok).toBe(
      true,
    );
    expect(run({ name: 'message.send' }, dialogFixture({ state: ofBoris }), 'senior').ok).toBe(true);
  });
});

describe('dialog.markRead', () => {
  it('ends the waiting without an answer', () => {
    const { dialog, messages } = effectOf(run({ name: 'dialog.markRead' }, dialogFixture(waiting)));
    expect(dialog).toMatchObject({ waitingSince: null, unread: 0, state: { status: 'queued' } });
    expect(messages).toHaveLength(1);
  });

  it('does nothing where nobody waits', () => {
    const answered = dialogFixture({ state: ofAnna });
    expect(effectOf(run({ name: 'dialog.markRead' }, answered))).toMatchObject({
      dialog: answered,
      messages: [],
    });
  });
});

describe('dialog.finish', () => {
  it('closes with time and person', () => {
    const { dialog } = effectOf(run({ name: 'dialog.finish' }, dialogFixture({ ...waiting, state: ofAnna })));
    expect(dialog.state).toEqual({
      status: 'closed',
      responsibleId: ANNA,
      closedAt: 9_000,
      outcome: 'finished',
    });
    expect(dialog).toMatchObject({ waitingSince: null, unread: 0 });
  });
});

describe('every intent', () => {
  it.each(['dialog.answer', 'message.send', 'dialog.markRead', 'dialog.finish'] as const)(
    '%s is refused in a closed dialog',
    (name) => {
      expect(run({ name }, dialogFixture({ state: closed }))).toEqual({
        ok: false,
        refusal: { code: 'dialog_closed' },
      });
    },
  );

  it.each(['dialog.markRead', 'dialog.finish'] as const)('%s is refused in a colleague’s dialog', (name) => {
    const his = dialogFixture({ ...waiting, state: ofBoris });
    expect(run({ name }, his)).toMatchObject({ ok: false, refusal: { code: 'not_responsible' } });
  });

  it('leaves the dialog it was given untouched', () => {
    const before = dialogFixture(waiting);
    const copy = structuredClone(before);
    for (const name of ['dialog.answer', 'message.send', 'dialog.markRead', 'dialog.finish'] as const) {
      run({ name }, before);
    }
    expect(before).toEqual(copy);
  });
});

describe('what was done without knowing', () => {
  const answered = { seq: 5, operatorId: BORIS, what: 'answered' } as const;
  const shared = { state: ofBoris, lastSeq: 5, lastTurn: answered };

  it('an answer written before a colleague’s does not go out over his head', () => {
    const applied = run({ name: 'message.send', afterSeq: 4 }, dialogFixture(shared), 'senior');
    const refusal = { code: 'overtaken', operatorId: BORIS, what: 'answered' };
    expect(applied).toEqual({ ok: false, refusal });
  });

  it.each([
    ['written after it', { name: 'message.send', afterSeq: 5 }, shared],
    ['a hidden note', { name: 'message.send', afterSeq: 1, visibility: 'hidden' }, shared],
    ['of one who cannot know', { name: 'message.send' }, shared],
    [
      'after one’s own turn',
      { name: 'message.send', afterSeq: 1 },
      { ...shared, lastTurn: { ...answered, operatorId: ANNA } },
    ],
  ] as const)('an answer goes out: %s', (_, asked, dialog) => {
    expect(run(asked, dialogFixture(dialog), 'senior').ok).toBe(true);
  });

  it('claims, public answers and finishing are turns; notes and reading are none', () => {
    const turnAfter = (asked: Asked) =>
      effectOf(run(asked, dialogFixture({ ...waiting, state: ofAnna }))).dialog.lastTurn;
    expect(turnAfter({ name: 'message.send' })).toEqual({ seq: 3, operatorId: ANNA, what: 'answered' });
    expect(turnAfter({ name: 'dialog.finish' })).toEqual({ seq: 3, operatorId: ANNA, what: 'finished' });
    expect(turnAfter({ name: 'message.send', visibility: 'hidden' })).toBeNull();
    expect(turnAfter({ name: 'dialog.markRead' })).toBeNull();
    const claimed = effectOf(run({ name: 'dialog.answer' }, dialogFixture(waiting))).dialog;
    expect(claimed.lastTurn).toEqual({ seq: 3, operatorId: ANNA, what: 'claimed' });
  });

  it.each(['dialog.finish', 'dialog.markRead'] as const)(
    '%s waits when the client wrote meanwhile',
    (name) => {
      const dialog = dialogFixture({ ...waiting, state: ofAnna, lastClientSeq: 2 });
      expect(run({ name, afterSeq: 1 }, dialog)).toEqual({ ok: false, refusal: { code: 'client_wrote' } });
      expect(run({ name, afterSeq: 2 }, dialog).ok).toBe(true);
      // Somebody has answered it: nothing gets lost.
      const settled = { ...dialog, waitingSince: null, unread: 0, lastSeq: 3 };
      const by = (operatorId: string) => ({ seq: 3, operatorId, what: 'answered' as const });
      expect(run({ name, afterSeq: 1 }, { ...settled, lastTurn: by(BORIS) }).ok).toBe(true);
      // One's own answer from before was none to what the client wrote meanwhile.
      expect(run({ name, afterSeq: 1 }, { ...settled, lastTurn: by(ANNA) })).toMatchObject({
        refusal: { code: 'client_wrote' },
      });
      expect(run({ name, afterSeq: 2 }, { ...settled, lastTurn: by(ANNA) }).ok).toBe(true);
    },
  );
});
