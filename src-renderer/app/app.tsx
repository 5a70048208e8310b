import { useEffect, type ReactNode } from 'react';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { ClientProvider } from '../client/react.tsx';
import { CommandsProvider } from '../commands/react.tsx';
import { TextsProvider } from '../i18n/react.tsx';
import { ToastsProvider } from '../kit/toasts.tsx';
import { TooltipProvider } from '../kit/tooltip.tsx';
import { ReplyDeskProvider } from '../quick-replies/desk.tsx';
import { Area } from './area.tsx';
import { HubQuestions } from './hub-questions.tsx';
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
          <CommandsProvider>
            <ToastsProvider
              label={preferences.texts.t('toasts.label')}
              dismissLabel={preferences.texts.t('common.dismiss')}
            >
              <Screen ports={ports} preferences={preferences} />
            </ToastsProvider>
          </CommandsProvider>
        </Area>
      </TooltipProvider>
    </TextsProvider>
  );
}

/** Of one person nothing stays open before the next: neither a client's dialog nor a talk of the team. */
const clearDesk = (): void => {
  useViewState.getState().closeTalk();
  useViewState.getState().openDialog(null);
};

interface ScreenProps {
  ports: AppPorts;
  preferences: ReturnType<typeof usePreferences>;
}

function Screen({ ports: { session: port, platform }, preferences }: ScreenProps): ReactNode {
  const session = useSession(port, clearDesk);
  const { state } = session;
  switch (state.kind) {
    case 'booting':
      return null;
    case 'signed_out':
      return (
        <SignInGate
          platform={platform}
          preferences={preferences}
          because={state.because}
          submit={session.signIn}
        />
      );
    case 'signed_in':
      return (
        <ClientProvider client={state.client}>
          <HubQuestions key={state.client.session.operator.id}>
            <ReplyDeskProvider key={state.client.session.operator.id}>
              <Workbench
                platform={platform}
                preferences={preferences}
                onSignedOut={session.signedOut}
                onSignInAgain={session.signInAgain}
              />
            </ReplyDeskProvider>
          </HubQuestions>
        </ClientProvider>
      );
    default:
      return exhaustive(state, 'session state');
  }
}
