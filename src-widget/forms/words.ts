import type { Language } from '../i18n/language.ts';
import type { Problem } from './check.ts';

export interface FormTexts {
  form: string;
  optional: string;
  send: string;
  sending: string;
  answered: string;
  /** Nothing is filled in of a form that demands nothing. */
  empty: string;
  refused: string;
  problems: Record<Problem, string>;
}

export const FORM_TEXTS: Record<Language, FormTexts> = {
  en: {
    form: 'Form',
    optional: 'optional',
    send: 'Send answers',
    sending: 'Your answers are being sent',
    answered: 'You have answered',
    empty: 'Please fill in at least one field.',
    refused: 'The answers were not accepted. Please check the phone number and the address.',
    problems: {
      required: 'Please fill this in.',
      phone: 'Please check the number. Write it with the code of the country, like +44 7911 123456.',
      email: 'Please check the address. It looks like anna@example.com.',
    },
  },
  ru: {
    form: 'Форма',
    optional: 'необязательно',
    send: 'Отправить ответы',
    sending: 'Ответы отправляются',
    answered: 'Вы ответили',
    empty: 'Заполните хотя бы одно поле.',
    refused: 'Ответы не приняты. Проверьте, пожалуйста, телефон и адрес почты.',
    problems: {
      required: 'Заполните это поле.',
      phone: 'Проверьте номер. Напишите его с кодом страны, например +7 912 345-67-89.',
      email: 'Проверьте адрес. Он выглядит так: anna@example.com.',
    },
  },
};
