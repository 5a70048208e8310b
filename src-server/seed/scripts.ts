/** Talks of the demo company. A line that begins with `> ` is the operator's; `{…}` is filled in anew for every talk. */
import type { LineName } from './company.ts';

export const SCRIPTS: Readonly<Record<LineName, readonly (readonly string[])[]>> = {
  shop: [
    [
      'Здравствуйте! Заказ {order} уже пятый день «передан в доставку». Где он?',
      '> Добрый день! Проверяю у курьерской службы, минуту.',
      '> Посылка на сортировке в вашем городе, завтра с 10 до 18 её привезут. Курьер позвонит за час.',
      'Отлично, спасибо!',
    ],
    [
      'Добрый вечер. Подскажите, {tea} — этого года?',
      '> Здравствуйте! Да, сбор апреля этого года, привезли три недели назад.',
      'А есть пробник?',
      '> Есть по 10 г, положу в корзину по ссылке. Одного хватит на 3–4 заваривания.',
    ],
    ['Можно ли оплатить при получении?', '> Да, картой или наличными курьеру.', 'Спасибо, оформляю'],
    [
      'Чайник пришёл с трещиной на крышке 😢 Заказ {order}',
      '> Очень жаль! Пришлите, пожалуйста, фото сюда или на почту — заменим за наш счёт.',
      'Фото отправил на почту',
      '> Получили. Новый чайник уедет сегодня, старый возвращать не нужно.',
      'Вот это сервис, благодарю!',
    ],
    [
      'Хочу подарок маме: она любит травяные, но без мяты. До 2000 ₽',
      '> Посмотрите набор «Луговой»: иван-чай, чабрец, липа. 1 750 ₽ с коробкой и открыткой.',
      'Беру! Открытку подпишете? «С днём рождения, мамочка»',
      '> Конечно, подпишем от руки.',
    ],
    ['Промокод TEA10 не работает'],
    ['Здравствуйте, вы доставляете в {city}?', 'И сколько это стоит?'],
    [
      'Какой у вас самый не горький зелёный?',
      '> {tea}: заваривайте при 75 °C две минуты — будет мягко и сладко.',
      'А если кипятком?',
      '> Кипяток обожжёт лист, и чай загорчит. Дайте воде постоять 5–7 минут.',
    ],
    ['Измените, пожалуйста, адрес в заказе {order}: теперь {city}, пункт выдачи на вокзале'],
    [
      'Hi! Do you speak English? I am in Moscow for a week and want to buy {tea}.',
      '> Hello! Yes. Our shop is at Pokrovka 17, open 10–21. We can also bring it to your hotel.',
      'Hotel please, tomorrow morning',
      '> Done: tomorrow 9–12. You can pay the courier by card.',
    ],
    ['Верните деньги за заказ {order}. Прошло уже две недели!', 'Ау?', 'Почему никто не отвечает'],
    ['Спасибо за {tea}, очень вкусный! Ещё будет?', '> Рады, что понравился! Новая партия придёт в четверг.'],
    ['Здравствуйте. Нужен счёт на юрлицо, 40 подарочных наборов', 'ИНН пришлю, куда?'],
    ['а гайвань 100 мл есть в наличии?'],
    [
      'Добрый день! Не приходит чек на почту, заказ {order}',
      '> Отправили ещё раз, проверьте «Спам».',
      'Нашла, спасибо',
    ],
  ],
  kazan: [
    [
      'Здравствуйте! Можно стол на четверых сегодня в 19:00?',
      '> Добрый день! Да, записала вас. На чьё имя?',
      'Алия',
      '> Ждём вас, Алия!',
    ],
    ['Исәнмесез! Чак-чак к чаю есть?', '> Сәлам! Есть, свежий, делаем каждое утро.'],
    [
      'Проводите чайные церемонии для детей? Класс, 18 человек',
      '> Проводим по субботам, час, 450 ₽ с ребёнка.',
      'Подумаем с родителями и напишем',
    ],
    ['До скольки вы сегодня?'],
    [
      'Забыл у вас вчера серый шарф, не находили?',
      '> Нашёлся! Лежит у администратора.',
      'Ура, зайду вечером',
    ],
    ['Хотим отметить у вас юбилей 12-го, человек 20', 'Можно со своим тортом?'],
    ['Есть ли у вас {tea} на развес?', '> Есть, 420 ₽ за 50 г.'],
    ['Парковка рядом есть?'],
  ],
  wholesale: [
    [
      'Good morning, we run three cafés in {city} and look for a supplier of {tea}. Do you have a price list?',
      '> Good morning! Yes, from 5 kg. May I have your e-mail to send it?',
      'orders@cafe.example',
      '> Sent. Samples are free, tell me which five you would like.',
      'Great, will choose with our barista',
    ],
    [
      'Invoice for order {order} has a wrong VAT number',
      '> Sorry about that. The corrected one is in your mailbox.',
      'Received, thanks',
    ],
    [
      'Is the organic certificate valid for the EU?',
      '> It is: EU organic, renewed in March. I attach the number to your offer.',
    ],
    [
      'Our pallet arrived with one box missing. What do we do now?',
      'It is order {order}',
      'We need it before Friday',
    ],
    ['Do you ship to {city}? What about customs?'],
    [
      'Hello! Could we double the monthly delivery of {tea} from next month?',
      '> Hello! Yes, I have reserved 60 kg. The price goes down by 4 %.',
      'Wonderful',
    ],
    ['Lead time for 200 branded tins?'],
  ],
};

