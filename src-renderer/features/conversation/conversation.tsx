import { MessageSquareDashed, MessageSquareText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Empty } from '#renderer/kit/empty.tsx';
import { useKept } from '#renderer/kit/keep.ts';
import type { Id } from '#shared/domain/ids.ts';
import { OpenDialog } from './open-dialog.tsx';
import type { JumpTarget } from './transcript/use-jump.ts';

interface ConversationProps {
  dialogId: Id | null;
  /** Another dialog has been chosen and is being read: this one is only looked at, and neither typed into nor acted upon. */
  waiting: boolean;
  /** A message to go to, when it is one of this dialog. */
  target: JumpTarget | null;
  /** Opens a link of a message outside of the window. */
  openLink: (href: string) => Promise<void>;
  /** Goes on in another dialog, to write there. */
  onOpen: (dialogId: Id, how: 'enter') => void;
  /** What can be taken back was done. */
  onDone: (deed: 'finish' | 'markRead', view: DialogView) => void;
  card: { open: boolean; available: boolean; onToggle: () => void };
}

/** The middle of the window: nothing chosen, no longer there, or the dialog. */
export function Conversation({ dialogId, waiting, ...rest }: ConversationProps): ReactNode {
  const { t } = useTexts();
  if (dialogId === null) {
    return (
      <div className="h-full bg-well">
        <Empty
          heading
          icon={<MessageSquareText size={28} strokeWidth={1.5} />}
          title={t('conversation.none.title')}
          text={t('conversation.none.text')}
        />
      </div>
    );
  }
  return (
    <div inert={waiting} aria-busy={waiting || undefined} className="h-full">
      <ChosenDialog key={dialogId} dialogId={dialogId} waiting={waiting} {...rest} />
    </div>
  );
}

function ChosenDialog({ dialogId, ...rest }: ConversationProps & { dialogId: Id }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const live = useLive(() => client.queries.dialog(dialogId), [client, dialogId]);
  const view = useKept(live, dialogId);
  // Only at the very start, when there is no former dialog to look at; a spinner would only blink.
  if (view === undefined) return <div className="h-full bg-well" />;
  if (view === null) {
    return (
      <div className="h-full bg-well">
        <Empty
          heading
          icon={<MessageSquareDashed size={28} strokeWidth={1.5} />}
          title={t('conversation.gone.title')}
          text={t('conversation.gone.text')}
        />
      </div>
    );
  }
  return <OpenDialog view={view} {...rest} />;
}
