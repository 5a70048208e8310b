import { MessagesSquare, UserRoundX } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { FailureNotice } from '../header/failure-notice.tsx';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { TalkView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Empty } from '#renderer/kit/empty.tsx';
import { useKept } from '#renderer/kit/keep.ts';
import { useTray } from '#renderer/uploads/use-tray.ts';
import type { Id } from '#shared/domain/ids.ts';
import { useComposing } from '../composer/use-composing.ts';
import { useDraft } from '../composer/use-draft.ts';
import { DropZone } from '../files/drop-zone.tsx';
import { Viewer } from '../files/viewer.tsx';
import { DeadLetters } from '../header/dead-letters.tsx';
import { RefusalNotices } from '../header/refusal-notices.tsx';
import { Transcript } from '../transcript/transcript.tsx';
import type { JumpTarget } from '../transcript/use-jump.ts';
import { TalkComposer } from './talk-composer.tsx';
import { TalkHeader } from './talk-header.tsx';
import { talkName } from './talk-words.ts';
import { useReading } from './use-reading.ts';
import { useTranscriptScope } from '../use-transcript-scope.ts';
import { useTalkDeeds } from './use-talk-deeds.ts';
import { useTalkMarks } from './use-talk-marks.tsx';

interface TeamTalkProps {
  talkId: Id | null;
  /** A message to go to, when it is one of this talk. */
  target: JumpTarget | null;
  openLink: (href: string) => Promise<void>;
}

/** The middle of the window on the team's side. Its own tree: of a client's dialog nothing is mounted beside it. */
export function TeamTalk({ talkId, ...rest }: TeamTalkProps): ReactNode {
  const { t } = useTexts();
  if (talkId === null)
    return (
      <div className="h-full bg-team-well">
        <Empty
          heading
          icon={<MessagesSquare size={28} strokeWidth={1.5} />}
          title={t('team.none.title')}
          text={t('team.none.text')}
        />
      </div>
    );
  return <ChosenTalk key={talkId} talkId={talkId} {...rest} />;
}

function ChosenTalk({ talkId, ...rest }: TeamTalkProps & { talkId: Id }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const live = useLive(() => client.queries.talk(talkId), [client, talkId]);
  const view = useKept(live, talkId);
  if (view === undefined) return <div className="h-full bg-team-well" />;
  if (view === null)
    return (
      <div className="h-full bg-team-well">
        <Empty
          heading
          icon={<UserRoundX size={28} strokeWidth={1.5} />}
          title={t('team.gone.title')}
          text={t('team.gone.text')}
        />
      </div>
    );
  return <OpenTalk view={view} {...rest} />;
}

function OpenTalk({ view, target, openLink }: Omit<TeamTalkProps, 'talkId'> & { view: TalkView }): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const me = client.session.operator.id;
  const talkId = view.talk.id;
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(talkId);
  const tray = useTray(talkId);
  const [viewed, setViewed] = useState<Id | null>(null);
  const composing = useComposing(talkId, draft, tray.uploads.length > 0);
  const deeds = useTalkDeeds(view, draft, composing, field);
  const { port, question, target: jumpTo, shown } = useTalkMarks(view, composing, deeds, field, target);
  useReading(view, shown);
  const directory = useLive(() => client.queries.directory(), [client]) ?? null;
  const connection = useLive(() => client.queries.status(), [client])?.connection;
  const scope = useTranscriptScope({
    contact: null,
    directory,
    marks: port,
    deeds,
    onRename: null,
    openLink,
    openFile: setViewed,
  });
  const refusals = useLive(() => client.queries.refusals(), [client]) ?? [];
  // A refused message stands in the transcript itself, in its place; the rest is said here.
  const notices = refusals.filter((notice) => notice.dialogId === talkId && notice.name !== 'talk.send');

  return (
    <DropZone
      field={field}
      onFiles={view.refusal === null && composing.now?.kind !== 'edit' ? tray.add : null}
    >
      <section
        aria-label={t('team.region', { name: talkName(view, me, t) })}
        data-talk-id={talkId}
        className="flex h-full min-w-0 flex-col bg-surface"
      >
        <TalkHeader view={view} me={me} />
        <RefusalNotices
          notices={notices}
          nameOf={scope.nameOf}
          onDismiss={deeds.discard}
          onEdit={deeds.edit}
          onOpen={() => undefined}
        />
        <DeadLetters dialogId={talkId} onDismiss={deeds.discard} onEdit={deeds.edit} />
        <FailureNotice failure={deeds.failure} onForget={deeds.forgetFailure} />
        <Transcript view={view} scope={scope} target={jumpTo} above={null} />
        <TalkComposer
          view={view}
          me={me}
          composing={composing}
          authorName={scope.authorName}
          nameOf={scope.nameOf}
          onEditLast={port.editLast}
          field={field}
          notSaved={deeds.notSaved}
          offline={connection?.kind === 'offline' || connection?.kind === 'reconnecting'}
          tray={tray}
          onSend={deeds.send}
          onTyping={() => client.actions.typing(talkId, 'hidden')}
        />
      </section>
      {viewed !== null && (
        <Viewer team dialogId={talkId} fileId={viewed} onMove={setViewed} onClose={() => setViewed(null)} />
      )}
      {question}
    </DropZone>
  );
}
