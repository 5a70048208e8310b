/** What the desktop offers: recorded instead of shown, so that a test can look and answer. */
import { EventEmitter } from 'node:events';

class StandinNativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system';

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}

export const nativeTheme = new StandinNativeTheme();
export const powerMonitor = new EventEmitter();

const display = {
  id: 1,
  scaleFactor: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  workAreaSize: { width: 1920, height: 1040 },
};

export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
});

export const shell = {
  /** Links that would have been opened, in order. */
  opened: [] as string[],
  openExternal(url: string): Promise<void> {
    shell.opened.push(url);
    return Promise.resolve();
  },
};

interface MessageBoxOptions {
  readonly message: string;
  readonly buttons?: readonly string[];
  readonly cancelId?: number;
  readonly signal?: AbortSignal;
}

export const dialog = {
  /** Dialogs that would be on the screen now and before. */
  shown: [] as MessageBoxOptions[],
  /** Stays open until its signal ends it, as a dialog does that nobody answers. Tests replace it to answer. */
  showMessageBox(...args: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    const options = args.at(-1) as MessageBoxOptions;
    dialog.shown.push(options);
    return new Promise((resolve) => {
      const cancelled = { response: options.cancelId ?? 0, checkboxChecked: false };
      options.signal?.addEventListener('abort', () => resolve(cancelled));
    });
  },
  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`);
  },
};

export interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly submenu?: readonly MenuItem[];
  readonly click?: () => void;
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItem[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  popup(): void {
    // Nobody would see it.
  }
}

export const clipboard = {
  text: '',
  writeText(text: string): void {
    clipboard.text = text;
  },
  readText: (): string => clipboard.text,
};
