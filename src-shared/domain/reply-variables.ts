import { exhaustive } from '../lib/exhaustive.ts';
import { cleanText } from '../lib/text.ts';
import { foldWord } from '../lib/words.ts';
import type { Timestamp } from './ids.ts';

/** Variables of quick replies: `{client.name}` becomes the client's name when a reply is put into a message. Pure. */

export const REPLY_VARIABLES = [
  'client.name',
  'client.firstName',
  'operator.name',
  'operator.firstName',
  'line.name',
  'branch.name',
  'date',
  'time',
  'greeting',
] as const;
export type ReplyVariable = (typeof REPLY_VARIABLES)[number];

export type ReplyLanguage = 'ru' | 'en';

/** As people write them, for offering; either is understood in a text of any language. */
export const VARIABLE_NAMES: Readonly<Record<ReplyVariable, Readonly<Record<ReplyLanguage, string>>>> = {
  'client.name': { en: 'client.name', ru: 'клиент.имя' },
  'client.firstName': { en: 'client.firstName', ru: 'клиент.короткоеИмя' },
  'operator.name': { en: 'operator.name', ru: 'оператор.имя' },
  'operator.firstName': { en: 'operator.firstName', ru: 'оператор.короткоеИмя' },
  'line.name': { en: 'line.name', ru: 'линия.название' },
  'branch.name': { en: 'branch.name', ru: 'филиал.название' },
  date: { en: 'date', ru: 'дата' },
  time: { en: 'time', ru: 'время' },
  greeting: { en: 'greeting', ru: 'приветствие' },
};

/** What stands for the variables. Names are hostile: they are put in as they are, and never looked through for variables. */
export interface FillValues {
  clientName: string | null;
  operatorName: string | null;
  lineName: string | null;
  branchName: string | null;
  /** The moment at which the reply is put into the message. */
  now: Timestamp;
  /** The person's own when it is not said. */
  timeZone?: string;
}

export type FilledPart =
  | { kind: 'text'; text: string }
  | { kind: 'value'; variable: ReplyVariable; text: string }
  /** Nothing is known: nothing stands there in the text. */
  | { kind: 'empty'; variable: ReplyVariable }
  /** It looks like a variable and is none: it stands in the text as it was written. */
  | { kind: 'unknown'; text: string };

export interface Filled {
  text: string;
  /** The same piece by piece, for a preview. */
  parts: FilledPart[];
  /** Each once, in the order of the text. */
  empty: ReplyVariable[];
  unknown: string[];
}

/** `{{` and `}}` are braces; `{…}` with a name in it is a variable; other braces are what they are. */
const TOKEN = /\{\{|\}\}|\{([^{}\n]{1,60})\}/g;
const NAME = /^[\p{L}][\p{L}\p{N}._ -]*$/u;

const fold = (name: string): string => foldWord(name.replace(/\s+/g, ''));

const BY_NAME: ReadonlyMap<string, ReplyVariable> = new Map(
  REPLY_VARIABLES.flatMap((variable) =>
    Object.values(VARIABLE_NAMES[variable]).map((name): [string, ReplyVariable] => [fold(name), variable]),
  ),
);

/** @param language of the words that we put in ourselves; see `languageOf` */
export function fillIn(text: string, values: FillValues, language: ReplyLanguage): Filled {
  const parts: FilledPart[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const part = partOf(match[0], match[1], values, language);
    if (!part) continue;
    addText(parts, text.slice(at, match.index));
    if (part.kind === 'text') addText(parts, part.text);
    else parts.push(part);
    at = match.index + match[0].length;
  }
  addText(parts, text.slice(at));
  return {
    text: parts.map((part) => (part.kind === 'empty' ? '' : part.text)).join(''),
    parts,
    empty: [...new Set(parts.flatMap((part) => (part.kind === 'empty' ? [part.variable] : [])))],
    unknown: [...new Set(parts.flatMap((part) => (part.kind === 'unknown' ? [part.text] : [])))],
  };
}

/** Writes a text so that nothing in it is taken for a variable. */
export function escapeBraces(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}

function addText(parts: FilledPart[], text: string): void {
  if (text === '') return;
  const last = parts.at(-1);
  if (last?.kind === 'text') last.text += text;
  else parts.push({ kind: 'text', text });
}

