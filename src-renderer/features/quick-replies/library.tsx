import { useId, useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { QuickRepliesView, ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { operatorName } from '#renderer/i18n/words/names.ts';
import { Empty } from '#renderer/kit/empty.tsx';
import { useReplyDesk, useReplyField, type ReplyWork } from '#renderer/quick-replies/desk.tsx';
import { FolderTree } from '#renderer/quick-replies/folder-tree.tsx';
import { liesIn } from '#renderer/quick-replies/folders.ts';
import { useReplyChoice, type ReplyChoice } from '#renderer/quick-replies/use-reply-choice.ts';
import { useReplies, useReplySlots } from '#renderer/quick-replies/use-replies.ts';
import type { Id } from '#shared/domain/ids.ts';
import { DeletedBar, useDeleted } from './deleted-bar.tsx';
import { Editor } from './editor.tsx';
import { ImportWindow } from './import-window.tsx';
import { useUnsaved } from './kept-forms.ts';
import { LibraryTools } from './library-tools.tsx';
import { ListColumn } from './list-column.tsx';
import { useChosenReply } from './use-chosen-reply.ts';
import { useKeepForMyself } from './use-keep-for-myself.ts';
import { useSample } from './use-sample.ts';

interface LibraryProps {
  work: ReplyWork;
  dialogId: Id | null;
}

/** Folders, replies, and the one that is chosen. */
export function Library({ work, dialogId }: LibraryProps): ReactNode {
  const all = useReplies();
  return all === undefined ? null : <Shelves all={all} work={work} dialogId={dialogId} />;
}

function Shelves({ all, work, dialogId }: LibraryProps & { all: QuickRepliesView }): ReactNode {
  const { t } = useTexts();
  const { queries } = useClient();
  const listId = useId();
  const directory = useLive(() => queries.directory(), [queries]);
  const choice = useReplyChoice(work.kind === 'look' ? work.folder : null);
  const chosen = useChosenReply(all, choice.folder, work);
  const slots = useReplySlots();
  const sample = useSample(dialogId);
  const field = useReplyField();
  const desk = useReplyDesk();
  const unsaved = useUnsaved();
  const deleted = useDeleted();
  const keepForMyself = useKeepForMyself(chosen.look);
  const [importing, setImporting] = useState(false);
  const views = withRefused(all, choice);
  const lineName = (id: Id): string => directory?.lines.get(id)?.name ?? t('line.unknown');

  function remove(view: ReplyView): void {
    const at = views.indexOf(view);
    chosen.look((views[at + 1] ?? views[at - 1])?.reply.id ?? null);
    deleted.remove(view);
  }

  return (
    <div className="flex min-h-0 grow">
      <div className="hidden w-56 shrink-0 flex-col border-e border-line bg-canvas md:flex">
        <FolderTree
          rows={choice.folders}
          value={choice.folder}
          lineName={lineName}
          onChange={choice.setFolder}
        />
        <LibraryTools
          views={choice.views}
          lines={directory?.lines ?? NO_LINES}
          onImport={() => setImporting(true)}
        />
      </div>
      <div className="flex w-80 min-w-0 shrink-0 flex-col border-e border-line max-lg:w-64">
        <ListColumn
          id={listId}
          choice={choice}
          views={views}
          slots={slots.of}
          unsaved={unsaved}
          chosenId={chosen.edited?.key ?? null}
          onChoose={chosen.look}
          onEnter={chosen.enter}
          onDelete={remove}
          onMake={chosen.make}
        />
        <DeletedBar deleted={deleted} onBack={chosen.look} />
      </div>
      <div className="flex min-w-0 grow flex-col">
        {chosen.edited === null ? (
          <Empty title={t('reply.choose.title')} text={t('reply.choose.text')} />
        ) : (
          <Editor
            key={chosen.edited.key}
            {...{ all, slots, sample, lineName }}
            edited={chosen.edited}
            lead={chosen.lead}
            nameOf={(id) => operatorName(id, directory?.operators ?? new Map(), t)}
            clientName={chosen.clientName}
            onInsert={
              field &&
              ((reply) => {
                desk.close();
                // When the window has gone and the keyboard is free.
                setTimeout(() => field.insert(reply));
              })
            }
            onSaved={chosen.look}
            onDelete={remove}
            onKeepForMyself={keepForMyself}
          />
        )}
      </div>
      {importing && (
        <ImportWindow
          all={all}
          lines={directory?.lines ?? NO_LINES}
          shelf={chosen.shelf}
          onClose={() => setImporting(false)}
        />
      )}
    </div>
  );
}

const NO_LINES: ReadonlyMap<Id, { name: string }> = new Map();

/** What the hub did not take stands first: also what was never there, or is not any more. */
function withRefused(
  { refused }: QuickRepliesView,
  { folder, typed, views }: ReplyChoice,
): readonly ReplyView[] {
  if (typed.trim() !== '' || refused.length === 0) return views;
  const gone = refused.filter(({ reply, unsaved }) => (unsaved || reply.deleted) && liesIn(folder, reply));
  return gone.length === 0 ? views : [...gone, ...views];
}
