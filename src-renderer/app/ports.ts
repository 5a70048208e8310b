import type { Client } from '../client/client.ts';
import type { SignInInput, SignInProblem } from '../features/sign-in/problem.ts';
import type { Platform } from '../platform/types.ts';
import type { SignedInElsewhere } from '../session/sign-in-channel.ts';

/** How the window gets a signed-in client. The real one is `session-port.ts`; the gallery brings its own. */
export interface SessionPort {
  /** The last session from this computer, at once and without a network; null when there is none to go on with. */
  resume(): Promise<Client | null>;
  signIn(input: SignInInput): Promise<Client | SignInProblem>;
  /** Somebody signed in in another window of this browser. @returns function that ends the listening */
  onSignInElsewhere(listener: (signedIn: SignedInElsewhere) => void): () => void;
  /** Forgets the secret of a hub after the session ended or was given up. */
  forget(hubUrl: string): Promise<void>;
}

export interface AppPorts {
  session: SessionPort;
  platform: Platform;
}
