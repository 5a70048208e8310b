import type { bulk as en } from '../en/bulk.ts';

export const bulk: Record<keyof typeof en, string> = {
  'chosen.label': 'Выбранные диалоги',
  'chosen.count':
    '{count, plural, one {Выбран # диалог} few {Выбрано # диалога} many {Выбрано # диалогов} other {Выбрано # диалога}}',
  'chosen.all': 'Выбрать все',
  'chosen.none': 'Снять выбор',
  'chosen.markRead': 'Отметить выбранные прочитанными',
  'chosen.markUnread': 'Отметить выбранные непрочитанными',
  'chosen.finish': 'Завершить выбранные',
  'chosen.reopen': 'Открыть выбранные снова',
  'chosen.transfer': 'Передать выбранные',
  'chosen.snooze': 'Отложить выбранные',
  'chosen.pin': 'Закрепить выбранные',
  'chosen.unpin': 'Открепить выбранные',
  'chosen.spam': 'Выбранные — спам',
  'chosen.toggle': 'Выбрать строку или снять выбор',
  'chosen.range': 'Выбирать строки подряд',
  'rest.hour': 'Через час',
  'rest.threeHours': 'Через три часа',
  'rest.evening': 'Сегодня вечером',
  'rest.tomorrow': 'Завтра утром',
  'rest.monday': 'В понедельник',
  'bulk.done.markRead':
    '{count, plural, one {# диалог отмечен прочитанным} few {# диалога отмечены прочитанными} many {# диалогов отмечено прочитанными} other {# диалога отмечено прочитанными}}',
  'bulk.done.markUnread':
    '{count, plural, one {# диалог отмечен непрочитанным} few {# диалога отмечены непрочитанными} many {# диалогов отмечено непрочитанными} other {# диалога отмечено непрочитанными}}',
  'bulk.done.reopen':
    '{count, plural, one {# диалог открыт снова} few {# диалога открыты снова} many {# диалогов открыто снова} other {# диалога открыто снова}}',
  'bulk.done.finish':
    '{count, plural, one {# диалог завершён} few {# диалога завершены} many {# диалогов завершено} other {# диалога завершено}}',
  'bulk.done.transfer':
    '{count, plural, one {# диалог передан} few {# диалога переданы} many {# диалогов передано} other {# диалога передано}}',
  'bulk.done.snooze':
    '{count, plural, one {# диалог отложен} few {# диалога отложены} many {# диалогов отложено} other {# диалога отложено}}',
  'bulk.done.pin':
    '{count, plural, one {# диалог закреплён} few {# диалога закреплены} many {# диалогов закреплено} other {# диалога закреплено}}',
  'bulk.done.unpin':
    '{count, plural, one {# диалог откреплён} few {# диалога откреплены} many {# диалогов откреплено} other {# диалога откреплено}}',
  'bulk.done.spam':
    '{count, plural, one {# диалог отмечен как спам} few {# диалога отмечены как спам} many {# диалогов отмечено как спам} other {# диалога отмечено как спам}}',
  'bulk.part': '{what}: {done} из {all}',
  'bulk.part.markRead': 'Отмечено прочитанными',
  'bulk.part.markUnread': 'Отмечено непрочитанными',
  'bulk.part.reopen': 'Открыто снова',
  'bulk.part.finish': 'Завершено',
  'bulk.part.transfer': 'Передано',
  'bulk.part.snooze': 'Отложено',
  'bulk.part.pin': 'Закреплено',
  'bulk.part.unpin': 'Откреплено',
  'bulk.part.spam': 'Отмечено как спам',
  'bulk.reason': 'Нет: {count}. {reason}',
  'bulk.already':
    '{count, plural, one {# уже был таким} few {# уже были такими} many {# уже были такими} other {# уже были такими}}',
  'bulk.undo': 'Отменить',
  'bulk.undone':
    '{count, plural, one {Отменено: # диалог} few {Отменено: # диалога} many {Отменено: # диалогов} other {Отменено: # диалога}}',
  'bulk.ask.finish':
    '{count, plural, one {Завершить # диалог?} few {Завершить # диалога?} many {Завершить # диалогов?} other {Завершить # диалога?}}',
  'bulk.ask.waits':
    '{count, plural, one {# клиент всё ещё ждёт ответа.} few {# клиента всё ещё ждут ответа.} many {# клиентов всё ещё ждут ответа.} other {# клиента всё ещё ждут ответа.}}',
  'bulk.ask.spam':
    '{count, plural, one {Отметить # диалог как спам?} few {Отметить # диалога как спам?} many {Отметить # диалогов как спам?} other {Отметить # диалога как спам?}}',
  'bulk.ask.spamText':
    '{count, plural, one {Он закроется, а новые сообщения отправителя никому не будут предложены.} few {Они закроются, а новые сообщения их отправителей никому не будут предложены.} many {Они закроются, а новые сообщения их отправителей никому не будут предложены.} other {Они закроются, а новые сообщения их отправителей никому не будут предложены.}}',
  'bulk.transfer.titleTo':
    '{count, plural, one {Передать # диалог: {name}} few {Передать # диалога: {name}} many {Передать # диалогов: {name}} other {Передать # диалога: {name}}}',
  'bulk.transfer.title':
    '{count, plural, one {Передать # диалог} few {Передать # диалога} many {Передать # диалогов} other {Передать # диалога}}',
  'toasts.label': 'Что сделано',
  'command.undo': 'Отменить последнее действие',
};
