import { useId, useMemo, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Field } from '#renderer/kit/field.tsx';
import { comboLabel } from '#renderer/kit/keys.ts';
import { shelfChoice } from '#renderer/quick-replies/folder-tree.tsx';
import { writtenPath } from '#renderer/quick-replies/folders.ts';
import { SLOTS, slotKeys, type ReplySlots, type Slot } from '#renderer/quick-replies/use-replies.ts';
import type { QuickRepliesView } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import { isSameShelf, shelfKey, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import type { ReplyForm } from './form.ts';

interface FieldsPartProps {
  id: Id;
  form: ReplyForm;
  all: QuickRepliesView;
  slots: ReplySlots;
  readOnly: boolean;
  /** It is not there yet, so it cannot be on keys. */
  isNew: boolean;
  lineName: (id: Id) => string;
  shortcutError: string | null;
  folderError: string | null;
  onChange: (change: Partial<ReplyForm>) => void;
  onSlot: (slot: Slot | null) => void;
}

/** By what it is found, who has it, and on which keys it is. Keys are one's own, also of what one may not change. */
export function FieldsPart(props: FieldsPartProps): ReactNode {
  const { id, form, all, slots, readOnly, isNew, lineName, shortcutError, folderError, onChange, onSlot } =
    props;
  const { t } = useTexts();
  const folders = useId();
  const key = shelfKey(form.shelf);
  const paths = useMemo(() => pathsOf(all, key), [all, key]);
  return (
    <div className="grid gap-x-4 gap-y-3 @xl:grid-cols-2">
      <Field
        label={t('reply.field.shortcut')}
        hint={t('reply.field.shortcutHint')}
        error={shortcutError}
        value={form.shortcut}
        readOnly={readOnly}
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        onChange={(event) => onChange({ shortcut: event.target.value })}
      />
      <Field
        label={t('reply.field.folder')}
        hint={t('reply.field.folderHint')}
        error={folderError}
        value={form.folder}
        readOnly={readOnly}
        dir="auto"
        autoComplete="off"
        list={folders}
        maxLength={1000}
        onChange={(event) => onChange({ folder: event.target.value })}
      />
      <datalist id={folders}>
        {paths.map((path) => (
          <option key={path} value={path}>
            {path}
          </option>
        ))}
      </datalist>
      <ShelfSelect
        shelf={form.shelf}
        shelves={all.shelves}
        readOnly={readOnly}
        lineName={lineName}
        onChange={(shelf) => onChange({ shelf })}
      />
      <SlotSelect id={id} all={all} slots={slots} disabled={isNew} onSlot={onSlot} />
    </div>
  );
}

/** Folders that this shelf has already. */
function pathsOf({ replies }: QuickRepliesView, shelf: string): string[] {
  const paths = replies.flatMap(({ reply }) =>
    reply.folder.length > 0 && shelfKey(reply.shelf) === shelf ? [writtenPath(reply.folder)] : [],
  );
  return [...new Set(paths)].toSorted((a, b) => a.localeCompare(b));
}

const SELECT =
  'h-10 w-full min-w-0 truncate rounded-md border border-control bg-surface px-3 text-md text-ink disabled:border-line disabled:bg-canvas disabled:text-ink-2';

interface ShelfSelectProps {
  shelf: ReplyShelf;
  shelves: readonly ReplyShelf[];
  readOnly: boolean;
  lineName: (id: Id) => string;
  onChange: (shelf: ReplyShelf) => void;
}

function ShelfSelect({ shelf, shelves, readOnly, lineName, onChange }: ShelfSelectProps): ReactNode {
  const { t } = useTexts();
  const offered = shelves.some((one) => isSameShelf(one, shelf)) ? shelves : [shelf, ...shelves];
  return (
    <label className="min-w-0 text-sm font-medium text-ink-2">
      <span className="mb-1 block">{t('reply.field.shelf')}</span>
      <select
        value={shelfKey(shelf)}
        disabled={readOnly}
        onChange={(event) => {
          const chosen = offered.find((one) => shelfKey(one) === event.target.value);
          if (chosen) onChange(chosen);
        }}
        className={SELECT}
      >
        {offered.map((one) => (
          <option key={shelfKey(one)} value={shelfKey(one)}>
            {shelfChoice(one, lineName, t)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SlotSelectProps {
  id: Id;
  all: QuickRepliesView;
  slots: ReplySlots;
  disabled: boolean;
  onSlot: (slot: Slot | null) => void;
}

function SlotSelect({ id, all, slots, disabled, onSlot }: SlotSelectProps): ReactNode {
  const { t } = useTexts();
  const hint = useId();
  const labelOf = (slot: Slot): string => {
    const keys = comboLabel(slotKeys(slot)).join('+');
    const other = slots.on.get(slot);
    const reply = other === undefined || other === id ? null : all.byId.get(other)?.reply;
    return reply ? t('reply.field.slotTaken', { keys, title: reply.title }) : keys;
  };
  return (
    <div className="min-w-0">
      <label className="block text-sm font-medium text-ink-2">
        <span className="mb-1 block">{t('reply.field.slot')}</span>
        <select
          value={slots.of.get(id) ?? ''}
          disabled={disabled}
          aria-describedby={disabled ? hint : undefined}
          onChange={(event) => onSlot(SLOTS.find((slot) => String(slot) === event.target.value) ?? null)}
          className={SELECT}
        >
          <option value="">{t('reply.field.noSlot')}</option>
          {SLOTS.map((slot) => (
            <option key={slot} value={slot}>
              {labelOf(slot)}
            </option>
          ))}
        </select>
      </label>
      {disabled && (
        <p id={hint} className="mt-1 text-xs text-ink-3">
          {t('reply.field.slotLater')}
        </p>
      )}
    </div>
  );
}
