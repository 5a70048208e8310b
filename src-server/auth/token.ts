import { createHash, randomBytes } from 'node:crypto';

/** What a token says about itself: where to look, and by what. The secret itself is kept nowhere. */
export interface TokenKey {
  workspaceId: string;
  hash: Buffer;
}

const SHAPE = /^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/;

/** A new session token: the workspace, so that the look-up has its key, and 256 random bits. Opaque to everybody else. */
export function newToken(workspaceId: string): { token: string; key: TokenKey } {
  const place = Buffer.from(workspaceId.replaceAll('-', ''), 'hex').toString('base64url');
  const token = `${place}.${randomBytes(32).toString('base64url')}`;
  return { token, key: { workspaceId, hash: hashOf(token) } };
}

/** @returns null when it cannot be one of our tokens */
export function readToken(token: string): TokenKey | null {
  if (!SHAPE.test(token)) return null;
  const hex = Buffer.from(token.slice(0, 22), 'base64url').toString('hex');
  if (hex.length !== 32) return null;
  const workspaceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { workspaceId, hash: hashOf(token) };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
