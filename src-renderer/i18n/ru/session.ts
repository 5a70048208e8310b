import type { session as en } from '../en/session.ts';

export const session: Record<keyof typeof en, string> = {
  'status.online': 'В сети',
  'status.offline': 'Нет сети',
  'status.connecting': 'Подключаемся',
  'status.updateClient': 'Обновите Отклик',
  'status.updateHub': 'Сервер слишком старый',
  'status.signedOut': 'Сеанс закончился',
  'status.nextTry': 'через {seconds} с',
  'status.tryNow': 'Повторить',
  'status.unsent':
    '{count, plural, one {# не отправлено} few {# не отправлено} many {# не отправлено} other {# не отправлено}}',
  'status.unsentHint': 'Хранится на этом компьютере и уйдёт, как только сервер ответит',
  'banner.clientTooOld': 'Серверу нужен более новый Отклик. Читать можно, отправка — после обновления.',
  'banner.hubTooOld': 'Сервер старее этого Отклика. Читать можно; попросите администратора обновить сервер.',
  'banner.signedOut': 'Сеанс закончился. Войдите снова, чтобы продолжить; неотправленное сохранено.',
  'banner.region': 'Уведомления',
  'banner.signIn': 'Войти',
  'banner.storageFull': 'Диск этого компьютера заполнен: новые сообщения негде хранить. Освободите место.',
  'banner.storageBroken': 'Локальная копия не записывается. Перезагрузите: она загрузится с сервера заново.',
  'refusals.count':
    '{count, plural, one {# действие не выполнено} few {# действия не выполнены} many {# действий не выполнено} other {# действия не выполнено}}',
  'refusals.unreadable': 'Сохранено другой версией, отправить нельзя',
  'user.menu': 'Меню: {name}',
  'user.shortcuts': 'Сочетания клавиш',
  'user.signOut': 'Выйти',
  'user.signOutEverywhere': 'Выйти на всех устройствах',
  'user.workspace': '{role} · {workspace}',
  'signOut.title': 'Выйти?',
  'signOut.titleEverywhere': 'Выйти на всех устройствах?',
  'signOut.textEverywhere': 'Все ваши другие окна и устройства сразу выйдут из системы.',
  'signOut.text': 'Локальная копия диалогов будет удалена с этого компьютера.',
  'signOut.unsent':
    '{count, plural, one {# действие не дошло до сервера и пропадёт.} few {# действия не дошли до сервера и пропадут.} many {# действий не дошли до сервера и пропадут.} other {# действия не дошло до сервера и пропадёт.}}',
  'signOut.confirm': 'Выйти',
  'signOut.confirmLosing': 'Выйти и потерять их',
  'signOut.failed': 'Выйти не удалось: {detail}',
};
