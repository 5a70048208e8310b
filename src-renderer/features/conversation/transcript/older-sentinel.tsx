import type { ReactNode, RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useTranscript } from './transcript-context.ts';
import type { OlderState } from './use-history.ts';
import { useNear } from './use-near.ts';

interface OlderSentinelProps {
  scroller: RefObject<HTMLDivElement | null>;
  state: OlderState;
  hasOlder: boolean;
  /** Changes when something was loaded, so that a still visible sentinel asks again. */
  loaded: number;
  onNear: () => void;
}

/** The top of the loaded history: asks for more before the person gets there, and says why when there is none. */
export function OlderSentinel({ scroller, state, hasOlder, loaded, onNear }: OlderSentinelProps): ReactNode {
  const { t } = useTexts();
  const { team } = useTranscript();
  const mark = useNear(scroller, state === 'idle' ? String(loaded) : null, onNear);
  const words = {
    idle: hasOlder ? '' : t(team ? 'team.start' : 'transcript.start'),
    loading: t('transcript.older'),
    offline: t('transcript.olderOffline'),
    failed: t('transcript.olderFailed'),
  }[state];
  return (
    // Its height never changes, so that its words do not push the messages.
    <div ref={mark} className="flex h-9 items-end justify-center text-xs text-ink-3">
      {words}
    </div>
  );
}
