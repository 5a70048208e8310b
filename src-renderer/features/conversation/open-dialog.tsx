import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView, DirectoryView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName, operatorName } from '#renderer/i18n/words/names.ts';
import { Notice } from '#renderer/kit/notice.tsx';
import type { Operator } from '#shared/domain/directory.ts';
import { responsibleOf } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Author } from '#shared/domain/message.ts';
import { textLimitOf } from '#shared/domain/text-limit.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { CollisionBar } from './composer/collision-bar.tsx';
import { composerMode } from './composer/composer-mode.ts';
import { composerState } from './composer/composer-state.ts';
import { Composer } from './composer/composer.tsx';
import { useCollision } from './composer/use-collision.ts';
import { useComposing } from './composer/use-composing.ts';
import { useDraft } from './composer/use-draft.ts';
import { DropZone } from './files/drop-zone.tsx';
import { useTray } from '#renderer/uploads/use-tray.ts';
import { Viewer } from './files/viewer.tsx';
import { DeadLetters } from './header/dead-letters.tsx';
import { DialogHeader } from './header/dialog-header.tsx';
import { HandOverWindows } from './hand-over/hand-over-windows.tsx';
import { OfferBar } from './hand-over/offer-bar.tsx';
import { talkOf } from './hand-over/talk.ts';
import { TalkBar } from './hand-over/talk-bar.tsx';
import { useHandOver } from './hand-over/use-hand-over.ts';
import { RefusalNotices } from './header/refusal-notices.tsx';
import { usePast } from './past/use-past.tsx';
import type { MarksPort } from './transcript/marks/marks-port.ts';
import type { TranscriptScope } from './transcript/transcript-context.ts';
import { Transcript } from './transcript/transcript.tsx';
import { useMarks } from './use-marks.tsx';
import { useNewerDialog } from './use-newer-dialog.ts';
import type { JumpTarget } from './transcript/use-jump.ts';
import { useDeeds, type Deeds } from './use-deeds.ts';

const NOBODY: ReadonlyMap<Id, Operator> = new Map();

interface OpenDialogProps {
  view: DialogView;
  /** Another dialog is about to take this one's place. */
  waiting: boolean;
  target: JumpTarget | null;
  openLink: (href: string) => Promise<void>;
  onOpen: (dialogId: Id, how: 'enter') => void;
  /** What can be taken back was done. */
  onDone: (deed: 'finish' | 'markRead', view: DialogView) => void;
  card: { open: boolean; available: boolean; onToggle: () => void };
}

/** One dialog: header, transcript, composer, and what joins them. */
export function OpenDialog(props: OpenDialogProps): ReactNode {
  const { view, waiting, target, openLink, onOpen, onDone, card } = props;
  const { t } = useTexts();
  const client = useClient();
  const me = client.session.operator.id;
  const dialogId = view.dialog.id;
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(dialogId);
  const tray = useTray(dialogId);
  const [viewed, setViewed] = useState<Id | null>(null);
  const composing = useComposing(dialogId, draft);
  const deeds = useDeeds(dialogId, draft, composing, field, (deed) => onDone(deed, view));
  const { port, question, target: jumpTo } = useMarks(view, composing, deeds, field, target);
  const directory = useLive(() => client.queries.directory(), [client]) ?? null;
  const connection = useLive(() => client.queries.status(), [client])?.connection;
  const scope = useScope(view, directory, deeds, port, openLink, setViewed);
  const { nameOf } = scope;
  const past = usePast({ view, scope, directory, waiting, onOpen });
  const handOver = useHandOver(view, deeds, nameOf, waiting);
  const talk = useMemo(() => talkOf(view.dialog, me), [view.dialog, me]);
  const newer = useNewerDialog(view.dialog);
  const collision = useCollision(view.dialog, draft, deeds.send);
  const refusals = useLive(() => client.queries.refusals(), [client]) ?? [];
  // A refused message stands in the transcript itself, in its place; the rest is said here.
  const notices = refusals.filter((notice) => notice.dialogId === dialogId && notice.name !== 'message.send');

  const state = composerState(view, me, newer, nameOf, t);
  const writable = !composerMode(state, draft).blocked;

  return (
    <DropZone onFiles={waiting || !writable ? null : tray.add}>
      <section
        aria-label={t('conversation.region', { client: contactName(view.contact, t) })}
        data-dialog-id={dialogId}
        className="flex h-full min-w-0 flex-col bg-surface"
      >
        <DialogHeader
          view={view}
          me={me}
          port={deeds}
          handOver={handOver}
          nameOf={nameOf}
          card={card}
          waiting={waiting}
        />
        <TalkBar talk={talk} pending={view.handOverPending} me={me} nameOf={nameOf} handOver={handOver} />
        <OfferBar talk={talk} me={me} nameOf={nameOf} handOver={handOver} />
        <RefusalNotices
          notices={notices}
          nameOf={nameOf}
          onDismiss={deeds.discard}
          onEdit={deeds.edit}
          onOpen={(to) => onOpen(to, 'enter')}
        />
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
        <HandOverWindows
          asking={handOver.asking}
          onClose={handOver.close}
          view={view}
          port={deeds}
          nameOf={nameOf}
        />
        {past.bar}
        <Transcript key={dialogId} view={view} scope={scope} target={jumpTo} above={past.above} />
        {past.note}
        <CollisionBar
          dialog={view.dialog}
          collision={collision}
          nameOf={nameOf}
          onSettled={() => field.current?.focus()}
        />
        <Composer
          view={view}
          draft={composing.draft}
          composing={composing}
          authorName={scope.authorName}
          onEditLast={port.editLast}
          state={state}
          limit={textLimitOf(view.channel?.kind ?? null)}
          channel={view.channel?.kind ?? null}
          tray={tray}
          field={field}
          notSaved={deeds.notSaved}
          offline={connection?.kind === 'offline' || connection?.kind === 'reconnecting'}
          waiting={waiting}
          people={[...view.dialog.participantIds, responsibleOf(view.dialog) ?? me]}
          // What is only changed answers nobody a second time.
          onSend={composing.now?.kind === 'edit' ? deeds.send : collision.send}
          onContinue={(to) => deeds.carry(to, () => onOpen(to, 'enter'))}
          onTyping={(visibility) => client.actions.typing(dialogId, visibility)}
        />
      </section>
      {viewed !== null && (
        <Viewer dialogId={dialogId} fileId={viewed} onMove={setViewed} onClose={() => setViewed(null)} />
      )}
      {question}
    </DropZone>
  );
}

/** Stays the same object until a name changes, so that a new message does not draw the old ones again. */
function useScope(
  view: DialogView,
  directory: DirectoryView | null,
  deeds: Deeds,
  marks: MarksPort,
  openLink: OpenDialogProps['openLink'],
  openFile: (fileId: Id) => void,
): Omit<TranscriptScope, 'pointed' | 'openMenu' | 'openDoctor' | 'team'> {
  const { t } = useTexts();
  const me = useClient().session.operator.id;
  const client = contactName(view.contact, t);
  const current = useRef(deeds);
  useEffect(() => {
    current.current = deeds;
  });
  return useMemo(() => {
    const nameOf = (id: Id): string => operatorName(id, directory?.operators ?? NOBODY, t);
    const lineOf = (id: Id): string => directory?.lines.get(id)?.name ?? t('line.unknown');
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
      lineOf,
      authorName,
      retry: (id) => current.current.retry(id),
      edit: (id, back) => current.current.edit(id, back),
      discard: (id) => current.current.discard(id),
      openFile,
      marks,
      openLink,
    };
  }, [client, directory, marks, me, openFile, openLink, t]);
}
