import { useMemo, useRef, useState, type ReactNode } from 'react';
import { FailureNotice } from './header/failure-notice.tsx';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { responsibleOf } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { textLimitOf } from '#shared/domain/text-limit.ts';
import { CollisionBar } from './composer/collision-bar.tsx';
import { composerMode } from './composer/composer-mode.ts';
import { composerState } from './composer/composer-state.ts';
import { Composer } from './composer/composer.tsx';
import { keepingMode } from './composer/keeping-mode.ts';
import { useCollision } from './composer/use-collision.ts';
import { modeFor, useComposing } from './composer/use-composing.ts';
import { useDraft } from './composer/use-draft.ts';
import { useOpening } from './composer/use-opening.ts';
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
import { Transcript } from './transcript/transcript.tsx';
import { useMarks } from './use-marks.tsx';
import { useNewerDialog } from './use-newer-dialog.ts';
import type { JumpTarget } from './transcript/use-jump.ts';
import { useDeeds } from './use-deeds.ts';
import { useTranscriptScope } from './use-transcript-scope.ts';

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
  const filed = tray.uploads.length > 0;
  const composing = useComposing(dialogId, draft, filed);
  const deeds = useDeeds(dialogId, draft, { composing, filed }, field, (deed) => onDone(deed, view));
  const { port, question, target: jumpTo } = useMarks(view, composing, deeds, field, target);
  const directory = useLive(() => client.queries.directory(), [client]) ?? null;
  const connection = useLive(() => client.queries.status(), [client])?.connection;
  const { contact } = view;
  const scope = useTranscriptScope({
    contact,
    directory,
    marks: port,
    deeds,
    onRename: deeds.rename,
    openLink,
    openFile: setViewed,
  });
  const { nameOf } = scope;
  const past = usePast({ view, scope, directory, waiting, onOpen });
  const handOver = useHandOver(view, deeds, nameOf, waiting);
  const talk = useMemo(() => talkOf(view.dialog, me), [view.dialog, me]);
  const newer = useNewerDialog(view.dialog);
  const collision = useCollision(view.dialog, draft, deeds.send);
  const refusals = useLive(() => client.queries.refusals(), [client]) ?? [];
  // A refused message stands in the transcript itself, in its place; the rest is said here.
  const notices = refusals.filter((notice) => notice.dialogId === dialogId && notice.name !== 'message.send');

  const opening = useOpening(view.dialog, waiting, () => field.current?.focus());
  const state = composerState(view, me, { newer, opening }, nameOf, t);
  const mode = modeFor(composing.now, composerMode(state, draft));
  // What is only changed takes no files along.
  const takesFiles = !waiting && !mode.blocked && composing.now?.kind !== 'edit';

  return (
    <DropZone field={field} onFiles={takesFiles ? keepingMode(draft, mode.hidden)(tray.add) : null}>
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
        <FailureNotice failure={deeds.failure} onForget={deeds.forgetFailure} />
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
