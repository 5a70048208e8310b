import { FileUp } from 'lucide-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { QuickRepliesView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';
import { readText } from '#renderer/platform/read-text.ts';
import { shelfChoice } from '#renderer/quick-replies/folder-tree.tsx';
import { newId } from '#renderer/quick-replies/new-id.ts';
import { shelfKey, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import { columnNames, type LineNames } from '#shared/domain/reply-export.ts';
import { MAX_IMPORT_LENGTH, planImport, readReplies, type OnTwin } from '#shared/domain/reply-import.ts';
import { ImportRows } from './import-rows.tsx';

interface ImportWindowProps {
  all: QuickRepliesView;
  lines: LineNames;
  /** Where rows go that do not say where. */
  shelf: ReplyShelf;
  onClose: () => void;
}

type Chosen =
  { kind: 'nothing' } | { kind: 'text'; name: string; text: string } | { kind: 'unreadable'; detail: string };

/** Replies out of a file: first what would become of each, then, if it is liked, all of them at once. */
export function ImportWindow({ all, lines, shelf, onClose }: ImportWindowProps): ReactNode {
  const { t, locale } = useTexts();
  const { actions } = useClient();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen>({ kind: 'nothing' });
  const [otherwise, setOtherwise] = useState(shelf);
  const [onTwin, setOnTwin] = useState<OnTwin>('skip');
  const [failure, setFailure] = useState<string | null>(null);
  const saving = useRef(false);
  const text = chosen.kind === 'text' ? chosen.text : null;
  const read = useMemo(() => {
    if (text === null) return null;
    const existing = all.replies.map(({ reply }) => reply);
    return readReplies(text, { shelves: all.shelves, otherwise, lines, existing });
  }, [text, all, otherwise, lines]);
  const plan = read && planImport(read.rows, onTwin, (id) => all.byId.get(id), newId);
  const twins = read?.rows.some(({ twin }) => twin !== null) ?? false;

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    try {
      // No text of the greatest length takes more.
      if (file.size > MAX_IMPORT_LENGTH * 3) throw new Error(t('reply.import.problem.too_large'));
      setChosen({ kind: 'text', name: file.name, text: await readText(file) });
    } catch (error) {
      setChosen({ kind: 'unreadable', detail: error instanceof Error ? error.message : String(error) });
    }
  }
  function save(): void {
    // A second press in a hurry means the first.
    if (!plan || saving.current) return;
    saving.current = true;
    actions.saveQuickReplies(plan).then(onClose, (error: unknown) => {
      saving.current = false;
      setFailure(error instanceof Error ? error.message : String(error));
    });
  }

  return (
    <Modal
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('reply.import.title')}
      description={t('reply.import.text', { columns: columnNames(locale).join(', ') })}
    >
      <input
        ref={input}
        type="file"
        accept=".csv,.json,.txt,text/csv,application/json"
        aria-label={t('reply.import.choose')}
        hidden
        tabIndex={-1}
        onChange={({ target }) => {
          take(target.files?.[0]).catch(() => undefined);
          // The same file again, mended meanwhile, is a choice too.
          target.value = '';
        }}
      />
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button onClick={() => input.current?.click()}>
          <FileUp size={15} aria-hidden="true" />
          {t('reply.import.choose')}
        </Button>
        {chosen.kind === 'text' && <bdi className="min-w-0 truncate text-sm text-ink-2">{chosen.name}</bdi>}
      </div>
      {chosen.kind === 'unreadable' && (
        <Notice tone="danger" urgent className="mt-3 rounded-md">
          {t('reply.import.unreadable', { detail: chosen.detail })}
        </Notice>
      )}
      {read && (
        <div className="mt-4 flex flex-col gap-3">
          {all.shelves.length > 1 && (
            <ShelfChoice shelves={all.shelves} lines={lines} value={otherwise} onChange={setOtherwise} />
          )}
          {twins && (
            <RadioGroup
              inline
              label={t('reply.import.twins')}
              value={onTwin}
              options={[
                { value: 'skip', label: t('reply.import.skip') },
                { value: 'replace', label: t('reply.import.replaceThem') },
              ]}
              onChange={setOnTwin}
            />
          )}
          <ImportRows read={read} onTwin={onTwin} />
        </div>
      )}
      {failure !== null && (
        <Notice tone="danger" urgent className="mt-3 rounded-md">
          {t('action.failed', { detail: failure })}
        </Notice>
      )}
      <ModalActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="primary"
          disabledReason={plan && plan.length > 0 ? null : t('reply.import.nothing')}
          onClick={save}
        >
          {plan && plan.length > 0 ? t('reply.import.do', { count: plan.length }) : t('reply.import')}
        </Button>
      </ModalActions>
    </Modal>
  );
}

interface ShelfChoiceProps {
  shelves: readonly ReplyShelf[];
  lines: LineNames;
  value: ReplyShelf;
  onChange: (shelf: ReplyShelf) => void;
}

function ShelfChoice({ shelves, lines, value, onChange }: ShelfChoiceProps): ReactNode {
  const { t } = useTexts();
  return (
    <label className="text-sm font-medium text-ink-2">
      <span className="mb-1 block">{t('reply.import.otherwise')}</span>
      <select
        value={shelfKey(value)}
        onChange={(event) => {
          const next = shelves.find((one) => shelfKey(one) === event.target.value);
          if (next) onChange(next);
        }}
        className="h-9 w-full rounded-md border border-control bg-surface px-2 text-sm text-ink"
      >
        {shelves.map((one) => (
          <option key={shelfKey(one)} value={shelfKey(one)}>
            {shelfChoice(one, (id) => lines.get(id)?.name ?? t('line.unknown'), t)}
          </option>
        ))}
      </select>
    </label>
  );
}
