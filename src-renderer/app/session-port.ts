import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Client } from '../client/client.ts';
import { HISTORY_DEPTH } from '../session/history-depth.ts';
import { openClient } from '../session/open-client.ts';
import { announceSignIn, onSignInElsewhere } from '../session/sign-in-channel.ts';
import { checkHub, resumeSession, signIn, type SignInResult } from '../session/sign-in.ts';
import type { SignInInput, SignInProblem } from '../features/sign-in/problem.ts';
import { lastUsedHub, withUsedHub } from '../platform/remembered-hubs.ts';
import type { Platform } from '../platform/types.ts';
import { deviceName } from './device-name.ts';
import type { SessionPort } from './ports.ts';

/** Sessions with a real hub: the token lies in the platform's secrets, the person's replica in this computer's database. */
export function createSessionPort(platform: Platform): SessionPort {
  return {
    async resume() {
      const { hubs } = await platform.settings.get();
      const given = await platform.defaultHub();
      const origin =
        given?.kind === 'preset' ? given.origin : (lastUsedHub(hubs)?.origin ?? given?.origin ?? null);
      if (origin === null) return null;
      const token = await platform.secrets.get(origin);
      if (token === null) return null;
      const resumed = await resumeSession(origin, token);
      if (resumed.kind !== 'resumed') return null;
      return open(platform, origin, token, resumed.session);
    },

    async signIn({ hubUrl, login, password }: SignInInput): Promise<Client | SignInProblem> {
      // Asked first, so that a password never goes to something that is not a hub.
      const check = await checkHub(hubUrl);
      if (check.kind !== 'hub') return check;
      const result = await signIn(hubUrl, { login, password, device: deviceName(await platform.info()) });
      if (result.kind !== 'signed_in') return problemOf(result);
      await platform.secrets.set(hubUrl, result.token);
      const { hubs } = await platform.settings.get();
      await platform.settings.set({ hubs: withUsedHub(hubs, hubUrl, login) });
      const client = await open(platform, hubUrl, result.token, result.session);
      // Only now: the others read who it is from what `open` remembers.
      announceSignIn({ hubUrl, operatorId: client.session.operator.id });
      return client;
    },

    onSignInElsewhere,

    forget: (hubUrl) => platform.secrets.delete(hubUrl),
  };
}

/** A computer that woke up or a window that came back asks for its connection at once, not after the back-off. */
async function open(
  platform: Platform,
  hubUrl: string,
  token: string,
  session: Client['session'],
): Promise<Client> {
  const { keep } = await platform.settings.get();
  const client = await openClient({ hubUrl, token, session, depth: HISTORY_DEPTH[keep] });
  const stop = platform.onResume(() => client.reconnect());
  return {
    ...client,
    close() {
      stop();
      return client.close();
    },
    signOut(how) {
      stop();
      return client.signOut(how);
    },
  };
}

function problemOf(result: Exclude<SignInResult, { kind: 'signed_in' }>): SignInProblem {
  switch (result.kind) {
    case 'too_many_requests':
      return { kind: 'too_many', until: Date.now() + result.retryAfterS * 1000 };
    case 'refused':
      return { kind: 'internal' };
    case 'wrong_credentials':
    case 'unreachable':
    case 'not_a_hub':
    case 'not_welcome':
    case 'hub_too_old':
    case 'client_too_old':
      return result;
    default:
      return exhaustive(result, 'answer to a sign-in');
  }
}
