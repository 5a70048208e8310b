import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from '../client/client.ts';
import type { SignedOutBecause, SignInInput, SignInProblem } from '../features/sign-in/problem.ts';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import type { SessionPort } from './ports.ts';

export type SessionState =
  | { kind: 'booting' }
  | { kind: 'signed_out'; because: SignedOutBecause }
  | { kind: 'signed_in'; client: Client };

export interface SessionControl {
  state: SessionState;
  signIn: (input: SignInInput) => Promise<SignInProblem | null>;
  /** The person left on purpose; the client has already ended its session. */
  signedOut: () => void;
  /** The hub ended the session: the local copy and the outbox stay for the next sign-in. */
  signInAgain: () => void;
}

/** Whose client is open in this window, now and as others come and go in other windows. */
function useDesk(port: SessionPort, clearDesk: () => void) {
  const [state, setState] = useState<SessionState>({ kind: 'booting' });
  const open = useRef<Client | null>(null);
  /** Steps from one person to the next; what a later step has overtaken is closed again. */
  const step = useRef(0);
  const lastPerson = useRef<Id | null>(null);

  /** What every way out has in common; false when this client is not the open one any more. */
  const exit = useCallback(
    (client: Client, because: SignedOutBecause): boolean => {
      if (open.current !== client) return false;
      open.current = null;
      step.current += 1;
      if (because === 'left') clearDesk();
      setState({ kind: 'signed_out', because });
      quietly(client.close());
      return true;
    },
    [clearDesk],
  );

  const enter = useCallback(
    (mine: number, client: Client | null, because: SignedOutBecause) => {
      if (mine !== step.current) return client === null ? undefined : quietly(client.close());
      const person = client?.session.operator.id ?? null;
      if (open.current !== null) quietly(leaveTo(open.current, person));
      open.current = client;
      if (client === null) return setState({ kind: 'signed_out', because });
      if (lastPerson.current !== null && lastPerson.current !== person) clearDesk();
      lastPerson.current = person;
      // The window in which he left forgets the secret: by now it may be the next person's.
      client.onLeftElsewhere(() => void exit(client, 'left'));
      setState({ kind: 'signed_in', client });
    },
    [clearDesk, exit],
  );

  const resume = useCallback(
    (mine: number) => {
      port.resume().then(
        (client) => enter(mine, client, 'left'),
        (error: unknown) => {
          console.error('the last session could not be opened', error);
          enter(mine, null, 'storage');
        },
      );
    },
    [port, enter],
  );

  useEffect(() => {
    resume((step.current += 1));
    return () => void (step.current += 1);
  }, [resume]);

  useEffect(
    () =>
      port.onSignInElsewhere(({ hubUrl, operatorId }) => {
        const before = open.current;
        if (before !== null && !isReplaced(before, hubUrl, operatorId)) return;
        const mine = (step.current += 1);
        open.current = null;
        setState({ kind: 'booting' });
        detach(
          leftBehind(before, operatorId).then(() => resume(mine)),
          notClean,
        );
      }),
    [port, resume],
  );

  const admit = useCallback((client: Client) => enter((step.current += 1), client, 'left'), [enter]);
  const current = useCallback((): Client | null => open.current, []);
  return { state, admit, exit, current };
}

/**
 * From the start of the window to its end: whose client is open. Windows of one browser profile follow each other.
 * @param clearDesk told when the person left on purpose or another one came: what was open is not for the next one; a stable function
 */
export function useSession(port: SessionPort, clearDesk: () => void): SessionControl {
  const { state, admit, exit, current } = useDesk(port, clearDesk);

  const signIn = useCallback(
    async (input: SignInInput): Promise<SignInProblem | null> => {
      const result = await port.signIn(input).catch((error: unknown): SignInProblem => {
        console.error('signed in, and the local copy could not be opened', error);
        return { kind: 'storage' };
      });
      if ('kind' in result) return result;
      admit(result);
      return null;
    },
    [port, admit],
  );

  const leave = (because: SignedOutBecause): void => {
    const client = current();
    if (client === null || !exit(client, because)) return;
    port
      .forget(client.hubUrl)
      .catch((error: unknown) => console.warn('the secret could not be removed', error));
  };

  return { state, signIn, signedOut: () => leave('left'), signInAgain: () => leave('ended') };
}

/** Somebody else sits at this hub's desk now, or the same person again after her session had ended. */
function isReplaced(client: Client, hubUrl: string, operatorId: Id): boolean {
  if (client.hubUrl !== hubUrl) return false;
  const connection = client.queries.status().current?.()?.connection;
  return client.session.operator.id !== operatorId || connection?.kind === 'signed_out';
}

/** Makes room for the next person. The session ends as if its person had left; what was not sent stays sealed. */
function leaveTo(client: Client, next: Id | null): Promise<void> {
  return next === null || next === client.session.operator.id
    ? client.close()
    : client.signOut({ where: 'here', copy: 'keep' });
}

/** Settles when there is room, well or badly. */
async function leftBehind(client: Client | null, next: Id): Promise<void> {
  if (client !== null) await leaveTo(client, next).catch(notClean);
}

const notClean = (error: unknown): void => console.warn('the client did not close cleanly', error);

function quietly(closing: Promise<void>): void {
  closing.catch(notClean);
}
