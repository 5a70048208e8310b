/** The application menu: standard roles, in the person's language (Electron's own labels are English only). */
import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from './texts.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;
type TextRole = Extract<keyof ShellTexts, Role>;

const separator: MenuItemConstructorOptions = { type: 'separator' };

export function installAppMenu(texts: ShellTexts): void {
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(texts, mac, !app.isPackaged)));
}

/** @param development adds the developer tools, which an installed Otklik does not have. */
export function menuTemplate(
  texts: ShellTexts,
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
    mac ? menu(app.name, application) : menu(texts.file, [item('close'), separator, item('quit')]),
    menu(texts.edit, edit),
    menu(texts.view, view),
    menu(texts.window, mac ? [item('minimize'), item('zoom'), separator, item('front')] : [item('minimize')]),
  ];
}
