/** What people say to a shop and a shop to people. `{…}` is filled in from `FILLINGS`. */
export type Language = 'ru' | 'en';

const ruClient = [
  'Да',
  'Нет',
  'Ок',
  'Спасибо!',
  'Спасибо большое',
  'Хорошо, жду',
  'Поняла',
  'Здравствуйте',
  'Добрый день!',
  'А сколько стоит?',
  '{sum} верно?',
  'Заказ {order}',
  'Когда привезут?',
  'Есть в наличии {item}?',
  'Можно в {time}?',
  'А самовывоз где?',
  'Где мой заказ {order}?',
  'Подойдёт ли {item} на подарок?',
  'Размер не подошёл, как вернуть?',
  'Оплатила, проверьте пожалуйста',
  'Не приходит код из СМС',
  'Доставка в {city} сколько дней идёт?',
  'Добрый день, хочу заказать {item}, есть ли доставка в {city}?',
  'Курьер не приехал, хотя обещали до {time}. Ждать ли ещё?',
  'Пришёл не тот товар, в заказе {order} был {item}. Что делать?',
];
const ruOperator = [
  'Здравствуйте!',
  'Да, конечно',
  'Одну минуту',
  'Сейчас проверю',
  'Спасибо за ожидание',
  'Всегда пожалуйста!',
  'Да, {item} в наличии',
  'Стоимость {sum}',
  'Номер заказа?',
  'Привезём сегодня до {time}',
  'Заказ {order} уже в пути',
  'Самовывоз с 10 до {time}',
  'Доставка в {city} 2–3 дня',
  'Деньги вернутся за 3 дня',
  'Оплата прошла, спасибо!',
  'Подскажите адрес доставки, пожалуйста',
  'Добрый день! Меня зовут {name}, чем могу помочь?',
  'Передала курьеру, он позвонит за час до приезда',
  'Извините за задержку: заказ {order} будет у вас завтра до {time}',
];
const enClient = [
  'Yes',
  'No',
  'Thanks!',
  'Hello',
  'OK, I will wait',
  'How much is it?',
  'Order {order}',
  'When will it arrive?',
  'Is the {item} in stock?',
  'Do you ship to {city}?',
  'The size does not fit, how do I return it?',
  'My parcel {order} has not moved for a week, could you check?',
];
const enOperator = [
  'Hello!',
  'Sure',
  'One moment',
  'You are welcome!',
  'It is {sum}',
  'The {item} is in stock',
  'It arrives before {time}',
  'Order {order} is on its way',
  'May I have the order number, please?',
  'We are sorry for the delay, {order} will be there tomorrow before {time}',
];

export const SAYINGS: Readonly<Record<Language, Readonly<Record<'client' | 'operator', readonly string[]>>>> =
  {
    ru: { client: ruClient, operator: ruOperator },
    en: { client: enClient, operator: enOperator },
  };

/** Words that a search will look for, in different frequencies. */
export const FILLINGS: Readonly<
  Record<Language, Readonly<Record<'item' | 'city' | 'name', readonly string[]>>>
> = {
  ru: {
    item: ['букет', 'чайник', 'куртка', 'самокат', 'ёлка', 'коврик', 'торт', 'наушники', 'плед', 'рюкзак'],
    city: ['Казань', 'Тверь', 'Пермь', 'Сочи', 'Омск', 'Королёв', 'Уфа'],
    name: ['Анна', 'Ольга', 'Пётр', 'Марина', 'Тимур', 'Алёна'],
  },
  en: {
    item: ['kettle', 'jacket', 'scooter', 'blanket', 'backpack', 'headset', 'cake'],
    city: ['Leeds', 'Riga', 'Porto', 'Cork'],
    name: ['Anna', 'Peter', 'Olga'],
  },
};

export const FIRST_NAMES = [
  'Анна',
  'Иван',
  'Ольга',
  'Пётр',
  'Марина',
  'Тимур',
  'Алёна',
  'John',
  'Мария',
  'Emma',
];
export const LAST_NAMES = [
  'Соколова',
  'Ли',
  'Ким',
  'Ковалёва',
  'Smith',
  'Гусева',
  'Орлова',
  'Ткач',
  'Лебедь',
  'Brown',
];
