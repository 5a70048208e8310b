import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type pg from 'pg';
import { codeOf } from '../lib/errors.ts';

/**
 * Statements that run with every message or intent are parsed and planned once for each connection: planning them takes longer than
 * carrying them out. Asked for one by one, because a plan that fits any parameters is a bad one where these decide (scopes,
 * words, lists of ids).
 */
const MARK = '/* prepared */';

/** Stands at the beginning of a statement that is to be prepared. Its text must be one of a few. */
export const prepared: RawBuilder<unknown> = sql.raw(MARK);

/** What PostgreSQL says of a statement whose result has other columns since it was prepared: a newer hub has migrated the tables. */
const OUTDATED = '0A000';

const names = new Map<string, string>();
let life = 0;

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(`${life}${text}`).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
}

function forget(error: unknown): void {
  if (codeOf(error) !== OUTDATED) return;
  names.clear();
  life += 1;
}

/** Makes a connection prepare what is marked. Once for each, when it is new. */
export function prepareMarked(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...input: unknown[]) => Promise<unknown>;
  const marked = (text: unknown, ...rest: unknown[]): unknown => {
    if (typeof text !== 'string' || !text.startsWith(MARK)) return query(text, ...rest);
    const answer = query({ name: nameOf(text), text, values: rest[0] });
    answer.catch(forget);
    return answer;
  };
  client.query = marked as typeof client.query;
}
