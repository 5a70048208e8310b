import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { NEW_REPLY, type ReplyDraft } from '#shared/domain/quick-reply.ts';
import { detach } from '#shared/lib/detach.ts';
import { newId } from '#renderer/quick-replies/new-id.ts';

/** Makes of what may not be put elsewhere a reply of one's own. */
export function useKeepForMyself(onMade: (id: Id) => void) {
  const { actions, session } = useClient();
  return (mine: ReplyDraft, instead: readonly Id[]): void => {
    const id = newId();
    const shelf = { kind: 'personal', operatorId: session.operator.id } as const;
    // Files belong to the reply for which they were uploaded.
    const draft = { ...mine, id, shelf, attachments: [] };
    const work = async (): Promise<void> => {
      for (const file of mine.attachments) await actions.attachStored(id, file);
      await actions.saveQuickReply(draft, NEW_REPLY, instead);
      onMade(id);
    };
    // What cannot be kept the banner of the storage says; nothing is given up then.
    detach(work(), () => undefined);
  };
}
