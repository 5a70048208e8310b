import type { Page } from '@playwright/test';

/** The dialog that is open becomes one's own, by a colleague's hand. */
export function handOver(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { store } = window.gallery;
    const id = document.querySelector('section[data-dialog-id]')?.getAttribute('data-dialog-id') ?? '';
    const dialog = store.world.dialogs.get(id);
    if (dialog === undefined) throw new Error('no dialog is open');
    store.world.dialogs.set(id, {
      ...dialog,
      state: { status: 'active', responsibleId: store.world.me.id },
    });
    store.changed();
  });
}
