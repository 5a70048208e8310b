import { useEffect, useState, type ReactNode } from 'react';
import { SignInScreen } from '../features/sign-in/sign-in-screen.tsx';
import type { SignedOutBecause, SubmitSignIn } from '../features/sign-in/problem.ts';
import { hubsByLastUse, offeredHubs } from '../platform/remembered-hubs.ts';
import type { DefaultHub, Platform, RememberedHub } from '../platform/types.ts';
import type { PreferencesState } from './use-preferences.ts';

interface SignInGateProps {
  platform: Platform;
  preferences: PreferencesState;
  because: SignedOutBecause;
  submit: SubmitSignIn;
}

/** Brings the form what the platform remembers. */
export function SignInGate({ platform, preferences, because, submit }: SignInGateProps): ReactNode {
  const [hubs, setHubs] = useState<RememberedHub[] | null>(null);
  const [given, setGiven] = useState<DefaultHub | null>(null);
  const [memoryOnly, setMemoryOnly] = useState(false);

  useEffect(() => {
    // Either may fail without taking the other or the form away.
    Promise.allSettled([platform.defaultHub(), platform.settings.get()]).then(
      ([hub, settings]) => {
        if (hub.status === 'fulfilled') setGiven(hub.value);
        setHubs(settings.status === 'fulfilled' ? hubsByLastUse(settings.value.hubs) : []);
      },
      () => setHubs([]),
    );
    platform.secrets.persistence().then(
      (where) => setMemoryOnly(where === 'memory'),
      () => setMemoryOnly(true),
    );
    return platform.settings.onChange((settings) => setHubs(hubsByLastUse(settings.hubs)));
  }, [platform]);

  // The form takes its first values from what is remembered, so it waits for it: one short message to the shell.
  if (hubs === null) return null;
  return (
    <SignInScreen
      hubs={offeredHubs(hubs, given)}
      ownHub={given?.kind === 'own' ? given.origin : null}
      because={because}
      memoryOnly={memoryOnly}
      appearance={preferences}
      submit={submit}
      onForgetHub={(origin) => {
        const left = hubs.filter((hub) => hub.origin !== origin);
        setHubs(left);
        Promise.all([platform.settings.set({ hubs: left }), platform.secrets.delete(origin)]).catch(
          (error: unknown) => console.warn('the address could not be forgotten', error),
        );
      }}
    />
  );
}
