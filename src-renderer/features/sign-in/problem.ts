import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Texts } from '#renderer/i18n/i18n.ts';

/** Why signing in did not work, in kinds that a person can act on. */
export type SignInProblem =
  | { kind: 'unreachable' | 'not_a_hub' | 'not_welcome' }
  | { kind: 'client_too_old' | 'hub_too_old' }
  | { kind: 'wrong_credentials' }
  /** `until`: Unix milliseconds by this computer's clock. */
  | { kind: 'too_many'; until: number }
  | { kind: 'unavailable' | 'internal' }
  /** This computer gives no place for the local copy, or none that can be opened. */
  | { kind: 'storage' };

/** Why the form is there: nobody signed in or the person left; the hub ended the session; the last session's copy could not be opened. */
export type SignedOutBecause = 'left' | 'ended' | 'storage';

export interface SignInInput {
  /** Origin, e.g. `https://hub.example.com`. */
  hubUrl: string;
  login: string;
  password: string;
}

/** Null: signed in, the screen goes away by itself. Never rejects. */
export type SubmitSignIn = (input: SignInInput) => Promise<SignInProblem | null>;

export function problemText(problem: SignInProblem, hubUrl: string, now: number, t: Texts['t']): string {
  switch (problem.kind) {
    case 'unreachable':
      return t('signIn.error.unreachable', { address: hubUrl });
    case 'not_a_hub':
      return t('signIn.error.notAHub', { address: hubUrl });
    case 'not_welcome':
      return t('signIn.error.notWelcome', { address: hubUrl });
    case 'client_too_old':
      return t('signIn.error.clientTooOld');
    case 'hub_too_old':
      return t('signIn.error.hubTooOld');
    case 'wrong_credentials':
      return t('signIn.error.wrongCredentials');
    case 'too_many': {
      const seconds = Math.ceil((problem.until - now) / 1000);
      return seconds > 0 ? t('signIn.error.tooMany', { seconds }) : t('signIn.error.tooManyOver');
    }
    case 'unavailable':
      return t('signIn.error.unavailable');
    case 'internal':
      return t('signIn.error.internal');
    case 'storage':
      return t('signIn.error.storage');
    default:
      return exhaustive(problem, 'sign-in problem');
  }
}
