import { uuidv7 } from '#shared/lib/ids.ts';
import type { QuickReply, ReplyShelf } from '#shared/domain/quick-reply.ts';
import type { Tx } from '../db/transaction.ts';
import { fromReply } from '../replies/rows.ts';
import { LINES, OPERATORS, WORKSPACE, type LineName } from './company.ts';
import { randomFrom } from './plan.ts';

type Words = Pick<QuickReply, 'folder' | 'title' | 'text' | 'shortcut'>;
const reply = (title: string, shortcut: string | null, text: string, ...folder: string[]): Words => ({
  folder,
  title,
  text,
  shortcut,
});

const COMPANY = [
  reply(
    'Приветствие',
    'привет',
    '{приветствие}, {клиент.короткоеИмя}! Меня зовут {оператор.короткоеИмя}, чем могу помочь?',
    'Общее',
  ),
  reply('Минуту, уточняю', 'минуту', 'Минуту, пожалуйста, уточняю у коллег.', 'Общее'),
  reply(
    'Прощание',
    'пока',
    'Спасибо, что обратились! Если появятся вопросы — пишите, мы на связи. {филиал.название}, {линия.название}',
    'Общее',
  ),
  reply(
    'Greeting',
    'hello',
    '{greeting}, {client.firstName}! This is {operator.firstName} of {line.name}. How can I help?',
    'English',
  ),
  reply('One moment', 'moment', 'One moment, please, I am checking this with my colleagues.', 'English'),
];

const OF_LINES: Readonly<Record<LineName, readonly Words[]>> = {
  shop: [
    reply(
      'Сроки доставки',
      'сроки',
      'По Москве привезём завтра, по России — от двух до пяти дней. Курьер позвонит за час.',
      'Доставка',
    ),
    reply(
      'Стоимость доставки',
      'доставка',
      'Доставка по Москве — 300 ₽, от 3 000 ₽ бесплатно. По России — по тарифу службы, сумма видна в корзине.',
      'Доставка',
    ),
    reply(
      'Возврат',
      'возврат',
      'Вернуть можно в течение 14 дней, если упаковка не вскрыта. Напишите номер заказа, оформим заявку.',
      'Заказы',
    ),
    reply(
      'Как заварить зелёный',
      'зелёный',
      '3 г на 150 мл, вода 75 °C, две минуты. Кипяток обожжёт лист, и чай загорчит.',
      'Чай',
      'Заваривание',
    ),
    reply(
      'Чай повредился в пути',
      null,
      '{клиент.короткоеИмя}, нам очень жаль! Пришлите, пожалуйста, фото — заменим за наш счёт.',
      'Заказы',
    ),
  ],
  kazan: [
    reply(
      'Часы работы',
      'часы',
      'Мы открыты каждый день с 10 до 22, кухня — до 21:30. Ждём вас на Баумана!',
      'Чайная',
    ),
    reply(
      'Бронь столика',
      'бронь',
      'С удовольствием забронируем! На какое время и сколько будет гостей?',
      'Чайная',
    ),
  ],
  wholesale: [
    reply(
      'Price list',
      'price',
      'Our wholesale prices start at 10 kg per tea. Which teas and volumes are you interested in?',
      'Sales',
    ),
    reply(
      'Samples',
      'samples',
      'We send up to five samples of 50 g free of charge; you only pay the courier. Where shall we ship them?',
      'Sales',
    ),
  ],
};

const ANNAS = [
  reply(
    'Открытка к подарку',
    'открытка',
    'Конечно, подпишем открытку от руки! Напишите текст — вложим в коробку.',
    'Моё',
  ),
];

/** The library of the demo company: a few of the company's, of each line's, and what somebody has for herself. */
export async function seedReplies(tx: Tx, now: number): Promise<void> {
  const admin = OPERATORS.find(({ role }) => role === 'admin')?.id ?? '';
  const anna = OPERATORS.find(({ login }) => login === 'anna')?.id ?? '';
  const random = randomFrom(31);
  const newId = (): string =>
    uuidv7(
      now,
      Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256)),
    );
  const rows = (shelf: ReplyShelf, by: string, all: readonly Words[]) =>
    all.map((words) => {
      const made = {
        ...words,
        id: newId(),
        shelf,
        attachments: [],
        updatedAt: now,
        updatedBy: by,
        deleted: false,
        rev: 1,
      };
      return fromReply(WORKSPACE.id, made, newId());
    });
  const ofLines = (Object.keys(OF_LINES) as LineName[]).flatMap((name) =>
    rows({ kind: 'line', lineId: LINES[name].id }, admin, OF_LINES[name]),
  );
  const values = [
    ...rows({ kind: 'company' }, admin, COMPANY),
    ...ofLines,
    ...rows({ kind: 'personal', operatorId: anna }, anna, ANNAS),
  ];
  await tx.db.insertInto('quick_replies').values(values).execute();
}
