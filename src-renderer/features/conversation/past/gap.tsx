import { CloudDownload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import type { OlderState } from '../transcript/use-history.ts';

interface GapProps {
  /** Nothing of the dialog is here. */
  whole: boolean;
  state: OlderState;
  online: boolean;
  onLoad: () => void;
}

/** What is missing here stands where it is missing, and is fetched by a press where it did not come by itself. */
export function Gap({ whole, state, online, onLoad }: GapProps): ReactNode {
  const { t } = useTexts();
  const words = (): string => {
    if (state === 'loading') return t('transcript.older');
    if (!online) return t(whole ? 'history.wholeOffline' : 'transcript.olderOffline');
    if (state === 'failed') return t(whole ? 'history.wholeFailed' : 'transcript.olderFailed');
    return t(whole ? 'history.whole' : 'history.gap');
  };
  return (
    // Its height never changes, so that its words do not push the messages.
    <div
      data-gap={state}
      className="mt-3 flex h-9 items-center justify-center gap-2 border-y border-dashed border-line-strong text-xs text-ink-3"
    >
      <CloudDownload size={14} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 truncate">{words()}</span>
      {online && state !== 'loading' && (
        <Button look="quiet" size="sm" onClick={onLoad}>
          {t('history.load')}
        </Button>
      )}
    </div>
  );
}
