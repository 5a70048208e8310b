import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNA, BORIS, dialogFixture, messageFixture } from '#tests/support/fixtures.ts';
import { onDialog } from '#tests/support/on-dialog.ts';
import type { Dialog } from '../domain/dialog.ts';
import type { Role } from '../domain/directory.ts';
import { appendMessage } from '../domain/transcript.ts';
import { stoodAs, undoableSchema, type Undoable } from '../domain/undo.ts';
import type { DialogIntentName } from './all.ts';
import { applyIntent, type Applied } from './apply.ts';

const ID = '01890000-0000-7000-8000-000000009990';
const NOW = 9_000;
const WAITING = { waitingSince: 5_000, unread: 2, lastSeq: 2, lastClientSeq: 2 };
const ofBoris = { status: 'active', responsibleId: BORIS } as const;

function run(
  name: DialogIntentName,
  args: object,
  dialog: Dialog,
  role: Role = 'operator',
  who = ANNA,
): Applied {
  const intent = onDialog({ id: ID, at: 1, name, args: { dialogId: dialog.id, ...args } });
  const ctx = { intentId: ID, actor: { operatorId: who, role }, now: NOW, channel: null, message: null };
  return applyIntent(ctx, dialog, intent);
}

function after(applied: Applied): Dialog {
  if (!applied.ok) throw new Error(`refused: ${applied.refusal.code}`);
  return applied.effect.dialog;
}

const done = (deed: Undoable, dialog: Dialog, role?: Role): Dialog =>
  after(run(`dialog.${deed}`, deed === 'snooze' ? { until: NOW + 500 } : {}, dialog, role));
const undo = (deed: Undoable, before: Dialog, now: Dialog, role?: Role, who?: string): Applied =>
  run('dialog.undo', { deed, before: stoodAs(before, who ?? ANNA) }, now, role, who);

/** What lists and counters go by. */
const summary = ({ state, waitingSince, unread, snoozed, lastActivityAt }: Dialog) => ({
  state,
  waitingSince,
  unread,
  until: snoozed?.until ?? null,
  lastActivityAt,
});

const clientWrites = (dialog: Dialog): Dialog =>
  appendMessage(dialog, messageFixture({ at: NOW + 10 })).dialog;

