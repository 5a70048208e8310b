import type { Id } from '#shared/domain/ids.ts';
import { presenceOf, type OperatorPresence } from '#shared/domain/presence.ts';
import { useClient, useLive } from '../client/react.tsx';
import type { Live } from '../data/queries/views.ts';
import { useTexts } from '../i18n/react.tsx';
import { presenceWords } from '../i18n/words/presence.ts';
import { useHubNow } from '../kit/clock.ts';

const NOBODY: Live<OperatorPresence> = {
  subscribe(onValue) {
    onValue(presenceOf(null, undefined));
    return () => undefined;
  },
};

/** How it stands with a colleague, in words; null for nobody. */
export function usePresenceWords(operatorId: Id | null): string | null {
  const texts = useTexts();
  const client = useClient();
  const presence = useLive(
    () => (operatorId === null ? NOBODY : client.queries.presence(operatorId)),
    [client, operatorId],
  );
  const now = useHubNow(60_000);
  return operatorId === null || presence === undefined ? null : presenceWords(presence, now, texts);
}
