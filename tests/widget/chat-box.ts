import { expect, type Locator, type Page } from '@playwright/test';
import { newVisitorResponseSchema } from '#shared/wire/chat/visitor.ts';
import { Visitor } from '#tests/integration/sitechat-world.ts';
import type { Stage } from './stage.ts';

/** The widget as its visitor sees it. */
export class ChatBox {
  readonly page: Page;
  readonly stage: Stage;
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly log: Locator;
  readonly field: Locator;
  readonly offline: Locator;

  constructor(page: Page, stage: Stage) {
    this.page = page;
    this.stage = stage;
    this.launcher = page.locator('otklik-chat .launcher');
    this.panel = page.getByRole('dialog', { name: /Chat with|Чат с/ });
    this.log = page.getByRole('log', { name: /Conversation|Переписка/ });
    this.field = page.getByRole('textbox', { name: /^(Message|Сообщение)$/ });
    this.offline = page.getByRole('status').filter({ hasText: /No connection|Нет связи/ });
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.stage.site.origin + path);
    await expect(this.launcher).toBeVisible();
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await expect(this.field).toBeVisible();
  }

  async say(...texts: string[]): Promise<void> {
    for (const text of texts) {
      await this.field.fill(text);
      await this.field.press('Enter');
      await expect(this.message(text)).toBeVisible();
    }
  }

  message(text: string): Locator {
    return this.log.getByRole('article').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  async expectWay(text: string, way: 'pending' | 'sent' | 'read' | 'failed'): Promise<void> {
    await expect(this.message(text)).toHaveAttribute('data-delivery', way);
  }

  /** The texts of the log in order, without the greeting. */
  texts(): Promise<string[]> {
    return this.log.locator('[role=article]:not([data-from=greeting]) .words').allTextContents();
  }

  /** The hub's answer to the next message is to come back later; what is tried after that reaches it. */
  async askForPatience(seconds: number): Promise<void> {
    const headers = {
      'retry-after': String(seconds),
      'access-control-allow-origin': this.stage.site.origin,
      'access-control-expose-headers': 'Retry-After',
    };
    const error = { code: 'too_many_requests', message: 'slow down', retryAfterS: seconds };
    let asked = false;
    await this.page.context().route('**/messages', async (route) => {
      if (route.request().method() !== 'POST' || asked) return await route.continue();
      asked = true;
      await route.fulfill({ status: 429, headers, json: { error } });
    });
  }

  /** What the hub has taken of this text, however often. */
  async stored(text: string): Promise<number> {
    const { rows } = await this.stage.sql.query<{ n: number }>(
      'select count(*)::int as n from sitechat_items where text = $1',
      [text],
    );
    return rows[0]?.n ?? 0;
  }

  /** The dialog in which the text stands. */
  async dialogOf(text: string): Promise<string> {
    const ask = async (): Promise<string> => {
      const { rows } = await this.stage.sql.query<{ dialog_id: string }>(
        'select dialog_id from sitechat_items where text = $1 order by at desc limit 1',
        [text],
      );
      return rows[0]?.dialog_id ?? '';
    };
    await expect.poll(ask).not.toBe('');
    return await ask();
  }

  /** The same visitor without the screen. */
  async asVisitor(): Promise<Visitor> {
    const stored = await this.page.evaluate(
      (channelId) => localStorage.getItem(`otklik:${channelId}:visitor`),
      this.stage.channelId,
    );
    const { visitorId, token } = newVisitorResponseSchema.parse(JSON.parse(stored ?? 'null'));
    return Visitor.known(this.stage.inProcess, visitorId, token);
  }

  async delivery(text: string): Promise<string> {
    const { rows } = await this.stage.sql.query<{ delivery_state: string }>(
      'select delivery_state from messages where text = $1',
      [text],
    );
    return rows[0]?.delivery_state ?? '';
  }
}

let counter = 0;

/** A text that no other test writes. */
export function unique(text: string): string {
  counter += 1;
  return `${text} ${process.pid}-${counter}-${Date.now() % 100_000}`;
}
