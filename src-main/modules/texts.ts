/** The few words the shell itself says (menus, native dialogs). The page has its own catalogues. */
import type { LanguageChoice } from '#shared/bridge/settings.ts';

const en = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  name: 'Otklik',
  about: 'About Otklik',
  hide: 'Hide Otklik',
  hideOthers: 'Hide others',
  unhide: 'Show all',
  services: 'Services',
  quit: 'Quit',
  close: 'Close window',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  pasteAndMatchStyle: 'Paste without formatting',
  delete: 'Delete',
  selectAll: 'Select all',
  reload: 'Reload',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  resetZoom: 'Actual size',
  togglefullscreen: 'Full screen',
  toggleDevTools: 'Developer tools',
  minimize: 'Minimise',
  zoom: 'Zoom window',
  front: 'Bring all to front',
  copyLink: 'Copy link',
  openLink: 'Open link in browser',
  waitButton: 'Wait',
  quitButton: 'Quit Otklik',
  startFailed: 'Otklik could not start',
  startFailedDetail: 'Check that the disk is not full and that this folder can be written to:',
  loadFailed: 'The window could not be loaded',
  loadFailedDetail:
    'A part of the program is missing or damaged. Reload; if it happens again, reinstall Otklik.',
  crashed: 'The window stopped unexpectedly',
  crashedDetail: 'What you wrote is kept. Reload to go on working.',
  unresponsive: 'The window does not respond',
  unresponsiveDetail:
    'You can wait, or reload the window. What was already sent or put in the queue is kept.',
} as const;

export type ShellTexts = { readonly [K in keyof typeof en]: string };

const ru: ShellTexts = {
  file: 'Файл',
  edit: 'Правка',
  view: 'Вид',
  window: 'Окно',
  name: 'Отклик',
  about: 'Об Отклике',
  hide: 'Скрыть Отклик',
  hideOthers: 'Скрыть остальные',
  unhide: 'Показать все',
  services: 'Службы',
  quit: 'Выйти',
  close: 'Закрыть окно',
  undo: 'Отменить',
  redo: 'Повторить',
  cut: 'Вырезать',
  copy: 'Копировать',
  paste: 'Вставить',
  pasteAndMatchStyle: 'Вставить без оформления',
  delete: 'Удалить',
  selectAll: 'Выделить всё',
  reload: 'Перезагрузить',
  zoomIn: 'Увеличить',
  zoomOut: 'Уменьшить',
  resetZoom: 'Исходный размер',
  togglefullscreen: 'Во весь экран',
  toggleDevTools: 'Инструменты разработчика',
  minimize: 'Свернуть',
  zoom: 'Изменить масштаб окна',
  front: 'Все окна на передний план',
  copyLink: 'Копировать ссылку',
  openLink: 'Открыть ссылку в браузере',
  waitButton: 'Подождать',
  quitButton: 'Выйти из Отклика',
  startFailed: 'Не удалось запустить Отклик',
  startFailedDetail: 'Проверьте, что на диске есть место и в эту папку можно писать:',
  loadFailed: 'Не удалось загрузить окно',
  loadFailedDetail:
    'Часть программы отсутствует или повреждена. Перезагрузите окно; если повторится, переустановите Отклик.',
  crashed: 'Окно неожиданно остановилось',
  crashedDetail: 'Написанное сохранено. Перезагрузите окно, чтобы продолжить работу.',
  unresponsive: 'Окно не отвечает',
  unresponsiveDetail:
    'Можно подождать или перезагрузить окно. Отправленное и поставленное в очередь сохранено.',
};

/** @param systemLocale BCP 47 tag, used when the person left the choice to the system. */
export function shellTexts(choice: LanguageChoice, systemLocale: string): ShellTexts {
  const language = choice === 'system' ? (systemLocale.toLowerCase().startsWith('ru') ? 'ru' : 'en') : choice;
  return language === 'ru' ? ru : en;
}
