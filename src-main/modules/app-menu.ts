/** The application menu in the person's language (Electron's own labels are English only). */
import { app, Menu } from 'electron';
import { menuTemplate } from './menu-template.ts';
import type { ShellTexts } from './texts.ts';

export function installAppMenu(texts: ShellTexts): void {
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(texts, app.name, mac, !app.isPackaged)));
}
