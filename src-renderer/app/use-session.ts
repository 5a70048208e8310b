import { useCallback, useEffect, useState } from 'react';
import type { Client } from '../client/client.ts';
import type { SignInInput, SignInProblem } from '../features/sign-in/problem.ts';
import type { SessionPort } from './ports.ts';

export type SessionState =
  { kind: 'booting' } | { kind: 'signed_out'; ended: boolean } | { kind: 'signed_in'; client: Client };

export interface SessionControl {
  state: SessionState;
  signIn: (input: SignInInput) => Promise<SignInProblem | null>;
  /** The person left on purpose; the client has already ended its session. */
  signedOut: () => void;
  /** The hub ended the session: the local copy and the outbox stay for the next sign-in. */
  signInAgain: () => void;
}

/** From the start of the window to its end: whose client is open. */
export function useSession(port: SessionPort): SessionControl {
  const [state, setState] = useState<SessionState>({ kind: 'booting' });

  useEffect(() => {
    let gone = false;
    port.resume().then(
      (client) => {
        if (!gone)
          setState(client === null ? { kind: 'signed_out', ended: false } : { kind: 'signed_in', client });
        else if (client !== null) closeQuietly(client);
      },
      (error: unknown) => {
        console.error('the last session could not be opened', error);
        if (!gone) setState({ kind: 'signed_out', ended: false });
      },
    );
    return () => {
      gone = true;
    };
  }, [port]);

  const signIn = useCallback(
    async (input: SignInInput): Promise<SignInProblem | null> => {
      const result = await port.signIn(input);
      if ('kind' in result) return result;
      setState({ kind: 'signed_in', client: result });
      return null;
    },
    [port],
  );

  const leave = (ended: boolean): void => {
    if (state.kind !== 'signed_in') return;
    const { client } = state;
    setState({ kind: 'signed_out', ended });
    closeQuietly(client);
    port
      .forget(client.hubUrl)
      .catch((error: unknown) => console.warn('the secret could not be removed', error));
  };

  return { state, signIn, signedOut: () => leave(false), signInAgain: () => leave(true) };
}

function closeQuietly(client: Client): void {
  client.close().catch((error: unknown) => console.warn('the client did not close cleanly', error));
}
