import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IntentInput, IntentName } from '#shared/intents/all.ts';
import type { Change } from '#shared/wire/change.ts';
import { intent, say } from './support/client.ts';
import { CHANNEL_A, CHANNEL_C, LINE_A, LINE_B, LINE_C, NORTH, SOUTH } from './support/company.ts';
import { Everybody, EVERYBODY, NAMES, type Name } from './support/everybody.ts';

const CARD = { reason: 'speaks the language', promised: '', promisedUntil: null };
type Kind = Change['type'] | 'nothing';

/** What everybody hears of a dialog of line A (Anna's and Boris's, in Vera's branch) when it goes from hand to hand. */
describe('a dialog that goes from hand to hand', () => {
  let all: Everybody;
  beforeAll(async () => {
    all = await Everybody.atWork();
  });
  afterAll(() => all?.stop());

  let count = 0;
  /** A dialog of the line, answered by somebody. */
  async function taken(by: Name, channelId = CHANNEL_A): Promise<string> {
    const { dialogId } = await all.world.channel.receive(`hand ${(count += 1)}`, 'hello', { channelId });
    await done(by, 'dialog.answer', { dialogId });
    return dialogId;
  }
  async function done<N extends IntentName>(who: Name, name: N, args: IntentInput<N>): Promise<void> {
    expect([who, name, await all.outcome(who, intent(name, args))]).toEqual([who, name, 'done']);
  }
  const offer = (dialogId: string, from: Name, to: Name): Promise<void> =>
    done(from, 'dialog.transfer', { dialogId, to: { kind: 'operator', operatorId: NAMES[to] }, card: CARD });

  /** The first thing each hears of the dialog itself; of its messages only where that is all. */
  async function hear(dialogId: string, act: () => Promise<unknown>): Promise<Record<Name, Kind>> {
    const heard = await all.hear(act);
    const first = (changes: readonly Change[]): Kind => {
      const types = changes.filter((change) => dialogOf(change) === dialogId).map(({ type }) => type);
      return types.find((type) => type !== 'message') ?? types[0] ?? 'nothing';
    };
    return Object.fromEntries(EVERYBODY.map((name) => [name, first(heard[name])])) as Record<Name, Kind>;
  }
  const ROWS = { ANNA: 'dialog', BORIS: 'dialog', VERA: 'dialog', ADMIN: 'dialog' } as const;
  const sees = async (name: Name, dialogId: string): Promise<boolean> =>
    (await all.as(name).fetch(`/api/dialogs/${dialogId}/messages`)).status === 200;

  test('enters for the colleague it is offered to, wherever he works, and goes when he declines', async () => {
    const dialogId = await taken('ANNA');
    const offered = await hear(dialogId, () => offer(dialogId, 'ANNA', 'CLARA'));
    expect(offered).toEqual({ ...ROWS, CLARA: 'enter' });
    const declined = await hear(dialogId, () =>
      done('CLARA', 'dialog.declineTransfer', { dialogId, note: 'no' }),
    );
    expect(declined).toEqual({ ...ROWS, CLARA: 'gone' });
    expect(await sees('CLARA', dialogId)).toBe(false);
  });

  test('goes from whom it was offered to when it is recalled, and enters for the next', async () => {
    const dialogId = await taken('BORIS', CHANNEL_A);
    await offer(dialogId, 'BORIS', 'CLARA');
    const recalled = await hear(dialogId, () => done('BORIS', 'dialog.recallTransfer', { dialogId }));
    expect(recalled).toEqual({ ...ROWS, CLARA: 'gone' });
    await offer(dialogId, 'BORIS', 'ANNA');
    const again = await hear(dialogId, () => offer(dialogId, 'BORIS', 'CLARA'));
    expect(again).toEqual({ ...ROWS, CLARA: 'enter' });
  });

  test('stays with who took it, until he hands it back', async () => {
    const dialogId = await taken('ANNA');
    await offer(dialogId, 'ANNA', 'CLARA');
    const accepted = await hear(dialogId, () => done('CLARA', 'dialog.acceptTransfer', { dialogId }));
    expect(accepted).toEqual({ ...ROWS, CLARA: 'dialog' });
    expect(await all.outcome('CLARA', say(dialogId, 'I am Clara'))).toBe('done');
    const back = await hear(dialogId, () => done('CLARA', 'dialog.handBack', { dialogId, note: '' }));
    expect(back).toEqual({ ...ROWS, CLARA: 'gone' });
    expect(await all.outcome('CLARA', say(dialogId, 'one more thing'))).toBe('not_found');
  });

  test('finished by somebody of another line stays with him, and goes when its line takes it up again', async () => {
    const dialogId = await taken('ANNA');
    await offer(dialogId, 'ANNA', 'CLARA');
    await done('CLARA', 'dialog.acceptTransfer', { dialogId });
    const finished = await hear(dialogId, () => done('CLARA', 'dialog.finish', { dialogId, afterSeq: null }));
    expect(finished).toEqual({ ...ROWS, CLARA: 'dialog' });
    const reopened = await hear(dialogId, () => done('BORIS', 'dialog.reopen', { dialogId }));
    // Whole for those who see it: a closed one may have left their replicas.
    expect(reopened).toEqual({ ANNA: 'enter', BORIS: 'enter', VERA: 'enter', ADMIN: 'enter', CLARA: 'gone' });
    expect(await sees('CLARA', dialogId)).toBe(false);
  });

  test('goes from its line into another’s queue, and from the branch with it', async () => {
    const dialogId = await taken('ANNA');
    const to = { kind: 'line', lineId: LINE_C, branchId: SOUTH } as const;
    const moved = await hear(dialogId, () => done('ANNA', 'dialog.transfer', { dialogId, to, card: CARD }));
    expect(moved).toEqual({ ANNA: 'gone', BORIS: 'gone', VERA: 'gone', CLARA: 'enter', ADMIN: 'dialog' });
    const home = { kind: 'line', lineId: LINE_A, branchId: NORTH } as const;
    const back = await hear(dialogId, () =>
      done('CLARA', 'dialog.transfer', { dialogId, to: home, card: CARD }),
    );
    expect(back).toEqual({ ANNA: 'enter', BORIS: 'enter', VERA: 'enter', CLARA: 'gone', ADMIN: 'dialog' });
  });

  test('a branch that is not its line’s is no place to send it', async () => {
    const dialogId = await taken('ANNA');
    for (const to of [
      { kind: 'line', lineId: LINE_C, branchId: NORTH },
      { kind: 'line', lineId: NAMES.ANNA, branchId: NORTH },
      { kind: 'operator', operatorId: LINE_B },
    ] as const)
      expect(await all.outcome('ANNA', intent('dialog.transfer', { dialogId, to, card: CARD }))).toBe(
        'no_such_target',
      );
  });

  test('a guest has it whole while he is inside, and nothing of it after he left or was not there', async () => {
    const dialogId = await taken('ANNA');
    const invite = { dialogId, operatorIds: [NAMES.CLARA], note: 'look' };
    const invited = await hear(dialogId, () => done('ANNA', 'dialog.invite', invite));
    expect(invited).toEqual({ ...ROWS, CLARA: 'enter' });
    const left = await hear(dialogId, () => done('CLARA', 'dialog.leave', { dialogId }));
    expect(left).toEqual({ ...ROWS, CLARA: 'gone' });
    const said = await hear(dialogId, async () => {
      expect(await all.outcome('ANNA', say(dialogId, 'without her'))).toBe('done');
    });
    expect(said).toEqual({ ...ROWS, CLARA: 'nothing' });
  });

  test('who was inside for a moment hears at the end that it went, and nothing that was said behind him', async () => {
    const dialogId = await taken('ANNA');
    const heard = await all.hear(async () => {
      await done('ANNA', 'dialog.invite', { dialogId, operatorIds: [NAMES.CLARA], note: 'look' });
      await done('CLARA', 'dialog.leave', { dialogId });
      expect(await all.outcome('ANNA', say(dialogId, 'a secret of line A', 'hidden'))).toBe('done');
    });
    const clara = heard.CLARA.filter((change) => dialogOf(change) === dialogId).map(({ type }) => type);
    expect(clara.at(-1)).toBe('gone');
    expect(JSON.stringify(heard.CLARA)).not.toContain('a secret of line A');
  });

  test('taken over by a supervisor it stays in sight of its line, and goes from a guest owner', async () => {
    const dialogId = await taken('ANNA');
    await offer(dialogId, 'ANNA', 'CLARA');
    await done('CLARA', 'dialog.acceptTransfer', { dialogId });
    const over = await hear(dialogId, () => done('VERA', 'dialog.take', { dialogId, fromId: NAMES.CLARA }));
    expect(over).toMatchObject({ ANNA: 'dialog', BORIS: 'dialog', VERA: 'dialog', ADMIN: 'dialog' });
    expect(over.CLARA === 'gone').toBe(!(await sees('CLARA', dialogId)));
  });

  test('of a client’s card hears whoever sees one of his dialogs, by being invited too', async () => {
    const { dialogId, contactId } = await all.world.channel.receive('card', 'hello', {
      channelId: CHANNEL_C,
    });
    await done('CLARA', 'dialog.answer', { dialogId });
    const rename = (by: Name, name: string) =>
      all.hear(() => done(by, 'contact.rename', { contactId, name }));
    const names = (heard: Record<Name, Change[]>): Record<Name, string[]> =>
      Object.fromEntries(
        EVERYBODY.map((name) => [
          name,
          heard[name].flatMap((change) => (change.type === 'contact' ? [change.contact.name ?? ''] : [])),
        ]),
      ) as Record<Name, string[]>;
    const alone = names(await rename('CLARA', 'Иван'));
    expect(alone).toEqual({ ANNA: [], BORIS: [], VERA: [], CLARA: ['Иван'], ADMIN: ['Иван'] });
    expect(await all.outcome('ANNA', intent('contact.rename', { contactId, name: 'Пётр' }))).toBe(
      'not_found',
    );
    await done('CLARA', 'dialog.invite', { dialogId, operatorIds: [NAMES.ANNA], note: '' });
    const together = names(await rename('ANNA', 'Пётр'));
    expect(together).toEqual({ ANNA: ['Пётр'], BORIS: [], VERA: [], CLARA: ['Пётр'], ADMIN: ['Пётр'] });
  });
});

function dialogOf(change: Change): string | null {
  switch (change.type) {
    case 'dialog':
      return change.dialog.id;
    case 'enter':
      return change.bundle.dialog.id;
    case 'gone':
      return change.dialogId;
    case 'message':
      return change.message.dialogId;
    default:
      return null;
  }
}