const RU: Readonly<Record<string, readonly string[]>> = {
  tea: ['Лунцзин', 'Дянь Хун', 'Те Гуань Инь', 'Ассам', 'сенча', 'Габа', 'иван-чай', 'Да Хун Пао'],
  city: ['Тверь', 'Самара', 'Томск', 'Рига', 'София', 'Белград', 'Тбилиси', 'Пермь'],
};
const EN: typeof RU = {
  tea: ['Long Jing', 'Dian Hong', 'Tie Guan Yin', 'Assam', 'sencha', 'Gaba', 'fireweed tea', 'Da Hong Pao'],
  city: ['Lyon', 'Ghent', 'Turku', 'Riga', 'Sofia', 'Belgrade', 'Tbilisi', 'Graz'],
};

/** What the company says in a talk whose script does not say it, and what a client asks who comes back. */
const SAYINGS_RU = {
  answer: 'Здравствуйте! Сейчас посмотрю и отвечу.',
  again: 'И ещё вопрос: вы работаете в выходные?',
  done: 'Готово, всё сделали. Обращайтесь!',
};
const SAYINGS_EN: typeof SAYINGS_RU = {
  answer: 'Hello! Let me look it up, I shall be right back.',
  again: 'One more question: are you open at weekends?',
  done: 'All done. Write to us any time!',
};

/** The wholesale line speaks English, the others Russian. */
export const FILLINGS: Readonly<Record<LineName, typeof RU>> = { shop: RU, kazan: RU, wholesale: EN };
export const SAYINGS: Readonly<Record<LineName, typeof SAYINGS_RU>> = {
  shop: SAYINGS_RU,
  kazan: SAYINGS_RU,
  wholesale: SAYINGS_EN,
};

/** Some clients gave a name, some did not. */
export const NAMES: Readonly<Record<LineName, readonly (string | null)[]>> = {
  shop: [
    'Мария Белова',
    null,
    'Олег',
    'Ксения Ветрова',
    'Иван Петрович',
    null,
    'Дарья К.',
    'Артём Ли',
    'Наталья',
    null,
    'Peter Novak',
    'Светлана Юрьевна',
    'Кирилл',
    'Зоя',
    null,
    'Максим Дорохов',
    'Лена',
  ],
  kazan: ['Алия', 'Ильдар Сафин', null, 'Гузель', 'Рустам', 'Камилла Ахметова', null],
  wholesale: ['Sofia Marinova', 'Café Linden', null, 'Jonas Weber', 'Marta Kowalska', 'Tea & Co'],
};
