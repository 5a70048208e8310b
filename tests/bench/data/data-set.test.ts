import { describe, expect, test } from 'vitest';
import { contactSchema } from '#shared/domain/contact.ts';
import { dialogSchema } from '#shared/domain/dialog.ts';
import { UNMARKED, isOutgoing, messageSchema } from '#shared/domain/message.ts';
import { DataSet } from './data-set.ts';
import { dialogLengths } from './lengths.ts';
import { idAt, randomFrom } from './random.ts';

const NOW = Date.UTC(2026, 0, 15);
const set = new DataSet({ dialogs: 1_000, now: NOW });
const talks = [...set.talks()];
const messages = talks.flatMap((talk) => talk.messages);

describe('the data set', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(new DataSet({ dialogs: 1_000, now: NOW }).talk(7)).toEqual(set.talk(7));
    expect(new DataSet({ dialogs: 1_000, now: NOW, seed: 2 }).talk(7)).not.toEqual(set.talk(7));
  });

  test('has the size that was asked for', () => {
    expect(talks).toHaveLength(1_000);
    expect(messages).toHaveLength(10_000);
    expect(set.company.operators).toHaveLength(50);
    expect(set.company.branches).toHaveLength(20);
  });

  test('holds against the schemas of the product', () => {
    for (const { dialog, contact, messages: said } of talks.slice(-200)) {
      dialogSchema.parse(dialog);
      contactSchema.parse(contact);
      for (const message of said) messageSchema.parse(message);
    }
  });

  test('numbers messages without holes, and no time runs backwards or ahead', () => {
    for (const { dialog, messages: said } of talks) {
      expect(said.map(({ seq }) => seq)).toEqual(said.map((_, i) => i + 1));
      expect(dialog.lastSeq).toBe(said.length);
      expect(said.every(({ at }, i) => at >= (said[i - 1]?.at ?? 0) && at <= NOW)).toBe(true);
    }
  });

  test('every id is there once', () => {
    const ids = [...talks.map(({ dialog }) => dialog.id), ...messages.map(({ id }) => id)];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a client has at most one open dialog', () => {
    const open = talks.filter(({ dialog }) => dialog.state.status !== 'closed');
    expect(open).toHaveLength(set.openDialogs);
    expect(new Set(open.map(({ contact }) => contact.id)).size).toBe(open.length);
  });

  test('what goes out has a delivery, and nothing else has', () => {
    expect(messages.every((message) => isOutgoing(message) === (message.delivery !== null))).toBe(true);
  });

  test('a message is about 303 bytes of JSON, as in the floors, and what it has none of comes on top', () => {
    const lengths = messages.map((message) => JSON.stringify(message).length);
    // Fields that most messages leave empty, with their names; none of them was there when the floors were measured.
    const none = JSON.stringify({ ...UNMARKED, attachments: [] }).length;
    const said = lengths.reduce((sum, length) => sum + length - none, 0) / messages.length;
    expect(said).toBeGreaterThan(285);
    expect(said).toBeLessThan(335);
    expect(none).toBeLessThan(100);
  });

  test('previous dialogs are of the same client', () => {
    const byId = new Map(talks.map(({ dialog }) => [dialog.id, dialog]));
    const returning = talks.filter(({ dialog }) => dialog.previousDialogId !== null);
    expect(returning.length).toBeGreaterThan(300);
    for (const { dialog } of returning) {
      expect(byId.get(dialog.previousDialogId ?? '')?.contactId).toBe(dialog.contactId);
    }
  });
});

test('lengths are skewed: most are short, a few go on for months', () => {
  const lengths = dialogLengths(100_000, 1);
  const sorted = [...lengths].toSorted((a, b) => a - b);
  expect(sorted.reduce((sum, length) => sum + length, 0)).toBe(1_000_000);
  expect(sorted[0]).toBeGreaterThanOrEqual(3);
  expect(sorted[50_000]).toBeLessThan(10);
  expect(sorted.filter((length) => length > 1_000).length).toBeGreaterThanOrEqual(3);
});

describe('randomFrom', () => {
  test('depends on every part of its seed and on their order', () => {
    const first = (...seed: number[]) => randomFrom(...seed).bits();
    expect(new Set([first(1), first(2), first(1, 2), first(2, 1), first(1, 2, 0)]).size).toBe(5);
  });

  test('is even', () => {
    const random = randomFrom(3);
    const values = Array.from({ length: 20_000 }, () => random.next());
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
  });

  test('ids sort by time and are UUIDs of version 7', () => {
    const random = randomFrom(4);
    const ids = [1, 2, 3].map((n) => idAt(NOW + n * 1000, random));
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
