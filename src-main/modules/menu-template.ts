/** What stands in the application menu. Pure; standard roles only, so that the systems' own habits apply. */
import type { MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from './texts.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;
type TextRole = Extract<keyof ShellTexts, Role>;

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * @param appName macOS names its first menu after the application.
 * @param development adds the developer tools, which an installed Otklik does not have.
 */
export function menuTemplate(
  texts: ShellTexts,
  appName: string,
  mac: boolean,
  development: boolean,
): MenuItemConstructorOptions[] {
  const item = (role: TextRole): MenuItemConstructorOptions => ({ role, label: texts[role] });
  const menu = (label: string, submenu: MenuItemConstructorOptions[]) => ({ label, submenu });
  const edit = [
    item('undo'),
    item('redo'),
    separator,
    item('cut'),
    item('copy'),
    item('paste'),
    item('pasteAndMatchStyle'),
    item('delete'),
    separator,
    item('selectAll'),
  ];
  const view = [
    item('reload'),
    ...(development ? [item('toggleDevTools')] : []),
    separator,
    item('resetZoom'),
    item('zoomIn'),
    item('zoomOut'),
    separator,
    item('togglefullscreen'),
  ];
  const application = [
    item('about'),
    separator,
    item('services'),
    separator,
    item('hide'),
    item('hideOthers'),
    item('unhide'),
    separator,
    item('quit'),
  ];
  return [
    mac ? menu(appName, application) : menu(texts.file, [item('close'), separator, item('quit')]),
    menu(texts.edit, edit),
    menu(texts.view, view),
    menu(texts.window, mac ? [item('minimize'), item('zoom'), separator, item('front')] : [item('minimize')]),
  ];
}
