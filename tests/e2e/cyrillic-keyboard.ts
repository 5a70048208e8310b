import type { CDPSession, Page } from '@playwright/test';

const MODIFIERS = { Alt: 1, Control: 2, Shift: 8 } as const;

/** The keys of a Russian keyboard: `code` says where a key lies, `key` what is printed on it. */
export class CyrillicKeyboard {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<CyrillicKeyboard> {
    return new CyrillicKeyboard(await page.context().newCDPSession(page));
  }

  /** @param key what the layout makes of it, e.g. `р` where a Latin one has `h` */
  async press(code: string, key: string, ...held: (keyof typeof MODIFIERS)[]): Promise<void> {
    const modifiers = held.reduce((sum, name) => sum + MODIFIERS[name], 0);
    const writes = modifiers === 0 || (held.length === 1 && held[0] === 'Shift');
    const text = writes && key.length === 1 ? { text: key } : {};
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyDown', code, key, modifiers, ...text });
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key, modifiers });
  }
}
