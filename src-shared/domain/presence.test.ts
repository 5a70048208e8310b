import { describe, expect, test } from 'vitest';
import { NOBODY_AROUND, presenceOf, withConnected, withLooking, type Connected } from './presence.ts';

const ANNA = '01890000-0000-7000-8000-000000000001';
const BORIS = '01890000-0000-7000-8000-000000000002';
const DIALOG = '01890000-0000-7000-8000-000000000003';
const here = (more: Partial<Connected> = {}): Connected => ({
  operatorId: ANNA,
  since: 1_000,
  idleSince: null,
  ...more,
});

describe('presenceOf', () => {
  test('who never chose is online while he is connected, and not there when he is not', () => {
    expect(presenceOf(null, here())).toEqual({ state: 'online', connected: true, since: 1_000 });
    expect(presenceOf(null, null)).toEqual({ state: 'offline', connected: false, since: null });
  });

  test('nobody touches his devices: away by itself, and back by itself', () => {
    expect(presenceOf(null, here({ idleSince: 5_000 }))).toEqual({
      state: 'away',
      connected: true,
      since: 5_000,
    });
    expect(presenceOf({ choice: 'online', since: 3_000 }, here()).since).toBe(3_000);
  });

  test.each(['break', 'off'] as const)('%s holds whether one is connected, idle or gone', (choice) => {
    const chosen = { choice, since: 7 };
    for (const connected of [here(), here({ idleSince: 9 }), null, undefined])
      expect(presenceOf(chosen, connected)).toMatchObject({ state: choice, since: 7 });
  });

  test('away by choice is no break: who closes everything is not there', () => {
    const chosen = { choice: 'away', since: 7 } as const;
    expect(presenceOf(chosen, here({ idleSince: 900 }))).toMatchObject({ state: 'away', since: 7 });
    expect(presenceOf(chosen, null)).toMatchObject({ state: 'offline' });
  });

  test('without a connection of our own nothing is claimed that nobody knows', () => {
    expect(presenceOf(null, undefined)).toEqual({ state: 'unknown', connected: null, since: null });
    expect(presenceOf({ choice: 'online', since: 7 }, undefined).state).toBe('unknown');
    expect(presenceOf({ choice: 'away', since: 7 }, undefined).state).toBe('away');
  });
});

describe('what the hub tells of who is about', () => {
  test('a change before the whole says nothing; the whole replaces; changes add and take away', () => {
    const early = withConnected(NOBODY_AROUND, { whole: false, here: [here()], gone: [] });
    expect(early.connected).toBeNull();
    const whole = withConnected(early, { whole: true, here: [here()], gone: [] });
    const changed = withConnected(whole, {
      whole: false,
      here: [here({ operatorId: BORIS })],
      gone: [ANNA],
    });
    expect(Object.keys(changed.connected ?? {})).toEqual([BORIS]);
    expect(Object.keys(whole.connected ?? {})).toEqual([ANNA]);
  });

  test('a dialog at which nobody looks is none', () => {
    const both = withLooking(NOBODY_AROUND, {
      whole: true,
      dialogs: [{ dialogId: DIALOG, operatorIds: [ANNA, BORIS] }],
    });
    expect(both.looking[DIALOG]).toEqual([ANNA, BORIS]);
    const nobody = withLooking(both, { whole: false, dialogs: [{ dialogId: DIALOG, operatorIds: [] }] });
    expect(nobody.looking).toEqual({});
  });
});
