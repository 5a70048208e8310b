import type { ReactNode, RefObject } from 'react';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { ComposerMode } from './composer-mode.ts';
import { ComposerTools } from './composer-tools.tsx';
import { HiddenSwitch } from './hidden-switch.tsx';
import type { QuickRepliesHandle } from './replies/use-quick-replies.tsx';
import type { DraftHandle } from './use-draft.ts';

interface ComposerTopProps {
  mode: ComposerMode;
  /** Another dialog has been chosen: keys are meant for that one. */
  waiting: boolean;
  draft: DraftHandle;
  field: RefObject<HTMLTextAreaElement | null>;
  replies: QuickRepliesHandle;
  channel: ChannelKind | null;
  /** Null: what is being written takes no files. */
  onFiles: ((files: readonly File[]) => void) | null;
}

/** To whom one writes, and what may come into the message. Always there while one may write, so that the field never moves. */
export function ComposerTop(props: ComposerTopProps): ReactNode {
  const { mode, waiting, draft, field, replies, channel, onFiles } = props;
  if (mode.blocked && mode.choice === 'absent') return null;
  return (
    <div className="mx-auto mb-1.5 flex min-h-8 max-w-4xl items-center gap-2 px-4">
      {mode.choice !== 'absent' && (
        <HiddenSwitch
          mode={mode}
          waiting={waiting}
          onChange={(hidden) => {
            draft.set({ hidden });
            field.current?.focus();
          }}
        />
      )}
      {!mode.blocked && (
        <ComposerTools
          {...{ draft, field, channel, onFiles }}
          hidden={mode.hidden}
          replies={waiting ? null : replies}
        />
      )}
    </div>
  );
}
