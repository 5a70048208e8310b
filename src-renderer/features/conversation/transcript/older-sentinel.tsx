import { useEffect, useEffectEvent, useRef, type ReactNode, type RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { OlderState } from './use-history.ts';

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
  const mark = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(onNear);
  useEffect(() => {
    const element = mark.current;
    if (element === null || state !== 'idle') return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) near();
      },
      { root: scroller.current, rootMargin: '1200px 0px 0px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- observing anew is what asks again after a load
  }, [scroller, state, loaded]);

  const words = {
    idle: hasOlder ? '' : t('transcript.start'),
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
