import type { Language } from '../i18n/language.ts';

export interface MarkWords {
  /** The button beside a message. */
  actions: string;
  reply: string;
  replyTo: string;
  cancel: string;
  react: string;
  notTaken: string;
  you: string;
  company: string;
  file: string;
}

/** `{name}` is whoever said it, or the emoji. */
export const MARK_WORDS: Record<Language, MarkWords> = {
  en: {
    actions: 'Reply or react',
    reply: 'Reply',
    replyTo: 'Replying to {name}',
    cancel: 'Do not reply to it',
    react: 'React with {name}',
    notTaken: 'The reaction was not sent. Check the connection.',
    you: 'yourself',
    company: 'the company',
    file: 'File',
  },
  ru: {
    actions: 'Ответить или отметить',
    reply: 'Ответить',
    replyTo: 'Ответ: {name}',
    cancel: 'Не отвечать на это сообщение',
    react: 'Отметить {name}',
    notTaken: 'Отметка не отправлена. Проверьте связь.',
    you: 'на своё сообщение',
    company: 'компании',
    file: 'Файл',
  },
};
