import type { ReactNode, RefObject } from 'react';
import type { DialogView } from '#renderer/data/queries/views.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { ComposerMode } from './composer-mode.ts';
import { ComposerTools } from './composer-tools.tsx';
import { FormButton } from './form/form-button.tsx';
import { HiddenSwitch } from './hidden-switch.tsx';
import type { QuickRepliesHandle } from './replies/use-quick-replies.tsx';
import type { DraftHandle } from './use-draft.ts';
import type { Words } from './words.ts';

interface ComposerTopProps {
  view: DialogView;
  mode: ComposerMode;
  /** Another dialog has been chosen: keys are meant for that one. */
  waiting: boolean;
  draft: DraftHandle;
  field: RefObject<HTMLTextAreaElement | null>;
  replies: QuickRepliesHandle;
  channel: ChannelKind | null;
  /** Null: what is being written takes no files. */
  onFiles: ((files: readonly File[]) => void) | null;
  /** Sends what the client is asked by a form; null where he cannot be asked. */
  onForm: ((words: Words) => void) | null;
}

/** To whom one writes, and what may come into the message. Always there while one may write, so that the field never moves. */
export function ComposerTop(props: ComposerTopProps): ReactNode {
  const { view, mode, waiting, draft, field, replies, channel, onFiles, onForm } = props;
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
          form={<FormButton {...{ view, draft }} onSend={onForm} onGone={() => field.current?.focus()} />}
          replies={waiting ? null : replies}
        />
      )}
    </div>
  );
}
