import type { EMBLEMS, TinColours } from './art.ts';

interface ProductWords {
  name: string;
  note: string;
  time: string;
  taste: string;
}

export interface Product {
  emblem: keyof typeof EMBLEMS;
  colours: TinColours;
  tone: string;
  price: number;
  grams: number;
  degrees: number;
  ru: ProductWords;
  en: ProductWords;
}

export const PRODUCTS: readonly Product[] = [
  {
    emblem: 'mint',
    colours: { body: '#3d8a70', lid: '#2c6b57', ink: '#2c6b57' },
    tone: 'green',
    price: 390,
    grams: 75,
    degrees: 85,
    ru: {
      name: 'Садовая мята',
      note: 'Зелёный чай с перечной и яблочной мятой',
      time: '3 минуты',
      taste: 'свежий, сладковатый',
    },
    en: {
      name: 'Garden Mint',
      note: 'Green tea with peppermint and apple mint',
      time: '3 minutes',
      taste: 'fresh, slightly sweet',
    },
  },
  {
    emblem: 'mountain',
    colours: { body: '#b4552d', lid: '#8c3f1f', ink: '#8c3f1f' },
    tone: 'rust',
    price: 900,
    grams: 50,
    degrees: 95,
    ru: {
      name: 'Да Хун Пао',
      note: 'Утёсный улун с гор Уишань, сильная прожарка',
      time: '1 минута, до семи проливов',
      taste: 'какао, карамель, тёплый камень',
    },
    en: {
      name: 'Da Hong Pao',
      note: 'Rock oolong from Wuyi, deeply roasted',
      time: '1 minute, up to seven infusions',
      taste: 'cocoa, caramel, warm stone',
    },
  },
  {
    emblem: 'flower',
    colours: { body: '#d9a0a8', lid: '#b9737f', ink: '#9a4f5d' },
    tone: 'rose',
    price: 520,
    grams: 50,
    degrees: 80,
    ru: {
      name: 'Жасминовые жемчужины',
      note: 'Белый чай, шесть ночей с цветами жасмина',
      time: '4 минуты',
      taste: 'цветы, мёд, груша',
    },
    en: {
      name: 'Jasmine Pearls',
      note: 'White tea, six nights among jasmine flowers',
      time: '4 minutes',
      taste: 'flowers, honey, pear',
    },
  },
  {
    emblem: 'bean',
    colours: { body: '#6b4a3a', lid: '#4c3226', ink: '#4c3226' },
    tone: 'brown',
    price: 740,
    grams: 250,
    degrees: 93,
    ru: {
      name: 'Кофе «Утро во дворе»',
      note: 'Эфиопия и Бразилия, обжарка под фильтр',
      time: '2 минуты 30 секунд',
      taste: 'абрикос, орех, шоколад',
    },
    en: {
      name: 'Courtyard Morning',
      note: 'Coffee: Ethiopia and Brazil, filter roast',
      time: '2 minutes 30 seconds',
      taste: 'apricot, nut, chocolate',
    },
  },
  {
    emblem: 'berry',
    colours: { body: '#7a4a86', lid: '#5a3364', ink: '#5a3364' },
    tone: 'plum',
    price: 350,
    grams: 100,
    degrees: 100,
    ru: {
      name: 'Лесной сбор',
      note: 'Иван-чай, черника, смородиновый лист; без кофеина',
      time: '7 минут',
      taste: 'ягоды, лес после дождя',
    },
    en: {
      name: 'Forest Walk',
      note: 'Fireweed, bilberry, currant leaf; no caffeine',
      time: '7 minutes',
      taste: 'berries, forest after rain',
    },
  },
  {
    emblem: 'smoke',
    colours: { body: '#3f4a52', lid: '#2b343a', ink: '#2b343a' },
    tone: 'slate',
    price: 460,
    grams: 75,
    degrees: 95,
    ru: {
      name: 'У костра',
      note: 'Чёрный чай, копчёный на сосновых поленьях',
      time: '4 минуты',
      taste: 'дым, чернослив, смола',
    },
    en: {
      name: 'Campfire',
      note: 'Black tea smoked over pine wood',
      time: '4 minutes',
      taste: 'smoke, prune, resin',
    },
  },
];

export interface ShopWords {
  ribbon: string;
  navigation: string;
  home: string;
  teas: string;
  heroTitle: string;
  heroText: string;
  heroButton: string;
  heroHint: string;
  season: string;
  why: string;
  promises: readonly { title: string; text: string }[];
  teasTitle: string;
  teasText: string;
  shelf: string;
  brew: string;
  columns: readonly [string, string, string, string];
  grams: string;
  footer: string;
}

export const WORDS: Record<'ru' | 'en', ShopWords> = {
  ru: {
    ribbon: 'Это демонстрационный магазин: напишите в чат внизу справа и ответьте себе в окне оператора.',
    navigation: 'Разделы магазина',
    home: 'Главная',
    teas: 'Чай и кофе',
    heroTitle: 'Чай, ради которого ставят чайник дважды',
    heroText:
      'Мята с собственных грядок, улуны от знакомых мастеров и кофе, который мы обжариваем по вторникам.',
    heroButton: 'Посмотреть полку',
    heroHint: 'Не знаете, что выбрать? Спросите в чате — подскажем под вкус и настроение.',
    season: 'Сейчас на полке',
    why: 'Почему у нас спокойно',
    promises: [
      { title: 'Свежее', text: 'Фасуем в день отправки и пишем на банке дату сбора.' },
      { title: 'Быстро', text: 'По городу привозим за два часа, по стране — за три дня.' },
      { title: 'По-человечески', text: 'В чате отвечают люди, которые пьют этот чай сами.' },
    ],
    teasTitle: 'Чай и кофе',
    teasText: 'Шесть банок, которые стоят у нас дома. Чат помнит ваш разговор и на этой странице.',
    shelf: 'Полка',
    brew: 'Как заваривать',
    columns: ['Что', 'Вода', 'Сколько', 'Вкус'],
    grams: 'г',
    footer: 'Демонстрационный магазин. Ничего не продаём, но на вопросы отвечаем.',
  },
  en: {
    ribbon:
      'This is a demo shop: write in the chat below on the right and answer yourself in the operator’s window.',
    navigation: 'Parts of the shop',
    home: 'Home',
    teas: 'Tea and coffee',
    heroTitle: 'Tea worth putting the kettle on twice',
    heroText: 'Mint from our own beds, oolongs from masters we know, and coffee that we roast on Tuesdays.',
    heroButton: 'See the shelf',
    heroHint: 'Not sure what to choose? Ask in the chat: we will find something for your taste and mood.',
    season: 'On the shelf now',
    why: 'Why it is calm here',
    promises: [
      { title: 'Fresh', text: 'We pack on the day of dispatch and write the date of picking on the tin.' },
      { title: 'Quick', text: 'Two hours within the city, three days across the country.' },
      { title: 'Human', text: 'The chat is answered by people who drink this tea themselves.' },
    ],
    teasTitle: 'Tea and coffee',
    teasText: 'Six tins that stand in our own kitchens. The chat remembers your talk on this page too.',
    shelf: 'The shelf',
    brew: 'How to brew',
    columns: ['What', 'Water', 'How long', 'Taste'],
    grams: 'g',
    footer: 'A demo shop. Nothing is for sale, but questions are answered.',
  },
};
