/** The demo company: a tea shop with three branches. Fixed ids, so that pages and tests can name them. */
import type { ChannelKind, Role } from '#shared/domain/directory.ts';

const id = (kind: string, n: number): string => `0190d3a0-${kind}-7000-8000-${String(n).padStart(12, '0')}`;

export const WORKSPACE = { id: id('0001', 1), name: 'Чайный дом «Лист»' };

export const BRANCHES = {
  moscow: { id: id('0002', 1), name: 'Москва' },
  kazan: { id: id('0002', 2), name: 'Казань' },
  export: { id: id('0002', 3), name: 'Export' },
} as const;

export const LINES = {
  shop: { id: id('0003', 1), branch: BRANCHES.moscow, name: 'Интернет-магазин' },
  kazan: { id: id('0003', 2), branch: BRANCHES.kazan, name: 'Чайная на Баумана' },
  wholesale: { id: id('0003', 3), branch: BRANCHES.export, name: 'Wholesale' },
} as const;

export type LineName = keyof typeof LINES;

interface DemoChannel {
  id: string;
  line: LineName;
  kind: ChannelKind;
  name: string;
  config: Record<string, unknown>;
}

export const CHANNELS: Readonly<Record<LineName, DemoChannel>> = {
  shop: {
    id: id('0004', 1),
    line: 'shop',
    kind: 'sitechat',
    name: 'Сайт list-tea.example',
    config: {
      demo: true,
      greeting: {
        ru: 'Здравствуйте! Поможем выбрать чай и ответим про заказ.',
        en: 'Hello! We help to choose a tea and answer about orders.',
      },
      accent: '#2f6f5e',
      language: 'auto',
    },
  },
  kazan: {
    id: id('0004', 2),
    line: 'kazan',
    kind: 'sitechat',
    name: 'Сайт чайной',
    config: { accent: '#8a4b2a', language: 'ru' },
  },
  wholesale: {
    id: id('0004', 3),
    line: 'wholesale',
    kind: 'sitechat',
    name: 'Wholesale site',
    config: { companyName: 'List Tea Export', accent: '#34548a', language: 'en' },
  },
};

interface DemoOperator {
  id: string;
  login: string;
  name: string;
  role: Role;
  lines: readonly LineName[];
  branches: readonly (keyof typeof BRANCHES)[];
}

export const OPERATORS: readonly DemoOperator[] = [
  {
    id: id('0005', 1),
    login: 'anna',
    name: 'Анна Соколова',
    role: 'operator',
    lines: ['shop'],
    branches: [],
  },
  {
    id: id('0005', 2),
    login: 'boris',
    name: 'Борис Ким',
    role: 'operator',
    lines: ['shop', 'wholesale'],
    branches: [],
  },
  {
    id: id('0005', 3),
    login: 'timur',
    name: 'Тимур Галиев',
    role: 'operator',
    lines: ['kazan'],
    branches: [],
  },
  {
    id: id('0005', 4),
    login: 'emma',
    name: 'Emma Clarke',
    role: 'operator',
    lines: ['wholesale'],
    branches: [],
  },
  {
    id: id('0005', 5),
    login: 'vera',
    name: 'Вера Орлова',
    role: 'senior',
    lines: [],
    branches: ['moscow', 'kazan'],
  },
  { id: id('0005', 6), login: 'admin', name: 'Глеб Лист', role: 'admin', lines: [], branches: [] },
];

/** Everybody's. Only for a demo company on one's own machine. */
export const PASSWORD = 'demo';
