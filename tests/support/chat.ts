import { vi } from 'vitest';
import { openStorage, type ChatStorage } from '../../src-widget/core/storage.ts';
import type { Outgoing } from '../../src-widget/core/outgoing.ts';
import type { ChatState } from '../../src-widget/core/state.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';

/** Parts of the site chat for its unit tests: every field set, each test changes what it is about. */

export function chatItem(seq: number, patch: Partial<ChatItem> = {}): ChatItem {
  return {
    seq,
    id: `id-${seq}`,
    from: 'company',
    authorName: null,
    text: `text ${seq}`,
    files: [],
    form: null,
    at: 1_000 * seq,
    clientId: null,
    quote: null,
    edited: false,
    deleted: false,
    reactions: { company: [], visitor: null },
    ...patch,
  };
}

export const chatItems = (from: number, to: number): ChatItem[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => chatItem(from + i));

export function outgoing(clientId: string, patch: Partial<Outgoing> = {}): Outgoing {
  const at = Number(clientId.replace(/\D/g, '')) || 1;
  const bare = { files: [], quote: null, answers: null, pageUrl: '', failure: null };
  return { clientId, text: clientId, at, ...bare, ...patch };
}

export const chatState = (patch: Partial<ChatState> = {}): ChatState => ({
  phase: 'shown',
  config: null,
  language: 'en',
  open: false,
  following: true,
  items: [],
  readUpTo: 0,
  seenUpTo: 0,
  outgoing: [],
  confirmed: new Set(),
  typing: null,
  offline: false,
  loadingEarlier: false,
  ...patch,
});

/** As in a private window: nothing outlives the page. */
export const chatStorage = (): ChatStorage =>
  openStorage('channel', () => {
    throw new Error('SecurityError');
  });

/** Sockets that the widget opens, in order; the test is the hub at their other end. */
export class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  static opened: FakeSocket[] = [];
  readyState = FakeSocket.CONNECTING;
  readonly said: { type: string; [key: string]: unknown }[] = [];
  readonly address: string;

  constructor(address: string) {
    super();
    this.address = address;
    FakeSocket.opened.push(this);
  }
  static last(): FakeSocket {
    const last = FakeSocket.opened.at(-1);
    if (!last) throw new Error('no socket was opened');
    return last;
  }
  static install(): void {
    FakeSocket.opened = [];
    vi.stubGlobal('WebSocket', FakeSocket);
  }
  send(text: string): void {
    this.said.push(JSON.parse(text) as FakeSocket['said'][number]);
  }
  accept(): void {
    this.readyState = FakeSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }
  /** @param message an object is said as JSON, a text as it is */
  hear(message: unknown): void {
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  close(): void {
    this.readyState = FakeSocket.CLOSED;
  }
  fail(type: 'close' | 'error' = 'close'): void {
    this.readyState = FakeSocket.CLOSED;
    this.dispatchEvent(new Event(type));
  }
}

/** Lets what has been resolved run its course, without time passing. */
export const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
