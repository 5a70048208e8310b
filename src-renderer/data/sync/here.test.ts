import { beforeEach, describe, expect, test } from 'vitest';
import { AWAY_AFTER_MS } from '#shared/domain/presence.ts';
import type { Up } from '#shared/wire/live/up.ts';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { Here, LOOK_HOLDS_MS } from './here.ts';

let clock: ManualClock;
let sent: Up[];
let here: Here;
beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  here = new Here({ clock, send: (up) => sent.push(up) });
});

const told = (): Up[] => sent.splice(0);

describe('at what the windows look', () => {
  test('all of them together, said when it changes and not when it is said again', () => {
    here.look('one', 'd1');
    here.look('two', 'd2');
    here.look('two', 'd2');
    here.look('one', 'd2');
    expect(told()).toEqual([
      { type: 'looking', dialogIds: ['d1'] },
      { type: 'looking', dialogIds: ['d1', 'd2'] },
      { type: 'looking', dialogIds: ['d2'] },
    ]);
    here.look('one', null);
    expect(told()).toEqual([]);
    here.look('two', null);
    expect(told()).toEqual([{ type: 'looking', dialogIds: [] }]);
  });

  test('a window that says nothing more looks no more', () => {
    here.look('crashes', 'd1');
    clock.pass(LOOK_HOLDS_MS / 2);
    here.look('lives', 'd2');
    told();
    clock.pass(LOOK_HOLDS_MS - 1);
    here.look('lives', 'd2');
    expect(told()).toEqual([{ type: 'looking', dialogIds: ['d2'] }]);
    clock.pass(LOOK_HOLDS_MS);
    expect(told()).toEqual([{ type: 'looking', dialogIds: [] }]);
  });

  test('a new connection is told anew, and nothing when there is nothing', () => {
    here.connected();
    expect(told()).toEqual([]);
    here.look('one', 'd1');
    told();
    here.connected();
    expect(told()).toEqual([{ type: 'looking', dialogIds: ['d1'] }]);
  });
});

describe('whether somebody is there', () => {
  test('away when nothing was touched for long, back with the first touch', () => {
    here.connected();
    clock.pass(AWAY_AFTER_MS - 1);
    here.touched();
    clock.pass(AWAY_AFTER_MS - 1);
    expect(told()).toEqual([]);
    clock.pass(1);
    expect(told()).toEqual([{ type: 'activity', idle: true }]);
    here.touched();
    here.touched();
    expect(told()).toEqual([{ type: 'activity', idle: false }]);
  });

  test('a new connection hears of it, because it takes everybody for present; connecting is no touch', () => {
    here.connected();
    clock.pass(AWAY_AFTER_MS / 2);
    here.connected();
    clock.pass(AWAY_AFTER_MS / 2);
    expect(told()).toEqual([{ type: 'activity', idle: true }]);
    here.connected();
    expect(told()).toEqual([{ type: 'activity', idle: true }]);
  });

  test('stopped, it says nothing more', () => {
    here.connected();
    here.look('one', 'd1');
    told();
    here.stop();
    here.touched();
    clock.pass(AWAY_AFTER_MS * 2);
    expect(told()).toEqual([]);
  });
});
