export const BORIS = 'Борис Ким';
export const TIMUR = 'Тимур Галиев';

/** What is written and read in one language. */
export interface Language {
  field: string;
  log: string;
  slash: { note: string; invite: string; transfer: string; finish: string };
  palette: { note: string; invite: string; transfer: string; finish: string };
  sendHidden: string;
  colleague: string;
  colleagueOrLine: string;
  why: string;
  invited: RegExp;
  offered: string;
  finished: string;
  stillWaits: string;
}

export const LANGUAGES: Record<'en' | 'ru', Language> = {
  en: {
    field: 'Message',
    log: 'Conversation',
    slash: { note: '/note', invite: '/invite', transfer: '/transfer', finish: '/finish' },
    palette: { note: 'Hidden message', invite: 'Invite', transfer: 'Transfer', finish: 'Finish' },
    sendHidden: 'Send hidden',
    colleague: 'Colleague',
    colleagueOrLine: 'Colleague or line',
    why: 'Why',
    invited: /You invited .*Тимур/,
    offered: `you offered it to ${BORIS}`,
    finished: 'You finished the dialog',
    stillWaits: 'The client still waits for an answer',
  },
  ru: {
    field: 'Сообщение',
    log: 'Переписка',
    slash: { note: '/заметка', invite: '/пригласить', transfer: '/передать', finish: '/завершить' },
    palette: { note: 'Скрытое сообщение', invite: 'Пригласить', transfer: 'Передать', finish: 'Завершить' },
    sendHidden: 'Отправить скрыто',
    colleague: 'Коллега',
    colleagueOrLine: 'Коллега или линия',
    why: 'Почему',
    invited: /Вы пригласили.*Тимур/,
    offered: `вы предложили: ${BORIS}`,
    finished: 'Вы завершили диалог',
    stillWaits: 'Клиент всё ещё ждёт ответа',
  },
};
