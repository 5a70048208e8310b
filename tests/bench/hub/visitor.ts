import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const visitorSchema = z.object({ visitorId: z.string(), token: z.string() });

/** A client who writes in a site chat, through its own wire. */
export class Visitor {
  readonly #chat: string;
  readonly #token: string;

  private constructor(chat: string, token: string) {
    this.#chat = chat;
    this.#token = token;
  }

  static async come(hubUrl: string, channelId: string): Promise<Visitor> {
    const chat = `${hubUrl}/chat/${channelId}`;
    const response = await fetch(`${chat}/visitors`, { method: 'POST' });
    if (!response.ok) throw new Error(`New visitor: ${response.status} ${await response.text()}`);
    return new Visitor(chat, visitorSchema.parse(await response.json()).token);
  }

  /** @returns when the hub had it: the moment of its answer, Unix milliseconds with fractions */
  async say(text: string): Promise<{ sentAt: number; acceptedAt: number }> {
    const now = (): number => performance.timeOrigin + performance.now();
    const sentAt = now();
    const response = await fetch(`${this.#chat}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ clientId: randomUUID(), text }),
    });
    const acceptedAt = now();
    if (!response.ok) throw new Error(`A visitor's message: ${response.status} ${await response.text()}`);
    return { sentAt, acceptedAt };
  }
}
