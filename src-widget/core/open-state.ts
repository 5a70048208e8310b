import type { ChatStorage } from './storage.ts';

const KEY = 'open';

/** Whether the chat was open: in this tab, else on this site. Never throws. */
export interface OpenState {
  read(narrow: boolean): boolean;
  write(open: boolean): void;
}

/**
 * On a wide screen a new tab of the site continues with the chat open. On a narrow one, where the chat covers the page, only
 * the tab in which it was opened does.
 */
export function openState(storage: ChatStorage, tab: ChatStorage): OpenState {
  return {
    read(narrow) {
      const here = tab.get(KEY);
      return (here ?? (narrow ? null : storage.get(KEY))) === '1';
    },
    write(open) {
      tab.set(KEY, open ? '1' : '0');
      storage.set(KEY, open ? '1' : '0');
    },
  };
}
