/** One live socket: what is known of it, and sending with an eye on its buffer. No knowledge of the feed. */
import type { WebSocket } from 'ws';
import type { Scope } from '#shared/domain/scope.ts';
import type { Down } from '#shared/wire/live/down.ts';
import type { Signed } from '../auth/sessions.ts';

type FatalCode = Extract<Down, { type: 'fatal' }>['code'];

/** A socket whose peer leaves so much unread is too slow to be served. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024;

/** A peer that was told to go has so long to answer. */
const FAREWELL_MS = 2_000;

/** WebSocket close codes: policy violation, service restart, try again later. */
export const CLOSE_POLICY = 1008;
export const CLOSE_RESTART = 1012;

export class Connection {
  readonly socket: WebSocket;
  readonly workspaceId: string;
  readonly sessionHash: Buffer;
  readonly operatorId: string;
  scope: Scope;
  expiresAt: number;
  /** Everything below has been sent, or is nothing that it may see. */
  cursor = 0n;
  /** The cursor that the client was told last. */
  told = 0n;
  /** The client waits to be told a cursor above this. */
  wanted = -1n;
  lastSentAt = 0;

  constructor(socket: WebSocket, signed: Signed) {
    this.socket = socket;
    this.workspaceId = signed.workspaceId;
    this.sessionHash = signed.key.hash;
    this.operatorId = signed.scope.operatorId;
    this.scope = signed.scope;
    this.expiresAt = signed.session.expiresAt;
  }

  /** Connections with equal keys see the same. */
  get scopeKey(): string {
    const { role, lineIds, branchIds } = this.scope;
    // An admin sees everything, so that all admins share; `scope` entries are matched by operator apart from this.
    if (role === 'admin') return 'admin';
    return [role, this.operatorId, ...lineIds, '|', ...branchIds].join();
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(message: Down): void {
    this.sendText(JSON.stringify(message));
  }

  /** @param text a whole message, serialised; the same text may go to many */
  sendText(text: string): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.fail('too_slow', 'The client does not keep up with the changes');
      return;
    }
    this.lastSentAt = Date.now();
    this.socket.send(text);
  }

  /** Says why, closes, and forgets what the peer does not take soon: who reads nothing answers no farewell either. */
  fail(code: FatalCode, message: string): void {
    sendFatal(this.socket, code, message);
    const hard = setTimeout(() => this.socket.terminate(), FAREWELL_MS);
    this.socket.once('close', () => clearTimeout(hard));
  }
}

/** Says why and closes. */
export function sendFatal(socket: WebSocket, code: FatalCode, message: string): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.send(JSON.stringify({ type: 'fatal', code, message } satisfies Down));
  socket.close(CLOSE_POLICY, code);
}