function partOf(
  token: string,
  name: string | undefined,
  values: FillValues,
  language: ReplyLanguage,
): FilledPart | null {
  if (name === undefined) return { kind: 'text', text: token.charAt(0) };
  const trimmed = name.trim();
  if (!NAME.test(trimmed)) return null;
  const variable = BY_NAME.get(fold(trimmed));
  if (!variable) return { kind: 'unknown', text: token };
  const text = valueOf(variable, values, language);
  return text === '' ? { kind: 'empty', variable } : { kind: 'value', variable, text };
}

function valueOf(variable: ReplyVariable, values: FillValues, language: ReplyLanguage): string {
  switch (variable) {
    case 'client.name':
      return named(values.clientName);
    case 'client.firstName':
      return firstName(named(values.clientName));
    case 'operator.name':
      return named(values.operatorName);
    case 'operator.firstName':
      return firstName(named(values.operatorName));
    case 'line.name':
      return named(values.lineName);
    case 'branch.name':
      return named(values.branchName);
    case 'date':
      return format(values, language, { day: 'numeric', month: 'long', year: 'numeric' });
    case 'time':
      return format(values, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    case 'greeting':
      return greetingAt(hourOf(values), language);
    default:
      return exhaustive(variable, 'variable');
  }
}

/** A name as one line, whoever chose it. */
function named(name: string | null): string {
  return cleanText(name ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

const PATRONYMIC = /(?:вич|ьич|мич|вна|чна|шна)$/iu;
/** Signs and legal forms that stand in no name of a single person. */
const NO_PERSON =
  /[&+"«»“”„\d]|(?:^|\s)(?:ООО|ОАО|ЗАО|ПАО|АО|НКО|Co|Ltd|LLC|Inc|GmbH|Corp|и|and)(?=$|[\s.,])/iu;

/** «Мамед оглы» is one in two words. */
const SECOND_OF_PATRONYMIC = /^(?:оглы|кызы)$/iu;

/**
 * How one addresses somebody of this name. Of three words with a patronymic the one before it is the first name («Орлова Вера Петровна», «Вера
 * Петровна Орлова»); otherwise the first word.
 */
export function firstName(name: string): string {
  // A company, or two people, is not called by its first word: nobody is greeted as “Tea” of “Tea & Co”.
  if (NO_PERSON.test(name)) return name;
  const words = name.split(' ').filter((word) => word !== '');
  const second = words.findIndex((word) => SECOND_OF_PATRONYMIC.test(word));
  const patronymic = second > 0 ? second - 1 : words.findIndex((word, i) => i > 0 && PATRONYMIC.test(word));
  return words[Math.max(0, words.length > 2 ? patronymic - 1 : 0)] ?? '';
}

const LOCALES = { ru: 'ru-RU', en: 'en-GB' } as const;

function format(
  { now, timeZone }: FillValues,
  language: ReplyLanguage,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, ...(timeZone && { timeZone }) }).format(
    now,
  );
}

function hourOf(values: FillValues): number {
  return Number(format(values, 'en', { hour: '2-digit', hourCycle: 'h23' }));
}

const GREETINGS = {
  ru: ['Здравствуйте', 'Доброе утро', 'Добрый день', 'Добрый вечер'],
  en: ['Hello', 'Good morning', 'Good afternoon', 'Good evening'],
} as const;

/** At night neither «доброй ночи» nor «good night» greets anybody. */
export function greetingAt(hour: number, language: ReplyLanguage): string {
  const [night, morning, afternoon, evening] = GREETINGS[language];
  if (hour < 5) return night;
  if (hour < 12) return morning;
  return hour < 18 ? afternoon : evening;
}

const ADDRESS = /@|:\/\/|www\./;

/** The language in which somebody writes, by the letters of his texts; `otherwise` when they do not say. */
export function languageOf(texts: readonly string[], otherwise: ReplyLanguage): ReplyLanguage {
  let cyrillic = 0;
  let latin = 0;
  for (const text of texts) {
    // Addresses of pages and mail are Latin whoever writes.
    const words = text.replace(/\S+/g, (word) => (ADDRESS.test(word) ? ' ' : word));
    cyrillic += words.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
    latin += words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  }
  if (cyrillic === latin) return otherwise;
  return cyrillic > latin ? 'ru' : 'en';
}
