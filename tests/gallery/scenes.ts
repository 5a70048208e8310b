import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { ListName } from '#shared/domain/lists.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { ANNA, BORIS, dialogId } from './fixture/seed.ts';
import type { WorldStore } from './fixture/world.ts';

/** States that are worth looking at. `n` of a dialog is its place in the seed. */
export interface Scene {
  list?: ListName;
  /** Number of the dialog that is open. */
  open?: number;
  /** What is different from the seeded world. */
  set?: (store: WorldStore, now: number) => void;
}

/** Every way of an own message, one after the other. */
function everyDelivery({ world }: WorldStore, now: number): void {
  const id = dialogId(5);
  const items = world.transcripts.get(id) ?? [];
  const last = items.at(-1);
  if (last === undefined) return;
  const failure = { code: 'blocked_by_client', detail: 'Forbidden: bot was blocked by the user' } as const;
  const variants: [string, TranscriptItem['message']['delivery'], TranscriptItem['pending']][] = [
    ['Отправлено, но ещё не доставлено.', { state: 'sent', at: now }, null],
    ['Доставлено.', { state: 'delivered', at: now }, null],
    ['Неизвестно, дошло ли.', { state: 'unknown', at: now }, null],
    ['Не доставлено каналом.', { state: 'failed', at: now, failure }, null],
    ['Отправляется.', { state: 'pending' }, { kind: 'sending' }],
    ['Ждёт сети.', { state: 'pending' }, { kind: 'waiting' }],
    ['Сервер пока не принял.', { state: 'pending' }, { kind: 'failed', reason: '503' }],
    [
      'Отказано.',
      { state: 'pending' },
      { kind: 'refused', refusal: { code: 'not_responsible', operatorId: BORIS.id } },
    ],
  ];
  const added = variants.map(([text, delivery, pending], i): TranscriptItem => {
    const body = { kind: 'text', text } as const;
    const place = {
      id: deriveId(last.message.id, 500 + i),
      seq: last.message.seq + 1 + i,
      at: now - (8 - i) * 30_000,
    };
    return { message: { ...last.message, ...place, body, delivery }, pending };
  });
  world.transcripts.set(id, [...items, ...added]);
}

/** A dialog of `count` messages, the older ones still on the hub. */
function longHistory({ world }: WorldStore, now: number, count: number, local: number): void {
  const id = dialogId(5);
  const client = world.transcripts.get(id)?.[0]?.message;
  const dialog = world.dialogs.get(id);
  if (client === undefined || dialog === undefined) return;
  const all = Array.from({ length: count }, (_, i): TranscriptItem => {
    const mine = i % 3 === 2;
    const author = mine ? ({ kind: 'operator', operatorId: ANNA.id } as const) : client.author;
    const text = `Сообщение ${i + 1}. ${'Ещё несколько слов о заказе. '.repeat(i % 5)}`;
    const body = { kind: 'text', text } as const;
    const delivery = mine ? ({ state: 'read', at: now } as const) : null;
    const at = now - (count - i) * 7 * 60_000;
    return {
      message: { ...client, id: deriveId(id, 1000 + i), seq: i + 1, author, body, delivery, at },
      pending: null,
    };
  });
  world.remote.set(id, all.slice(0, count - local));
  world.transcripts.set(id, all.slice(count - local));
  world.dialogs.set(id, { ...dialog, lastSeq: count });
}

export const SCENES = {
  main: { open: 5, list: 'mine' },
  'nothing-open': {},
  unanswered: { open: 1 },
  deliveries: { open: 5, list: 'mine', set: everyDelivery },
  'long-text': { open: 9, list: 'mine' },
  rtl: { open: 6, list: 'mine' },
  hostile: { open: 11, list: 'closed' },
  'of-colleague': { open: 7, list: 'all' },
  closed: { open: 10, list: 'closed' },
  'empty-unanswered': { set: ({ world }) => world.dialogs.clear() },
  'empty-mine': { list: 'mine', set: ({ world }) => world.dialogs.clear() },
  connecting: {
    set({ world }) {
      world.dialogs.clear();
      world.status = { ...world.status, connection: { kind: 'connecting' } };
    },
  },
  'first-sync': {
    set({ world }) {
      world.dialogs.clear();
      world.status = {
        ...world.status,
        connection: { kind: 'connecting' },
        firstSync: { done: 1240, total: 5600 },
      };
    },
  },
  offline: {
    open: 4,
    set({ world }, now) {
      world.status = {
        ...world.status,
        connection: { kind: 'reconnecting', since: now, nextTryAt: now + 14_000 },
        pending: 2,
      };
    },
  },
  'storage-broken': {
    open: 1,
    set({ world }) {
      world.status = { ...world.status, storage: { kind: 'broken', detail: 'UnknownError: Internal error' } };
    },
  },
  'signed-out': {
    open: 1,
    set({ world }) {
      world.status = { ...world.status, connection: { kind: 'signed_out' } };
    },
  },
  faster: {
    open: 7,
    list: 'all',
    set({ world }, now) {
      world.refusals = [
        {
          intentId: deriveId(dialogId(7), 77),
          name: 'dialog.answer',
          dialogId: dialogId(7),
          text: null,
          refusal: { code: 'claimed_by_other', operatorId: BORIS.id },
          at: now,
        },
      ];
    },
  },
  typing: {
    open: 4,
    set: ({ world }) => void world.typing.set(dialogId(4), { client: true, operatorIds: [] }),
  },
  history: { open: 5, list: 'mine', set: (store, now) => longHistory(store, now, 600, 200) },
  'history-5000': { open: 5, list: 'mine', set: (store, now) => longHistory(store, now, 5000, 5000) },
  'sign-in': {},
  'sign-in-desktop': {},
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;

export const isScene = (name: string): name is SceneName => Object.hasOwn(SCENES, name);
export const sceneOf = (name: SceneName): Scene => SCENES[name];
