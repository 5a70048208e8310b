import type { Locale } from './studio.ts';

/** What clients really send: long words, other scripts and directions, pictures made of letters, whole letters. */
export const HARD_TEXTS: Readonly<Record<Locale, readonly string[]>> = {
  ru: [
    'Здравствуйте! 👋 Заказ пришёл, спасибо 🙏🏽 Вот что было в коробке:\n\n1. Да Хун Пао — 100 г\n2. Шу пуэр «Старое дерево» — 357 г\n3. Гайвань 🍵',
    'Оченьдлинноесловобезпробеловкотороедолжноперенестисьанерастянутьокно'.repeat(3),
    'https://list-tea.example/catalog/oolong/da-hong-pao?utm_source=site&utm_campaign=autumn&ref=0190d3a0-0004-7000-8000-000000000001',
    'مرحبا، هل يمكنكم شحن الشاي إلى دبي؟ رقم الطلب 48213 وشكراً لكم.',
    '👨‍👩‍👧‍👦 🇷🇺 🏳️‍🌈 1️⃣',
    `Подробно о том, что случилось. ${'Чай ехал долго, коробка помялась, но сам чай цел. '.repeat(200)}`.slice(
      0,
      10_000,
    ),
  ],
  en: [
    'Hello! 👋 The parcel has arrived, thank you 🙏🏽 Inside were:\n\n1. Da Hong Pao, 100 g\n2. Shu puer “Old tree”, 357 g\n3. Gaiwan 🍵',
    'Averylongwordwithoutanyspaceswhichhastowrapandmustnotstretchthewindow'.repeat(3),
    'https://list-tea.example/catalog/oolong/da-hong-pao?utm_source=site&utm_campaign=autumn&ref=0190d3a0-0004-7000-8000-000000000001',
    'שלום, האם אפשר לשלוח את התה לתל אביב? מספר ההזמנה 48213, תודה רבה.',
    '👨‍👩‍👧‍👦 🇬🇧 🏳️‍🌈 1️⃣',
    `The whole story. ${'The tea travelled long, the box was crushed, yet the tea itself is fine. '.repeat(200)}`.slice(
      0,
      10_000,
    ),
  ],
};
