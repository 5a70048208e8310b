import { expect, test, vi } from 'vitest';
import { quickReplyFixture } from '#tests/support/quick-replies.ts';
import { ReplyDesk } from './desk.tsx';

test('the newest field gets the reply, the former one again when it goes', () => {
  const desk = new ReplyDesk();
  const [first, second] = [vi.fn(), vi.fn()];
  expect(desk.field()).toBeNull();
  const closeFirst = desk.offer({ dialogId: 'a', insert: first });
  const closeSecond = desk.offer({ dialogId: 'b', insert: second });
  const reply = quickReplyFixture();
  desk.field()?.insert(reply);
  closeSecond();
  desk.field()?.insert(reply);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  closeFirst();
  expect(desk.field()).toBeNull();
});

test('those who look are told when the window is opened and closed', () => {
  const desk = new ReplyDesk();
  const told = vi.fn();
  const stop = desk.subscribe(told);
  const work = { kind: 'look', replyId: null, folder: null } as const;
  desk.open(work);
  expect(desk.work()).toBe(work);
  desk.close();
  expect(desk.work()).toBeNull();
  stop();
  desk.open(work);
  expect(told).toHaveBeenCalledTimes(2);
});
