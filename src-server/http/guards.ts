/** What stands before the routes of `/api`: origin, protocol, session. */
import type { FastifyRequest } from 'fastify';
import { OLDEST_CLIENT_PROTOCOL, PROTOCOL, PROTOCOL_HEADER } from '#shared/wire/protocol.ts';
import { findSession, type SessionTimes } from '../auth/sessions.ts';
import type { Db } from '../db/transaction.ts';
import { HttpError } from './errors.ts';

/** Where the desktop client's pages come from. */
const DESKTOP_ORIGIN = 'app://otklik';

/**
 * Whether a page of this origin may talk to `/api`. Programs send no origin and are let through: what protects is the token,
 * and only browsers need to be told which pages may use it.
 * @param host the `Host` that the request names: a page served by this very hub is always welcome
 */
export function isWelcome(
  origin: string | undefined,
  host: string | undefined,
  config: { PUBLIC_URL?: string | undefined; CLIENT_ORIGINS: readonly string[] },
): boolean {
  if (origin === undefined || origin === DESKTOP_ORIGIN) return true;
  if (config.CLIENT_ORIGINS.includes(origin)) return true;
  if (config.PUBLIC_URL !== undefined && new URL(config.PUBLIC_URL).origin === origin) return true;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** @throws HttpError `client_too_old`, `client_too_new`, or `bad_request` when the header is nonsense. Without one: anybody with a terminal. */
export function checkProtocol(request: FastifyRequest): void {
  const header = request.headers[PROTOCOL_HEADER];
  if (header === undefined) return;
  const protocol = Number(header);
  if (!Number.isSafeInteger(protocol) || protocol < 1) {
    throw new HttpError('bad_request', `The header ${PROTOCOL_HEADER} must be a positive number`);
  }
  const verdict = judgeProtocol(protocol);
  if (verdict) throw new HttpError(verdict.code, verdict.message);
}

export interface ProtocolVerdict {
  code: 'client_too_old' | 'client_too_new';
  message: string;
}

/** @returns null when the hub speaks the client's protocol */
export function judgeProtocol(protocol: number): ProtocolVerdict | null {
  if (protocol < OLDEST_CLIENT_PROTOCOL) {
    const message = `The client speaks protocol ${protocol}, this hub ${OLDEST_CLIENT_PROTOCOL} to ${PROTOCOL}: update the client`;
    return { code: 'client_too_old', message };
  }
  if (protocol > PROTOCOL) {
    const message = `The client speaks protocol ${protocol}, this hub only up to ${PROTOCOL}: update the hub`;
    return { code: 'client_too_new', message };
  }
  return null;
}

/** Hook of routes that need a session; puts it into `request.signed`. */
export function requireSession(db: Db, times: SessionTimes) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new HttpError('unauthorized', 'Sign in: the request carries no token');
    const signed = await findSession(db, times, token);
    if (!signed) throw new HttpError('unauthorized', 'The session has ended or never was; sign in again');
    request.signed = signed;
  };
}
