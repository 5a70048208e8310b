import { z } from 'zod';
import { idSchema, type Id } from '#shared/domain/ids.ts';

/** Who signed in at which hub, in another window of this browser. */
const signedInSchema = z.object({ hubUrl: z.string(), operatorId: idSchema });
export interface SignedInElsewhere {
  hubUrl: string;
  operatorId: Id;
}

const NAME = 'otklik-sign-in';

/** Windows of one browser profile share one desk: whoever signs in in one of them is signed in in all. */
export function announceSignIn(signedIn: SignedInElsewhere): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(signedIn);
  channel.close();
}

/** @returns function that ends the listening */
export function onSignInElsewhere(listener: (signedIn: SignedInElsewhere) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', (event: MessageEvent) => {
    const parsed = signedInSchema.safeParse(event.data);
    if (parsed.success) listener(parsed.data);
  });
  return () => channel.close();
}
