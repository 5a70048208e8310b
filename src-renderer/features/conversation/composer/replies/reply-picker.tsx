import { NotebookText, Plus } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Empty } from '#renderer/kit/empty.tsx';
import { nextIndex } from '#renderer/kit/list-keys.ts';
import { FolderTree } from '#renderer/quick-replies/folder-tree.tsx';
import { ReplyList, replyOptionId } from '#renderer/quick-replies/reply-list.tsx';
import { ReplyPreview } from '#renderer/quick-replies/reply-preview.tsx';
import { ReplySearch } from '#renderer/quick-replies/reply-search.tsx';
import type { Filler } from '#renderer/quick-replies/use-filler.ts';
import { useReplyChoice } from '#renderer/quick-replies/use-reply-choice.ts';
import { useReplySlots } from '#renderer/quick-replies/use-replies.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';

interface ReplyPickerProps {
  filler: Filler;
  onPick: (reply: QuickReply) => void;
  onManage: (replyId: Id | null) => void;
  onMake: () => void;
}

/** Search above, folders and replies beside each other, below what the chosen one will write. */
export function ReplyPicker({ filler, onPick, onManage, onMake }: ReplyPickerProps): ReactNode {
  const { t } = useTexts();
  const client = useClient();
  const listId = useId();
  const lines = useLive(() => client.queries.directory(), [client])?.lines;
  const slots = useReplySlots();
  const choice = useReplyChoice();
  const { views, known } = choice;
  const [pointed, setPointed] = useState<Id | null>(null);
  const active = views.find(({ reply }) => reply.id === pointed) ?? views[0] ?? null;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (active) onPick(active.reply);
      return;
    }
    // Home and End are the words' own.
    if (event.key === 'Home' || event.key === 'End') return;
    const next = nextIndex(event.key, active === null ? -1 : views.indexOf(active), views.length, 6);
    if (next === null) return;
    event.preventDefault();
    setPointed(views[next]?.reply.id ?? null);
  }

  return (
    <>
      <ReplySearch
        value={choice.typed}
        onChange={(typed) => {
          choice.setTyped(typed);
          setPointed(null);
        }}
        controls={listId}
        active={active && replyOptionId(listId, active.reply.id)}
        count={known ? views.length : null}
        onKeyDown={onKeyDown}
      />
      <div className="flex min-h-0 grow">
        <div className="hidden w-48 shrink-0 flex-col border-e border-line sm:flex">
          <FolderTree
            rows={choice.folders}
            value={choice.folder}
            lineName={(id) => lines?.get(id)?.name ?? t('line.unknown')}
            onChange={choice.setFolder}
          />
        </div>
        <div className="flex min-w-0 grow flex-col py-1">
          {known && views.length === 0 ? (
            <Nothing typed={choice.typed} any={choice.folders[0]?.count !== 0} />
          ) : (
            <ReplyList
              id={listId}
              label={t('reply.title')}
              views={views}
              slots={slots.of}
              activeId={active?.reply.id ?? null}
              sought={choice.sought}
              onPoint={setPointed}
              onChoose={({ reply }) => onPick(reply)}
            />
          )}
        </div>
      </div>
      <Shown active={active} filler={filler} />
      <div className="flex shrink-0 items-center gap-2 border-t border-line px-3 py-1.5">
        <p className="min-w-0 grow truncate text-xs text-ink-3">{t('reply.pickKeys')}</p>
        <Button size="sm" look="quiet" onClick={onMake}>
          <Plus size={14} aria-hidden="true" />
          {t('reply.make')}
        </Button>
        <Button size="sm" look="quiet" onClick={() => onManage(active?.reply.id ?? null)}>
          <NotebookText size={14} aria-hidden="true" />
          {t('reply.manageShort')}
        </Button>
      </div>
    </>
  );
}

function Shown({ active, filler }: { active: ReplyView | null; filler: Filler }): ReactNode {
  const { t } = useTexts();
  if (active === null) return null;
  return (
    <section
      aria-label={t('reply.preview')}
      // What scrolls can be reached by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="focus-inset max-h-32 shrink-0 overflow-y-auto border-t border-line bg-canvas px-4 py-2"
    >
      <ReplyPreview filled={filler.fill(active.reply.text)} attachments={active.reply.attachments} />
    </section>
  );
}

function Nothing({ typed, any }: { typed: string; any: boolean }): ReactNode {
  const { t } = useTexts();
  const none = typed === '' && !any;
  return (
    <Empty
      title={t(none ? 'reply.none.title' : 'reply.notFound.title')}
      text={t(none ? 'reply.none.text' : 'reply.notFound.text')}
    />
  );
}
