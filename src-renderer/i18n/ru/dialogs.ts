import type { dialogs as en } from '../en/dialogs.ts';

export const dialogs: Record<keyof typeof en, string> = {
  'dialogs.label': 'Диалоги',
  'dialogs.lists': 'Списки диалогов',
  'dialogs.count': '{count, plural, one {# диалог} few {# диалога} many {# диалогов} other {# диалога}}',
  'dialogs.countSoFar':
    '{count, plural, one {пока # диалог} few {пока # диалога} many {пока # диалогов} other {пока # диалога}}',
  'dialogs.unread':
    '{count, plural, one {# непрочитанное сообщение} few {# непрочитанных сообщения} many {# непрочитанных сообщений} other {# непрочитанного сообщения}}',
  'dialogs.waiting': 'ждёт {duration}',
  'dialogs.draft': 'Черновик',
  'dialogs.pending': 'ещё не подтверждено',
  'dialogs.author': '{name}: {text}',
  'dialogs.hidden': 'скрытое сообщение',
  'dialogs.noMessages': 'Сообщений пока нет',
  'dialogs.responsible': 'ведёт {name}',
  'dialogs.empty.unanswered.title': 'Всем ответили',
  'dialogs.empty.unanswered.text': 'Клиент, который напишет следующим, появится здесь.',
  'dialogs.empty.mine.title': 'У вас нет открытых диалогов',
  'dialogs.empty.mine.text': 'Возьмите диалог из «Неотвеченных»: кто нажал «Ответить», тот и ведёт.',
  'dialogs.empty.all.title': 'Открытых диалогов нет',
  'dialogs.empty.all.text': 'Все диалоги ваших линий закрыты.',
  'dialogs.empty.closed.title': 'Закрытых пока нет',
  'dialogs.empty.closed.text': 'Закрытые диалоги хранятся здесь, их можно перечитать.',
  'dialogs.firstSync': 'Загружаем ваши диалоги',
  'dialogs.firstSyncCount': '{done} из {total}',
};
