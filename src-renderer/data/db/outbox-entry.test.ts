import { describe, expect, it } from 'vitest';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { madeIntent } from '#tests/support/made-intent.ts';
import { row, SAY, STATES } from '#tests/support/outbox-rows.ts';
import { isPending, readEntry, textOf } from './outbox-entry.ts';
import type { OutboxRow } from './rows.ts';

describe('what a row carries', () => {
  it('is read as the intent it was', () => {
    expect(readEntry(row({ attempts: 2 }))).toEqual({
      ok: true,
      entry: { n: 4, intent: SAY, state: { kind: 'waiting' }, attempts: 2 },
    });
  });

  it.each<[string, Partial<OutboxRow>]>([
    ['of another id', { id: fakeId(9, 2) }],
    ['of another dialog', { dialogId: dialogId(2) }],
    ['of no known name', { payload: { ...SAY, name: 'message.sing' } }],
    ['with a text that is none', { payload: { ...SAY, args: { ...SAY.args, text: 5 } } }],
    ['that is nothing', { payload: undefined }],
  ])('%s is not run', (_, patch) => {
    const read = readEntry(row(patch));
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.reason).not.toBe('');
  });

  it('filled in as a later version wants it, when an older one left it out', () => {
    const {
      mentions: _,
      attachments: __,
      ...older
    } = SAY.name === 'message.send' ? SAY.args : expect.fail('another');
    const read = readEntry(row({ payload: { ...SAY, args: older } }));
    expect(read.ok && read.entry.intent).toEqual(SAY);
  });

  it('has an effect on the screen until the hub has refused it or given it up', () => {
    expect(STATES.filter(isPending).map(({ kind }) => kind)).toEqual(['waiting', 'sending', 'confirmed']);
  });

  it('has words where somebody typed some, and none where he did not', () => {
    expect(textOf(SAY)).toBe('hello');
    expect(textOf(madeIntent(2, 'contact.note', { contactId: fakeId(2, 1), text: 'a note' }))).toBe('a note');
    expect(textOf(madeIntent(3, 'dialog.pin', { dialogId: dialogId(1) }))).toBeNull();
  });
});
