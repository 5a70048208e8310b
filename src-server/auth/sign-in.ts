import type { Db } from '../db/transaction.ts';
import { countAttempt, forgetAttempts, type AttemptLimits } from './attempts.ts';
import { checkPassword } from './password.ts';
import { createSession, type SessionTimes } from './sessions.ts';

export type SignInOutcome =
  | { kind: 'signed_in'; token: string }
  | { kind: 'wrong_credentials' }
  | { kind: 'too_many'; retryAfterS: number };

/**
 * Same answer and same work for an unknown login, a wrong password and an operator who was switched off.
 * @param limits null: attempts are not counted
 */
export async function signIn(
  db: Db,
  options: { limits: AttemptLimits | null; times: SessionTimes },
  who: { login: string; password: string; device: string; network: string },
): Promise<SignInOutcome> {
  if (options.limits) {
    const wait = await countAttempt(db, options.limits, who.login, who.network);
    if (wait !== null) return { kind: 'too_many', retryAfterS: wait };
  }
  const found = await db
    .selectFrom('logins')
    .innerJoin('operators', (join) =>
      join
        .onRef('operators.workspace_id', '=', 'logins.workspace_id')
        .onRef('operators.id', '=', 'logins.operator_id'),
    )
    .select(['logins.workspace_id', 'logins.operator_id', 'logins.password_hash', 'operators.active'])
    .where('logins.login', '=', who.login)
    .executeTakeFirst();
  const matches = await checkPassword(found?.password_hash ?? null, who.password);
  if (!matches || !found?.active) return { kind: 'wrong_credentials' };
  if (options.limits) await forgetAttempts(db, who.login, who.network);
  const token = await createSession(db, options.times, {
    workspaceId: found.workspace_id,
    operatorId: found.operator_id,
    device: who.device,
  });
  return { kind: 'signed_in', token };
}
