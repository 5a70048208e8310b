import type { Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import {
  appendToTalk,
  directPlace,
  emptyMark,
  emptyTalk,
  talkIdOf,
  type TalkPlace,
} from '#shared/domain/talk.ts';
import { quote } from '#shared/domain/transcript.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { fixtureId } from './fixture/ids.ts';
import { ANNA, BORIS, operator, VERA } from './fixture/seed.ts';
import type { WorldStore } from './fixture/world.ts';

export const OLEG = { ...operator(4, 'Олег Давно-Ушёл'), active: false };
export const GLEB = operator(5, 'Глеб Админов', 'admin');

const WORKSPACE = fixtureId(5, 1);
const MINUTE = 60_000;

export const ORDERS: TalkPlace = { kind: 'line', lineId: fixtureId(3, 1), branchId: fixtureId(2, 1) };
export const talkWith = (other: Operator): Id => talkIdOf(WORKSPACE, directPlace(ANNA.id, other.id));
export const talkOfOrders = talkIdOf(WORKSPACE, ORDERS);

type Saying = [author: Operator, text: string, minutesAgo: number];

/** A talk in which this was said, of which `unread` of others is new to Anna. */
function say(store: WorldStore, place: TalkPlace, said: readonly Saying[], unread: number, now: number): Id {
  const { world } = store;
  let talk = emptyTalk(WORKSPACE, place, now - 40 * 24 * 60 * MINUTE);
  const messages: Message[] = [];
  for (const [author, text, minutesAgo] of said) {
    const mentions = text.includes(`@${ANNA.name}`) ? [ANNA.id] : [];
    const appended = appendToTalk(talk, {
      ...UNMARKED,
      id: deriveId(talk.id, 1 + messages.length),
      authorId: author.id,
      body: { kind: 'text', text, attachments: [] },
      mentions,
      at: now - minutesAgo * MINUTE,
    });
    talk = appended.talk;
    messages.push(appended.message);
  }
  world.team.talks.set(talk.id, talk);
  const seq = talk.lastSeq - unread;
  const mentions = messages.slice(seq).filter((message) => message.mentions.includes(ANNA.id)).length;
  world.team.marks.set(talk.id, { ...emptyMark(talk.id), seq, mentions });
  world.transcripts.set(
    talk.id,
    messages.map((message) => ({ message, pending: null })),
  );
  return talk.id;
}

/** A morning of the team: a line, colleagues who write, one who has left, notes of one's own. */
export function teamMorning(store: WorldStore, now: number): void {
  const { world } = store;
  for (const one of [OLEG, GLEB]) world.operators.set(one.id, one);
  world.presences.set(VERA.id, { state: 'online', connected: true, since: now - 7_200_000 });
  const orders = say(
    store,
    ORDERS,
    [
      [VERA, 'Коллеги, с понедельника доставка по Москве — 390 ₽. В скриптах уже поправила.', 190],
      [BORIS, 'Принял. А до пункта выдачи?', 186],
      [VERA, 'До пункта без изменений.', 185],
      [ANNA, 'Спасибо! Клиентам, которые оформили вчера, оставляем старую цену?', 170],
      [BORIS, `@${ANNA.name} да, я уже двоим так ответил`, 6],
    ],
    1,
    now,
  );
  const items = world.transcripts.get(orders) ?? [];
  const answered = items[3]?.message;
  world.transcripts.set(
    orders,
    items.map((item, i) => {
      if (i === 4 && answered) return { ...item, message: { ...item.message, replyTo: quote(answered) } };
      const reactions = [
        { emoji: '👍', by: ANNA.id },
        { emoji: '👍', by: BORIS.id },
      ];
      return i === 0 ? { ...item, message: { ...item.message, reactions } } : item;
    }),
  );
  say(
    store,
    directPlace(ANNA.id, BORIS.id),
    [
      [BORIS, 'Подменишь меня с 14 до 15?', 34],
      [ANNA, 'Да, конечно', 33],
      [BORIS, 'Спасибо! Там у Преображенского счёт — реквизиты он прислал, осталось выставить', 4],
      [BORIS, 'И ещё Мария Соколова ждёт трек', 3],
    ],
    2,
    now,
  );
  say(store, directPlace(ANNA.id, VERA.id), [[ANNA, 'Отчёт за неделю отправила', 60 * 26]], 0, now);
  say(
    store,
    directPlace(ANNA.id, OLEG.id),
    [[OLEG, 'Пароль от кабинета курьерки у Веры', 60 * 24 * 30]],
    0,
    now,
  );
  say(store, directPlace(ANNA.id, ANNA.id), [[ANNA, 'Спросить про остатки графитовых пледов', 300]], 0, now);
}

/** Texts and names of people who mean no good. */
export function teamHostile(store: WorldStore, now: number): void {
  teamMorning(store, now);
  const bobby = operator(6, '<img src=x onerror=alert(1)>\u202Etxt.exe');
  const long = operator(7, 'Александра-Виктория Преображенская-Задунайская-Константинопольская');
  for (const one of [bobby, long]) store.world.operators.set(one.id, one);
  say(
    store,
    directPlace(ANNA.id, bobby.id),
    [
      [bobby, '<script>alert(1)</script> javascript:alert(1) https://example.com/?q=<b>', 3],
      [bobby, 'А'.repeat(400), 2],
    ],
    2,
    now,
  );
  say(store, directPlace(ANNA.id, long.id), [[long, 'Добрый день! '.repeat(60), 1]], 1, now);
}
