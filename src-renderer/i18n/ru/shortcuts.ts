import type { shortcuts as en } from '../en/shortcuts.ts';

export const shortcuts: Record<keyof typeof en, string> = {
  'shortcuts.title': 'Сочетания клавиш',
  'shortcuts.group.move': 'Перемещение',
  'shortcuts.group.dialog': 'В диалоге',
  'shortcuts.group.chosen': 'Много диалогов',
  'shortcuts.group.app': 'Окно',
  'shortcuts.areas': 'Следующая область: список, переписка, сообщение',
  'shortcuts.focusList': 'К списку',
  'shortcuts.focusTranscript': 'К переписке',
  'shortcuts.focusComposer': 'К полю сообщения',
  'shortcuts.search': 'Поиск',
  'shortcuts.openRow': 'Открыть выбранный диалог',
  'shortcuts.send': 'Отправить',
  'shortcuts.newLine': 'Новая строка',
  'shortcuts.card': 'Показать или скрыть карточку клиента',
  'shortcuts.splitter': 'Ширина столбца (на его границе)',
  'layout.resizeList': 'Ширина списка',
  'layout.back': 'Назад к списку «{list}»',
  'layout.resizeCard': 'Ширина карточки клиента',
};
