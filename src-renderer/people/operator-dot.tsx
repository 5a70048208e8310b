import type { ReactNode } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { useClient, useLive } from '../client/react.tsx';
import { useTexts } from '../i18n/react.tsx';
import { presenceWords } from '../i18n/words/presence.ts';
import { useHubNow } from '../kit/clock.ts';
import { PresenceDot } from '../kit/presence-dot.tsx';

interface OperatorDotProps {
  operatorId: Id;
  /** Only to be seen: the same is said in words nearby. */
  silent?: boolean;
  size?: number;
  className?: string;
}

/** How it stands with a colleague, beside his name. Draws itself anew without what is around it. */
export function OperatorDot({ operatorId, silent = false, size, className }: OperatorDotProps): ReactNode {
  const texts = useTexts();
  const client = useClient();
  const presence = useLive(() => client.queries.presence(operatorId), [client, operatorId]);
  const now = useHubNow(60_000);
  if (presence === undefined) return null;
  return (
    <PresenceDot
      state={presence.state}
      label={silent ? null : presenceWords(presence, now, texts)}
      {...(size === undefined ? {} : { size })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
