/** The right mouse button: Electron shows nothing by itself. */
import { clipboard, Menu } from 'electron';
import type { BrowserWindow, ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import { externalUrl } from '#shared/lib/external-url.ts';
import { openExternalLink } from './links.ts';
import type { ShellTexts } from './texts.ts';

export function installContextMenu(window: BrowserWindow, texts: () => ShellTexts): void {
  window.webContents.on('context-menu', (_event, params) => {
    const template = contextMenuTemplate(params, texts());
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
  });
}

function contextMenuTemplate(params: ContextMenuParams, texts: ShellTexts): MenuItemConstructorOptions[] {
  const link = externalUrl(params.linkURL);
  const { canCut, canCopy, canPaste, canSelectAll } = params.editFlags;
  return [
    ...(link === null ? [] : linkItems(link, texts)),
    ...(params.isEditable
      ? ([
          { role: 'cut', label: texts.cut, enabled: canCut },
          { role: 'copy', label: texts.copy, enabled: canCopy },
          { role: 'paste', label: texts.paste, enabled: canPaste },
          { role: 'selectAll', label: texts.selectAll, enabled: canSelectAll },
        ] as const)
      : params.selectionText.trim() === ''
        ? []
        : ([{ role: 'copy', label: texts.copy }] as const)),
  ];
}

function linkItems(link: string, texts: ShellTexts): MenuItemConstructorOptions[] {
  return [
    { label: texts.openLink, click: () => void openExternalLink(link).catch(() => undefined) },
    { label: texts.copyLink, click: () => void clipboard.writeText(link) },
    { type: 'separator' },
  ];
}
