import { PencilLine, Plus } from 'lucide-react';
import { useMemo, type KeyboardEvent, type ReactNode } from 'react';
import type { ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Empty } from '#renderer/kit/empty.tsx';
import { nextIndex } from '#renderer/kit/list-keys.ts';
import { ReplyList, replyOptionId } from '#renderer/quick-replies/reply-list.tsx';
import { ReplySearch } from '#renderer/quick-replies/reply-search.tsx';
import type { ReplyChoice } from '#renderer/quick-replies/use-reply-choice.ts';
import type { Slot } from '#renderer/quick-replies/use-replies.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { KeptForm } from './form.ts';

interface ListColumnProps {
  id: string;
  choice: ReplyChoice;
  views: readonly ReplyView[];
  slots: ReadonlyMap<Id, Slot>;
  unsaved: readonly KeptForm[];
  chosenId: Id | null;
  onChoose: (id: Id) => void;
  /** The keyboard goes into the chosen one. */
  onEnter: () => void;
  onDelete: (view: ReplyView) => void;
  onMake: () => void;
}

/** Search, what is new and not saved, and the replies. Enter leads into the chosen one, Delete takes it away. */
export function ListColumn(props: ListColumnProps): ReactNode {
  const { id, choice, views, slots, unsaved, chosenId, onChoose, onEnter, onDelete, onMake } = props;
  const { t } = useTexts();
  const at = views.findIndex(({ reply }) => reply.id === chosenId);
  const changed = useMemo(() => new Set(unsaved.map((form) => form.id)), [unsaved]);
  const newOnes = unsaved.filter(({ origin }) => origin === null);

  function onKeyDown(event: KeyboardEvent, fromField: boolean): void {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const view = views[at];
    if (event.key === 'Enter') {
      event.preventDefault();
      onEnter();
      return;
    }
    if (!fromField && event.key === 'Delete' && view?.mayEdit === true) {
      event.preventDefault();
      onDelete(view);
      return;
    }
    if (fromField && (event.key === 'Home' || event.key === 'End')) return;
    const next = nextIndex(event.key, at, views.length, 8);
    if (next === null) return;
    event.preventDefault();
    const to = views[next]?.reply.id;
    if (to !== undefined) onChoose(to);
  }

  return (
    <>
      <ReplySearch
        begin
        value={choice.typed}
        onChange={choice.setTyped}
        controls={id}
        active={at < 0 || chosenId === null ? null : replyOptionId(id, chosenId)}
        count={choice.known ? views.length : null}
        onKeyDown={(event) => onKeyDown(event, true)}
      />
      <div className="flex shrink-0 items-center justify-between gap-2 border-b border-line py-1.5 ps-4 pe-2">
        <p className="text-xs text-ink-3">{t('reply.found', { count: views.length })}</p>
        <Button size="sm" look="primary" onClick={onMake}>
          <Plus size={14} aria-hidden="true" />
          {t('reply.make')}
        </Button>
      </div>
      {newOnes.length > 0 && (
        <ul aria-label={t('reply.newOnes')} className="shrink-0 border-b border-line p-2">
          {newOnes.map((form) => (
            <NewOne key={form.id} form={form} chosen={form.id === chosenId} onChoose={onChoose} />
          ))}
        </ul>
      )}
      <div className="flex min-h-0 grow flex-col py-1">
        {views.length === 0 ? (
          <Nothing choice={choice} />
        ) : (
          <ReplyList
            id={id}
            label={t('reply.title')}
            views={views}
            slots={slots}
            activeId={chosenId}
            sought={choice.sought}
            ownKeys={(event) => onKeyDown(event, false)}
            unsaved={changed}
            onChoose={({ reply }) => onChoose(reply.id)}
            onOpen={onEnter}
          />
        )}
      </div>
    </>
  );
}

interface NewOneProps {
  form: KeptForm;
  chosen: boolean;
  onChoose: (id: Id) => void;
}

function NewOne({ form, chosen, onChoose }: NewOneProps): ReactNode {
  const { t } = useTexts();
  return (
    <li>
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={() => onChoose(form.id)}
        className={cn(
          'flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-start text-sm',
          chosen ? 'bg-selected' : 'hover:bg-hover',
        )}
      >
        <PencilLine size={14} aria-hidden="true" className="shrink-0 text-ink-3" />
        <bdi className="min-w-0 grow truncate font-medium">{form.form.title.trim() || t('reply.new')}</bdi>
        <span className="shrink-0 text-xs text-ink-3">{t('reply.unsaved')}</span>
      </button>
    </li>
  );
}

function Nothing({ choice }: { choice: ReplyChoice }): ReactNode {
  const { t } = useTexts();
  const none = choice.folders[0]?.count === 0;
  return (
    <Empty
      title={t(none ? 'reply.none.title' : 'reply.notFound.title')}
      text={t(none ? 'reply.none.text' : 'reply.notFound.text')}
    />
  );
}
