import { z } from 'zod';
import type { HubProcess } from '../hub-process.ts';
import { heardSchema } from './channel.ts';

/** Program of a hub that has the messenger `loopback`. */
export const LOOPBACK_HUB = 'tests/support/loopback/main.ts';

let numbers = 0;

/** Somebody with a phone, somewhere. */
export class Phone {
  /** As people type it here. */
  readonly typed: string;
  /** As the client shows it. */
  readonly shown: string;
  readonly #url: URL;

  private constructor(hub: HubProcess, end: string) {
    const [a, b, c] = [end.slice(0, 3), end.slice(3, 5), end.slice(5)];
    this.typed = `8 (912) ${a}-${b}-${c}`;
    this.shown = `+7 912 ${a} ${b} ${c}`;
    this.#url = new URL(`/loopback/7912${end}`, hub.ready.url);
  }

  /** With a number that nobody else in these tests has. */
  static withNewNumber(hub: HubProcess): Phone {
    numbers += 1;
    return new Phone(hub, String((Date.now() + numbers * 7919) % 10_000_000).padStart(7, '0'));
  }

  async say(text: string): Promise<void> {
    await this.#ask('', { method: 'POST', body: JSON.stringify({ text }) });
  }

  /** What came to this phone, in its order. */
  async heard(): Promise<string[]> {
    const response = await this.#ask('');
    return z
      .array(heardSchema)
      .parse(await response.json())
      .map(({ text }) => text);
  }

  /** All of it is read. */
  async read(): Promise<void> {
    await this.#ask('/read', { method: 'POST', body: '{}' });
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.#url.href}${path}`, init.body ? { ...init, headers } : init);
    if (!response.ok)
      throw new Error(`The phone was not reached: ${response.status} ${await response.text()}`);
    return response;
  }
}
