import { MessageSquareDashed, MessageSquareText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Empty } from '#renderer/kit/empty.tsx';
import { useKept } from '#renderer/kit/keep.ts';
import type { Id } from '#shared/domain/ids.ts';
import { OpenDialog } from './open-dialog.tsx';

interface ConversationProps {
  dialogId: Id | null;
  /** Opens a link of a message outside of the window. */
  openLink: (href: string) => Promise<void>;
  card: { open: boolean; available: boolean; onToggle: () => void };
}

/** The middle of the window: nothing chosen, no longer there, or the dialog. */
export function Conversation({ dialogId, openLink, card }: ConversationProps): ReactNode {
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
  return <ChosenDialog key={dialogId} dialogId={dialogId} openLink={openLink} card={card} />;
}

function ChosenDialog({ dialogId, openLink, card }: ConversationProps & { dialogId: Id }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const live = useLive(() => client.queries.dialog(dialogId), [client, dialogId]);
  const view = useKept(live, dialogId);
  // The replica answers within a frame or two; a spinner would only blink.
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
  return <OpenDialog view={view} openLink={openLink} card={card} />;
}
