import type { Language } from './language.ts';

/** A text with a number in it, by the plural categories of its language (`Intl.PluralRules`). */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export interface Texts {
  openChat: string;
  closeChat: string;
  dismiss: string;
  unread: Plural;
  chatWith: string;
  subtitle: string;
  conversation: string;
  message: string;
  placeholder: string;
  send: string;
  waiting: string;
  sent: string;
  read: string;
  failed: string;
  tooLong: string;
  retry: string;
  remove: string;
  toNewest: string;
  newMessages: Plural;
  earlier: string;
  today: string;
  yesterday: string;
  you: string;
  company: string;
  edited: string;
  deleted: string;
  typing: string;
  typingName: string;
  offline: string;
}

const en: Texts = {
  openChat: 'Open chat',
  closeChat: 'Close chat',
  dismiss: 'Hide this message',
  unread: { one: '{n} unread message', other: '{n} unread messages' },
  chatWith: 'Chat with {name}',
  subtitle: 'We answer right here',
  conversation: 'Conversation',
  message: 'Message',
  placeholder: 'Write a message…',
  send: 'Send',
  waiting: 'Waiting to be sent',
  sent: 'Sent',
  read: 'Read',
  failed: 'Not sent',
  tooLong: 'The message is too long. Please divide it.',
  retry: 'Retry',
  remove: 'Delete',
  toNewest: 'To the newest messages',
  newMessages: { one: '{n} new message', other: '{n} new messages' },
  earlier: 'Earlier messages',
  today: 'Today',
  yesterday: 'Yesterday',
  you: 'You',
  company: 'Company',
  edited: 'edited',
  deleted: 'Message deleted',
  typing: 'Typing a reply…',
  typingName: '{name} is typing…',
  offline: 'No connection. Your messages will be sent when it is back.',
};

const ru: Texts = {
  openChat: 'Открыть чат',
  closeChat: 'Закрыть чат',
  dismiss: 'Скрыть это сообщение',
  unread: {
    one: '{n} непрочитанное сообщение',
    few: '{n} непрочитанных сообщения',
    many: '{n} непрочитанных сообщений',
    other: '{n} непрочитанного сообщения',
  },
  chatWith: 'Чат с компанией «{name}»',
  subtitle: 'Ответим прямо здесь',
  conversation: 'Переписка',
  message: 'Сообщение',
  placeholder: 'Напишите сообщение…',
  send: 'Отправить',
  waiting: 'Ждёт отправки',
  sent: 'Отправлено',
  read: 'Прочитано',
  failed: 'Не отправлено',
  tooLong: 'Сообщение слишком длинное. Разделите его, пожалуйста.',
  retry: 'Повторить',
  remove: 'Удалить',
  toNewest: 'К новым сообщениям',
  newMessages: {
    one: '{n} новое сообщение',
    few: '{n} новых сообщения',
    many: '{n} новых сообщений',
    other: '{n} нового сообщения',
  },
  earlier: 'Более ранние сообщения',
  today: 'Сегодня',
  yesterday: 'Вчера',
  you: 'Вы',
  company: 'Компания',
  edited: 'изменено',
  deleted: 'Сообщение удалено',
  typing: 'Пишет ответ…',
  typingName: '{name} пишет…',
  offline: 'Нет связи. Сообщения отправятся, когда она появится.',
};

export const TEXTS: Record<Language, Texts> = { en, ru };

/** Puts a name into a text. One pass: a name that contains `{name}` stays what it is. */
export function withName(text: string, name: string): string {
  return text.replace('{name}', () => name);
}

export function plural(language: Language, forms: Plural, n: number): string {
  const form = forms[new Intl.PluralRules(language).select(n)] ?? forms.other;
  return form.replace('{n}', new Intl.NumberFormat(language).format(n));
}
