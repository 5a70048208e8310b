import { signInResponseSchema } from '#shared/wire/http/session.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/wire/protocol.ts';
import { loginOf, PASSWORD } from '../data/company.ts';

/** A signed-in operator without a client: what he asks goes over the same HTTP. */
export class OperatorCalls {
  readonly #url: string;
  readonly token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  /** @param nth of the company's operators; 0 is the admin */
  static async signIn(url: string, nth: number): Promise<OperatorCalls> {
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: loginOf(nth), password: PASSWORD, device: 'benchmark' }),
    });
    if (!response.ok) throw new Error(`Sign-in: ${response.status} ${await response.text()}`);
    return new OperatorCalls(url, signInResponseSchema.parse(await response.json()).token);
  }

  /** @returns the body as text: reading it is part of a request, understanding it is not */
  async request(path: string, body?: unknown): Promise<string> {
    const response = await fetch(`${this.#url}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${this.token}`,
        [PROTOCOL_HEADER]: String(PROTOCOL),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
    return text;
  }
}
