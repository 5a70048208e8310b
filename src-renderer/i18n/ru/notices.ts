import type { notices as en } from '../en/notices.ts';

export const notices: Record<keyof typeof en, string> = {
  'notices.title': 'Уведомления',
  'notices.open': 'Уведомления',
  'notices.count':
    '{count, plural, one {# новое уведомление} few {# новых уведомления} many {# новых уведомлений} other {# нового уведомления}}',
  'notices.none': 'Новых уведомлений нет',
  'notices.allSeen': 'Отметить все просмотренными',
  'notices.today': 'Сегодня',
  'notices.earlier': 'Раньше',
  'notices.new': 'новое',
  'notices.empty.title': 'Пока ничего нового',
  'notices.empty.text': 'Здесь видно, о чём просят коллеги и чем кончилось то, о чём просили вы.',
  'notices.gone': 'Диалог вам больше не доступен',
  'notice.mentioned': 'Вас упоминает {name}',
  'notice.invited': 'Вас приглашает в диалог {name}',
  'notice.offered': 'Вам предлагает диалог {name}',
  'notice.offer_taken': 'Диалог принят: {name}',
  'notice.offer_declined': 'Диалог не принят: {name}',
  'notice.offer_recalled': 'Предложение уже не действует: {name}',
  'notice.handed_back': 'Диалог вернулся к вам: {name}',
  'notice.taken_over': 'Диалог у вас забирает {name}',
  'notice.senior_called': 'Старшего оператора зовёт {name}',
  'notice.senior_came': 'На помощь пришёл коллега: {name}',
  'notice.woken': 'Отложенный диалог снова здесь',
  'command.words.notices': 'колокольчик упоминания новости оповещения',
};
