/** What the demo company has said among itself: lines, colleagues, a note of one's own. Pure. */
import { directPlace, type TalkPlace } from '#shared/domain/talk.ts';
import { LINES, OPERATORS, type LineName } from './company.ts';

export interface TeamSaying {
  place: TalkPlace;
  authorId: string;
  text: string;
  at: number;
  /** Others of the talk have read it. */
  read: boolean;
}

const MINUTE = 60_000;

const idOf = (login: string): string => OPERATORS.find((one) => one.login === login)?.id ?? '';
const nameOf = (login: string): string => OPERATORS.find((one) => one.login === login)?.name ?? '';

function lineOf(name: LineName): TalkPlace {
  const { id: lineId, branch } = LINES[name];
  return { kind: 'line', lineId, branchId: branch.id };
}

/** Who, to whom, what, so many minutes ago. */
type Script = [place: TalkPlace, login: string, text: string, minutesAgo: number][];

function script(): Script {
  const shop = lineOf('shop');
  const wholesale = lineOf('wholesale');
  const annaAndBoris = directPlace(idOf('anna'), idOf('boris'));
  return [
    [
      shop,
      'vera',
      'Коллеги, с понедельника доставка по Москве — 390 ₽, до пункта выдачи без изменений.',
      1500,
    ],
    [shop, 'boris', 'Принял. Тем, кто оформил до понедельника, оставляем старую цену?', 1490],
    [shop, 'vera', 'Да, кто оплатил до полуночи воскресенья — по старой.', 1488],
    [shop, 'anna', `@${nameOf('boris')} шен пуэр 2019 года закончился, предлагаем 2020-й`, 95],
    [wholesale, 'emma', 'The Tallinn order left the warehouse, tracking is in the card.', 240],
    [wholesale, 'boris', 'Great, I told them it arrives on Thursday.', 236],
    [annaAndBoris, 'boris', 'Подменишь меня с 14 до 15?', 130],
    [annaAndBoris, 'anna', 'Да, конечно', 128],
    [annaAndBoris, 'boris', 'Спасибо! Если напишет Марина про счёт — реквизиты она уже прислала', 42],
    [
      directPlace(idOf('boris'), idOf('emma')),
      'emma',
      'Could you check the Russian price list before I send it?',
      70,
    ],
    [
      directPlace(idOf('timur'), idOf('vera')),
      'timur',
      'В субботу мастер-класс, нужен ещё один человек в зал',
      310,
    ],
    [
      directPlace(idOf('anna'), idOf('anna')),
      'anna',
      'Спросить на складе про подарочные коробки к пятнице',
      400,
    ],
  ];
}

/** So long ago everybody has read it. */
const READ_MINUTES = 100;

/** In order. */
export function planTeam(now: number): TeamSaying[] {
  return script()
    .map(([place, login, text, minutesAgo]) => ({
      place,
      authorId: idOf(login),
      text,
      at: now - minutesAgo * MINUTE,
      read: minutesAgo > READ_MINUTES,
    }))
    .toSorted((a, b) => a.at - b.at);
}