describe('dialog.undo', () => {
  it('leaves any dialog as it was, whoever had it', () => {
    const some = fc.record({
      state: fc.constantFrom<Dialog['state']>({ status: 'queued' }, ofBoris, {
        ...ofBoris,
        responsibleId: ANNA,
      }),
      wait: fc.constantFrom(WAITING, { waitingSince: null, unread: 0, lastSeq: 4, lastClientSeq: 2 }),
      snoozed: fc.constantFrom(null, { until: NOW + 100, byId: ANNA }),
    });
    const anyDialog = some.filter(({ state, snoozed }) => state.status !== 'queued' || snoozed === null);
    fc.assert(
      fc.property(anyDialog, fc.constantFrom(...undoableSchema.options), ({ wait, ...rest }, deed) => {
        const before = dialogFixture({ ...rest, ...wait });
        const then = done(deed, before, 'senior');
        expect(summary(after(undo(deed, before, then, 'senior')))).toEqual(summary(before));
      }),
    );
  });

  it('is seen by colleagues', () => {
    const before = dialogFixture(WAITING);
    const said = (deed: Undoable) => {
      const applied = undo(deed, before, done(deed, before));
      return applied.ok
        ? applied.effect.messages.map(({ body }) => body.kind === 'event' && body.event)
        : null;
    };
    expect(said('finish')).toEqual([{ type: 'reopened', operatorId: ANNA }]);
    expect(said('markRead')).toEqual([{ type: 'marked_unread', operatorId: ANNA }]);
    expect(said('snooze')).toEqual([{ type: 'woken', operatorId: ANNA }]);
  });

  it('pressed twice does nothing the second time', () => {
    const rests = { snoozed: { until: NOW + 100, byId: ANNA } };
    for (const [deed, before] of [
      ...undoableSchema.options.map((each) => [each, dialogFixture(WAITING)] as const),
      ['markUnread', dialogFixture()] as const,
      ['markUnread', dialogFixture({ ...WAITING, ...rests })] as const,
    ]) {
      const once = after(undo(deed, before, done(deed, before)));
      expect(after(undo(deed, before, once))).toBe(once);
    }
  });

  it('takes nothing from a colleague who came in between', () => {
    const before = dialogFixture(WAITING);
    const taken = after(run('dialog.answer', {}, done('markRead', before), 'operator', BORIS));
    expect(undo('markRead', before, taken)).toMatchObject({
      ok: false,
      refusal: { code: 'not_responsible' },
    });
    expect(undo('markRead', before, taken, 'senior')).toMatchObject({
      ok: false,
      refusal: { code: 'overtaken', operatorId: BORIS, what: 'claimed' },
    });
  });

  it('frees no dialog that is a colleague’s', () => {
    const before = dialogFixture({ ...WAITING, state: ofBoris });
    const then = done('finish', before, 'senior');
    const free = { ...stoodAs(before, ANNA), free: true };
    expect(after(run('dialog.undo', { deed: 'finish', before: free }, then, 'senior')).state).toEqual(
      ofBoris,
    );
  });

  it('lays nothing to rest that nobody has: passed on to a line meanwhile, it waits there', () => {
    const rests = { snoozed: { until: NOW + 100, byId: ANNA } };
    const before = dialogFixture({ ...WAITING, ...rests, state: { ...ofBoris, responsibleId: ANNA } });
    const to = { kind: 'line', lineId: BORIS, branchId: BORIS };
    const card = { reason: '', promised: '', promisedUntil: null };
    const passed = after(run('dialog.transfer', { to, card }, done('markRead', before)));
    const undone = after(undo('markRead', before, passed));
    expect(undone).toMatchObject({ state: { status: 'queued' }, snoozed: null, waitingSince: 5_000 });
    const free = { ...stoodAs(before, ANNA), free: true };
    const freed = after(run('dialog.undo', { deed: 'finish', before: free }, done('finish', before)));
    expect(freed).toMatchObject({ state: { status: 'queued' }, snoozed: null });
  });

  it('counts what the client said since on top, and lets it wake', () => {
    const resting = dialogFixture({ ...WAITING, snoozed: { until: NOW + 100, byId: ANNA } });
    const then = clientWrites(done('markRead', resting));
    expect(summary(after(undo('markRead', resting, then)))).toMatchObject({
      waitingSince: 5_000,
      unread: 3,
      until: null,
    });
  });

  it('leaves waiting who wrote while the actor’s own words were on their way to the hub', () => {
    const whispers = (dialog: Dialog): Dialog =>
      after(run('message.send', { text: 'psst', visibility: 'hidden' }, dialog));
    const known = dialogFixture({ lastSeq: 4, lastClientSeq: 2 });
    // As he saw it: his notes were the fifth and the sixth.
    const seen = whispers(whispers(known));
    const inHub = whispers(whispers(clientWrites(known)));
    const undone = after(undo('markUnread', seen, done('markUnread', inHub)));
    expect(summary(undone)).toMatchObject({ waitingSince: NOW + 10, unread: 1 });
  });

  it('does not go over the deed of a colleague that came before the actor’s words', () => {
    const before = dialogFixture({ ...WAITING, state: ofBoris });
    const seen = after(run('message.send', { text: 'psst', visibility: 'hidden' }, before));
    const answer = { text: 'Hi', visibility: 'public' };
    const inHub = done('markUnread', after(run('message.send', answer, before, 'operator', BORIS)), 'senior');
    expect(undo('markUnread', seen, inHub, 'senior')).toMatchObject({
      ok: false,
      refusal: { code: 'overtaken', operatorId: BORIS },
    });
  });

  it('knows of words that came into spam', () => {
    const before = dialogFixture({ lastSeq: 2, lastClientSeq: 2 });
    const then = clientWrites(done('spam', before));
    expect(summary(after(undo('spam', before, then)))).toMatchObject({ waitingSince: NOW, unread: 1 });
  });

  it('does not take an answer back that went out since', () => {
    const before = dialogFixture(WAITING);
    const answered = after(
      run('message.send', { text: 'Hi', visibility: 'public' }, done('markRead', before)),
    );
    expect(summary(after(undo('markRead', before, answered)))).toMatchObject({
      waitingSince: null,
      unread: 0,
    });
  });

  it('believes no wait that is longer than the dialog, nor one of tomorrow', () => {
    const before = dialogFixture({ ...WAITING, createdAt: 4_000 });
    const then = done('finish', before);
    const asked = (waitingSince: number) => {
      const claimed = { ...stoodAs(before, ANNA), waitingSince, unread: 1_000_000 };
      return summary(after(run('dialog.undo', { deed: 'finish', before: claimed }, then)));
    };
    expect(asked(1)).toMatchObject({ waitingSince: 4_000, unread: then.lastSeq });
    expect(asked(NOW * 2)).toMatchObject({ waitingSince: NOW });
  });
});
