import type { settings as en } from '../en/settings.ts';

export const settings: Record<keyof typeof en, string> = {
  'settings.title': 'Настройки',
  'settings.open': 'Настройки',
  'settings.look': 'Внешний вид',
  'settings.copy': 'Локальная копия на этом компьютере',
  'settings.dialogs': 'Диалоги',
  'settings.archived': 'Из них закрытых',
  'settings.bytes': 'На диске',
  'settings.unsent': 'Ждут отправки',
  'settings.coming': 'Загружается: {done} из {total}',
  'settings.comingSoon': 'Загружается…',
  'settings.keep': 'За какое время хранить закрытые диалоги',
  'settings.keep.month': 'За месяц',
  'settings.keep.quarter': 'За три месяца',
  'settings.keep.year': 'За год',
  'settings.keep.everything': 'Всё',
  'settings.keepNote': 'Для этого копия загрузится заново. Неотправленное останется.',
  'settings.keepApply': 'Применить',
  'settings.clear': 'Очистить копию…',
  'settings.clearHint': 'Более старые диалоги остаются на сервере, и в них можно искать.',
  'settings.clearTitle': 'Очистить локальную копию?',
  'settings.clearText':
    'Диалоги на этом компьютере будут удалены и загружены с сервера заново. Для этого нужна сеть.',
  'settings.clearUnsent':
    '{count, plural, one {# действие ждёт отправки и останется на месте.} few {# действия ждут отправки и останутся на месте.} many {# действий ждут отправки и останутся на месте.} other {# действия ждёт отправки и останется на месте.}}',
  'settings.clearNothingUnsent': 'Отправки ничего не ждёт. Черновики останутся.',
  'settings.clearConfirm': 'Очистить',
  'size.b': '{size} Б',
  'size.kb': '{size} КБ',
  'size.mb': '{size} МБ',
  'size.gb': '{size} ГБ',
};
