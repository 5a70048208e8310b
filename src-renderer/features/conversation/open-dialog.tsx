import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName, operatorName } from '#renderer/i18n/words/names.ts';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Author } from '#shared/domain/message.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { composerState } from './composer/composer-state.ts';
import { Composer } from './composer/composer.tsx';
import { useDraft } from './composer/use-draft.ts';
import { DeadLetters } from './header/dead-letters.tsx';
import { DialogHeader } from './header/dialog-header.tsx';
import { RefusalNotices } from './header/refusal-notices.tsx';
import type { TranscriptScope } from './transcript/transcript-context.ts';
import { Transcript } from './transcript/transcript.tsx';
import { useDeeds, type Deeds } from './use-deeds.ts';

const NOBODY: ReadonlyMap<Id, Operator> = new Map();

interface OpenDialogProps {
  view: DialogView;
  openLink: (href: string) => Promise<void>;
  card: { open: boolean; available: boolean; onToggle: () => void };
}

/** One dialog: header, transcript, composer, and what joins them. */
export function OpenDialog({ view, openLink, card }: OpenDialogProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const me = client.session.operator.id;
  const dialogId = view.dialog.id;
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(dialogId);
  const deeds = useDeeds(dialogId, draft, field);
  const operators = useLive(() => client.queries.directory(), [client])?.operators ?? NOBODY;
  const connection = useLive(() => client.queries.status(), [client])?.connection;
  const scope = useScope(view, operators, deeds, openLink);
  const { nameOf } = scope;
  const refusals = useLive(() => client.queries.refusals(), [client]) ?? [];
  // A refused message stands in the transcript itself, in its place; the rest is said here.
  const notices = refusals.filter((notice) => notice.dialogId === dialogId && notice.name !== 'message.send');

  return (
    <section
      aria-label={t('conversation.region', { client: contactName(view.contact, t) })}
      data-dialog-id={dialogId}
      className="flex h-full min-w-0 flex-col bg-surface"
    >
      <DialogHeader view={view} me={me} port={deeds} nameOf={nameOf} card={card} />
      <RefusalNotices notices={notices} nameOf={nameOf} onDismiss={deeds.discard} onEdit={deeds.edit} />
      <DeadLetters dialogId={dialogId} onDismiss={deeds.discard} onEdit={deeds.edit} />
      {deeds.failure !== null && (
        <Notice
          tone="danger"
          urgent
          className="shrink-0 border-b border-line"
          dismiss={{ label: t('common.dismiss'), onDismiss: deeds.forgetFailure }}
        >
          {t('action.failed', { detail: deeds.failure })}
        </Notice>
      )}
      <Transcript key={dialogId} view={view} scope={scope} />
      <Composer
        draft={draft}
        state={composerState(view, me, nameOf, t)}
        field={field}
        notSaved={deeds.notSaved}
        offline={connection?.kind === 'offline' || connection?.kind === 'reconnecting'}
        onSend={deeds.send}
        onTyping={() => client.actions.typing(dialogId)}
      />
    </section>
  );
}

/** Stays the same object until a name changes, so that a new message does not draw the old ones again. */
function useScope(
  view: DialogView,
  operators: ReadonlyMap<Id, Operator>,
  deeds: Deeds,
  openLink: OpenDialogProps['openLink'],
): TranscriptScope {
  const { t } = useTexts();
  const me = useClient().session.operator.id;
  const client = contactName(view.contact, t);
  const current = useRef(deeds);
  useEffect(() => {
    current.current = deeds;
  });
  return useMemo(() => {
    const nameOf = (id: Id): string => operatorName(id, operators, t);
    const authorName = (author: Author): string => {
      switch (author.kind) {
        case 'client':
          return client;
        case 'operator':
          return author.operatorId === me ? t('operator.you') : nameOf(author.operatorId);
        case 'system':
          return t('author.system');
        default:
          return exhaustive(author, 'author');
      }
    };
    return {
      me,
      nameOf,
      authorName,
      retry: (id) => current.current.retry(id),
      edit: (id, text) => current.current.edit(id, text),
      discard: (id) => current.current.discard(id),
      openLink,
    };
  }, [client, me, openLink, operators, t]);
}
