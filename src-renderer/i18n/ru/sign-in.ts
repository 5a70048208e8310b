import type { signIn as en } from '../en/sign-in.ts';

export const signIn: Record<keyof typeof en, string> = {
  'signIn.title': 'Вход в Отклик',
  'signIn.subtitle': 'Ответы клиентам всех мессенджеров в одном окне',
  'signIn.hub': 'Адрес сервера',
  'signIn.hubHint': 'Его знает администратор, например hub.company.ru',
  'signIn.hubAnother': 'Другой адрес',
  'signIn.hubRemembered': 'Адреса, которые уже были',
  'signIn.hubForget': 'Забыть {address}',
  'signIn.login': 'Логин',
  'signIn.password': 'Пароль',
  'signIn.reveal': 'Показать пароль',
  'signIn.hide': 'Скрыть пароль',
  'signIn.capsLock': 'Включён Caps Lock',
  'signIn.submit': 'Войти',
  'signIn.busy': 'Входим…',
  'signIn.memoryOnly':
    'На этом компьютере нет надёжного места для сеанса: после перезапуска нужно войти снова.',
  'signIn.loginMissing': 'Введите логин',
  'signIn.passwordMissing': 'Введите пароль',
  'signIn.hubMissing': 'Введите адрес сервера',
  'signIn.hubInvalid': 'Это не похоже на адрес. Напишите его так: hub.company.ru',
  'signIn.error.unreachable': '{address} не отвечает. Проверьте адрес и сеть; всё набранное остаётся здесь.',
  'signIn.error.notAHub': '{address} отвечает, но это не сервер Отклика. Проверьте адрес.',
  'signIn.error.notWelcome':
    '{address} не принимает эту страницу: она открыта с другого адреса. Откройте {address}/app/',
  'signIn.error.clientTooOld': 'Приложение слишком старое для этого сервера. Обновите Отклик и войдите.',
  'signIn.error.hubTooOld':
    'Сервер слишком старый для этого приложения. Попросите администратора обновить его.',
  'signIn.error.wrongCredentials': 'Неверный логин или пароль.',
  'signIn.error.tooMany':
    'Слишком много попыток. Повторите через {seconds, plural, one {# секунду} few {# секунды} many {# секунд} other {# секунды}}.',
  'signIn.error.tooManyOver': 'Можно попробовать снова.',
  'signIn.error.unavailable': 'Сервер занят или перезапускается. Попробуйте чуть позже.',
  'signIn.error.internal':
    'Сервер не смог выполнить вход. Попробуйте ещё раз; если повторится, сообщите администратору.',
  'signIn.error.storage':
    'Хранилище этого компьютера не даёт открыть копию диалогов. Освободите место на диске или перезапустите программу и войдите снова.',
  'signIn.ended': 'Сеанс закончился. Войдите снова: неотправленные сообщения сохранены.',
  'signIn.opening': 'Открываем ваши диалоги…',
};
