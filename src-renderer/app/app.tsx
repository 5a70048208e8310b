import { useEffect, type ReactNode } from 'react';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { ClientProvider } from '../client/react.tsx';
import { TextsProvider } from '../i18n/react.tsx';
import { TooltipProvider } from '../kit/tooltip.tsx';
import { Area } from './area.tsx';
import type { AppPorts } from './ports.ts';
import { SignInGate } from './sign-in-gate.tsx';
import { usePreferences } from './use-preferences.ts';
import { useSession } from './use-session.ts';
import { keepViewState, useViewState } from './view-state.ts';
import { Workbench } from './workbench.tsx';

export function App({ ports }: { ports: AppPorts }): ReactNode {
  const preferences = usePreferences(ports.platform);
  useEffect(() => keepViewState(), []);
  return (
    <TextsProvider texts={preferences.texts}>
      <TooltipProvider>
        <Area name="area.app">
          <Screen ports={ports} preferences={preferences} />
        </Area>
      </TooltipProvider>
    </TextsProvider>
  );
}

interface ScreenProps {
  ports: AppPorts;
  preferences: ReturnType<typeof usePreferences>;
}

function Screen({ ports: { session: port, platform }, preferences }: ScreenProps): ReactNode {
  const session = useSession(port);
  const { state } = session;
  const openDialog = useViewState((view) => view.openDialog);
  switch (state.kind) {
    case 'booting':
      return null;
    case 'signed_out':
      return (
        <SignInGate
          platform={platform}
          preferences={preferences}
          ended={state.ended}
          submit={session.signIn}
        />
      );
    case 'signed_in':
      return (
        <ClientProvider client={state.client}>
          <Workbench
            key={state.client.session.operator.id}
            platform={platform}
            preferences={preferences}
            onSignedOut={() => {
              openDialog(null);
              session.signedOut();
            }}
            onSignInAgain={session.signInAgain}
          />
        </ClientProvider>
      );
    default:
      return exhaustive(state, 'session state');
  }
}
