import type { Desk } from '#renderer/app/view-state.ts';
import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ListName } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { everyForm } from './asked.ts';
import { everyFile } from './filed.ts';
import { ANNA, BORIS, dialogId, operator, VERA } from './fixture/seed.ts';
import { everyMark, everyNotice } from './fixture/tidied.ts';
import { manyReplies, refusedReply, seedReplies } from './fixture/seed-replies.ts';
import type { World, WorldStore } from './fixture/world.ts';
import { duplicateCard, emptyCard, fullCard, longCard, manyDialogs, mergedCard } from './cards.ts';
import { everyDeed } from './marked.ts';
import { brokenTable, fillingTable, fullTable, hugeTable, offlineTable } from './tables.ts';
import { OLEG, talkOfOrders, talkWith, teamHostile, teamMorning } from './team-scenes.ts';

/** States that are worth looking at. `n` of a dialog is its place in the seed. */
export interface Scene {
  desk?: Desk;
  list?: ListName;
  /** Number of the dialog that is open. */
  open?: number;
  /** On the team's side; with the talk that is open there. */
  talkId?: Id | null;
  /** What is different from the seeded world. */
  set?: (store: WorldStore, now: number) => void;
  /** All dialogs of the client are shown in one scroll. */
  history?: true;
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
    const body: Message['body'] = { kind: 'text', text, attachments: [] };
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
    const body: Message['body'] = { kind: 'text', text, attachments: [] };
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

function offline({ world }: WorldStore, now: number): void {
  const connection = { kind: 'reconnecting', since: now, nextTryAt: now + 14_000 } as const;
  world.status = { ...world.status, connection };
}

/** The oldest talk with the client is not on this computer. */
function farDialogs({ world }: WorldStore): void {
  const far = world.dialogs.get(dialogId(51));
  if (far === undefined) return;
  world.dialogs.delete(far.id);
  world.farDialogs = [far];
}

function patchDialog(world: World, n: number, patch: Partial<Dialog>): void {
  const dialog = world.dialogs.get(dialogId(n));
  if (dialog !== undefined) world.dialogs.set(dialog.id, { ...dialog, ...patch });
}

/** A dialog that waits for a colleague's answer, with a card that says everything. */
function offer(world: World, n: number, fromId: Id, operatorId: Id, now: number): void {
  const card = {
    reason: 'Ухожу на обед, клиент просит счёт на юрлицо. '.repeat(n === 7 ? 1 : 8).trim(),
    promised: 'Счёт и договор с печатью',
    promisedUntil: now + 3_600_000,
  };
  const to = { kind: 'operator', operatorId } as const;
  patchDialog(world, n, {
    participantIds: [operatorId],
    handOver: { fromId, to, card, at: now - 3 * 60_000, wasInside: false, state: 'offered' },
  });
}

function movedHere({ world }: WorldStore, now: number): void {
  const dialog = world.dialogs.get(dialogId(1));
  if (dialog === undefined) return;
  const to = { kind: 'line', lineId: dialog.lineId, branchId: dialog.branchId } as const;
  const card = { reason: 'Вопрос про опт', promised: '', promisedUntil: null };
  patchDialog(world, 1, {
    handOver: { fromId: VERA.id, to, card, at: now - 60_000, wasInside: false, state: 'offered' },
  });
}

/** Names of all lengths and directions, somebody hostile, a call for help. */
function manyInTalk({ world }: WorldStore, now: number): void {
  const names = [
    'محمد الأحمد',
    '<b>Bobby</b> \u202Etxt.exe',
    'Александра-Виктория Преображенская-Задунайская',
  ];
  const guests = names.map((name, i) => operator(10 + i, name));
  for (const guest of guests) world.operators.set(guest.id, guest);
  patchDialog(world, 5, {
    participantIds: [BORIS.id, ...guests.map(({ id }) => id), VERA.id],
    seniorCall: { byId: ANNA.id, note: 'Просит скидку больше 5 %', at: now - 60_000 },
  });
}

export const SCENES = {
  'offered-to-me': { open: 7, list: 'all', set: ({ world }, now) => offer(world, 7, BORIS.id, ANNA.id, now) },
  'offered-by-me': { open: 5, list: 'mine', set: ({ world }, now) => offer(world, 5, ANNA.id, VERA.id, now) },
  'moved-here': { open: 1, set: movedHere },
  'many-in-talk': { open: 5, list: 'mine', set: manyInTalk },
  'senior-called': {
    open: 7,
    list: 'all',
    set({ world }, now) {
      world.me = VERA;
      patchDialog(world, 7, {
        seniorCall: { byId: BORIS.id, note: 'Требует руководителя', at: now - 90_000 },
      });
    },
  },
  main: { open: 5, list: 'mine' },
  'nothing-open': {},
  unanswered: { open: 1 },
  deliveries: { open: 5, list: 'mine', set: everyDelivery },
  deeds: { open: 5, list: 'mine', set: everyDeed },
  /** Forms that were sent, and what was answered. */
  forms: { open: 9, list: 'mine', set: everyForm },
  'long-text': { open: 9, list: 'mine' },
  rtl: { open: 6, list: 'mine' },
  hostile: { open: 11, list: 'closed' },
  'of-colleague': { open: 7, list: 'all' },
  closed: { open: 10, list: 'closed' },
  continued: {
    open: 50,
    list: 'closed',
    set: ({ world }) => void world.drafts.set(dialogId(50), { text: 'Не успел дописать', hidden: false }),
  },
  hidden: {
    open: 5,
    list: 'mine',
    set: ({ world }) =>
      void world.drafts.set(dialogId(5), { text: 'Скидку больше 5 % ему не давать', hidden: true }),
  },
  'of-long-name': { open: 8, list: 'all' },
  'far-dialogs': { open: 5, list: 'mine', set: farDialogs },
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
      const trouble = { kind: 'damaged', detail: 'UnknownError: Internal error' } as const;
      world.status = { ...world.status, healing: { kind: 'given_up', trouble } };
    },
  },
  'storage-full': {
    open: 1,
    set({ world }) {
      world.status = { ...world.status, storage: { kind: 'full', detail: 'QuotaExceededError' }, pending: 2 };
    },
  },
  healed: {
    open: 1,
    set({ world }) {
      world.status = {
        ...world.status,
        healing: { kind: 'healed', restored: 3 },
        firstSync: { done: 310, total: 5600 },
        pending: 3,
      };
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
          contactId: null,
          replyId: null,
          text: null,
          hidden: false,
          refusal: { code: 'claimed_by_other', operatorId: BORIS.id },
          at: now,
        },
      ];
    },
  },
  marks: { open: 5, list: 'mine', set: everyMark },
  'marks-closed': { open: 11, list: 'closed', set: everyMark },
  notices: { list: 'mine', set: everyNotice },
  'day-off': {
    open: 5,
    list: 'mine',
    set: ({ world }, now) =>
      void world.presences.set(ANNA.id, { state: 'off', connected: true, since: now - 3_600_000 }),
  },
  team: { talkId: null, set: teamMorning },
  'team-direct': { talkId: talkWith(BORIS), set: teamMorning },
  'team-line': { talkId: talkOfOrders, set: teamMorning },
  'team-notes': { talkId: talkWith(ANNA), set: teamMorning },
  'team-left': { talkId: talkWith(OLEG), set: teamMorning },
  'team-hostile': {
    talkId: talkWith(operator(6, '')),
    set: teamHostile,
  },
  'team-gone': { talkId: dialogId(1), set: teamMorning },
  'team-offline': {
    talkId: talkWith(BORIS),
    set(store, now) {
      teamMorning(store, now);
      const { world } = store;
      world.status = {
        ...world.status,
        connection: { kind: 'reconnecting', since: now, nextTryAt: now + 14_000 },
        pending: 1,
      };
    },
  },
  /** Among clients, while colleagues write. */
  'team-calls': { open: 5, list: 'mine', set: teamMorning },
  /** Attachments of every kind, sent and to be sent. */
  files: { open: 5, list: 'mine', set: everyFile },
  table: { desk: 'table', set: fullTable },
  'table-offline': { desk: 'table', set: offlineTable },
  'table-unavailable': { desk: 'table', set: brokenTable },
  'table-filling': { desk: 'table', set: fillingTable },
  'table-100000': { desk: 'table', set: hugeTable },
  typing: {
    open: 4,
    set: ({ world }) =>
      void world.typing.set(dialogId(4), { client: true, operatorIds: [], answeringIds: [] }),
  },
  /** Two colleagues before a free dialog, one of whom writes to the client. */
  answering: {
    open: 1,
    set({ world }) {
      world.looking.set(dialogId(1), [BORIS.id, VERA.id]);
      world.looking.set(dialogId(2), [VERA.id]);
      world.typing.set(dialogId(1), { client: false, operatorIds: [BORIS.id], answeringIds: [BORIS.id] });
      world.drafts.set(dialogId(1), { text: 'Добрый день! Да, есть', hidden: false });
    },
  },
  'card-full': { open: 5, list: 'mine', set: fullCard },
  'card-empty': { open: 5, list: 'mine', set: emptyCard },
  'card-long': { open: 5, list: 'mine', set: longCard },
  'card-offline': {
    open: 5,
    list: 'mine',
    set(store, now) {
      duplicateCard(store, now);
      offline(store, now);
    },
  },
  'card-duplicate': { open: 5, list: 'mine', set: duplicateCard },
  'card-merged': { open: 5, list: 'mine', set: mergedCard },
  'all-history': { open: 5, list: 'mine', set: manyDialogs, history: true },
  'all-history-offline': {
    open: 5,
    list: 'mine',
    history: true,
    set(store, now) {
      longHistory(store, now, 600, 120);
      manyDialogs(store, now);
      offline(store, now);
    },
  },
  history: { open: 5, list: 'mine', set: (store, now) => longHistory(store, now, 600, 200) },
  'history-5000': { open: 5, list: 'mine', set: (store, now) => longHistory(store, now, 5000, 5000) },
  replies: { open: 5, list: 'mine', set: seedReplies },
  /** A client whose name nobody knows. */
  'replies-nameless': { open: 2, set: seedReplies },
  'replies-offline': {
    open: 5,
    list: 'mine',
    set(store, now) {
      seedReplies(store, now);
      const [first, second] = store.world.replies.values();
      for (const one of [first, second]) if (one) one.pending = true;
      store.world.status = {
        ...store.world.status,
        connection: { kind: 'reconnecting', since: now, nextTryAt: now + 14_000 },
        pending: 2,
      };
    },
  },
  'replies-refused': { open: 5, list: 'mine', set: refusedReply },
  'replies-many': { open: 5, list: 'mine', set: (store, now) => manyReplies(store, now, 10_000) },
  'replies-closed': { open: 10, list: 'closed', set: seedReplies },
  'sign-in': {},
  'sign-in-desktop': {},
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;

export const isScene = (name: string): name is SceneName => Object.hasOwn(SCENES, name);
export const sceneOf = (name: SceneName): Scene => SCENES[name];
