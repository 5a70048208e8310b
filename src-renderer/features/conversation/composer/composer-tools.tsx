import type { ReactNode, RefObject } from 'react';
import type { ChannelKind } from '#shared/domain/directory.ts';
import { AttachButton } from '../files/attach-button.tsx';
import { EmojiButton } from './emoji-button.tsx';
import { ReplyButton } from './replies/reply-button.tsx';
import { SlotKeys } from './replies/slot-keys.tsx';
import type { QuickRepliesHandle } from './replies/use-quick-replies.tsx';
import type { DraftHandle } from './use-draft.ts';

interface ComposerToolsProps {
  draft: DraftHandle;
  hidden: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  channel: ChannelKind | null;
  /** Null: another dialog has been chosen, and their keys are meant for that one. */
  replies: QuickRepliesHandle | null;
  /** Null: what is being written takes no files. */
  onFiles: ((files: readonly File[]) => void) | null;
  /** Asking by a form, where that is possible. */
  form: ReactNode;
}

/** What can be brought into the message besides letters. */
export function ComposerTools(props: ComposerToolsProps): ReactNode {
  const { draft, hidden, field, channel, replies, onFiles, form } = props;
  return (
    <div className="ms-auto -me-2 flex shrink-0">
      {onFiles && <AttachButton waiting={replies === null} {...{ channel, field, onFiles }} />}
      {form}
      {replies && <SlotKeys onKeys={replies.onKeys} insert={replies.insert} />}
      {replies && <ReplyButton filler={replies.filler} onInsert={replies.insert} />}
      <EmojiButton {...{ draft, hidden, field }} />
    </div>
  );
}
