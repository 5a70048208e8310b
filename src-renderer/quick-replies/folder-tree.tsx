import { Building2, ChevronRight, Folder as FolderIcon, Layers, Route, UserRound } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import type { ReplyShelf } from '#shared/domain/quick-reply.ts';
import { useTexts } from '../i18n/react.tsx';
import { cn } from '../kit/cn.ts';
import { nextIndex } from '../kit/list-keys.ts';
import type { FolderRow } from './folders.ts';

interface FolderTreeProps {
  rows: readonly FolderRow[];
  /** Key of the chosen one. */
  value: string;
  lineName: (id: Id) => string;
  onChange: (key: string) => void;
}

const levelOf = (row: FolderRow): number => (row.shelf === null ? 1 : row.path.length + 1);

/** Shelves and folders. Arrows choose, left and right close and open what is in one. */
export function FolderTree({ rows, value, lineName, onChange }: FolderTreeProps): ReactNode {
  const { t } = useTexts();
  const id = useId();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const shown = rows.filter((row) => !rows.some((other) => closed.has(other.key) && isBelow(row, other)));
  const index = Math.max(
    0,
    shown.findIndex((row) => row.key === value),
  );
  const chosen = shown[index];

  function toggle(row: FolderRow, close: boolean): void {
    const next = new Set(closed);
    if (close) next.add(row.key);
    else next.delete(row.key);
    setClosed(next);
    if (close && rows.some((other) => other.key === value && isBelow(other, row))) onChange(row.key);
  }

  function choose(row: FolderRow | undefined): void {
    if (row === undefined) return;
    onChange(row.key);
    document.getElementById(idOf(id, rows, row))?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || chosen === undefined) return;
    const next = nextIndex(event.key, index, shown.length, 10);
    const [left, right] = [event.key === 'ArrowLeft', event.key === 'ArrowRight'];
    if (next === null && !left && !right) return;
    event.preventDefault();
    if (next !== null) choose(shown[next]);
    else if (left && chosen.parent && !closed.has(chosen.key)) toggle(chosen, true);
    else if (left) choose(shown.findLast((row) => isBelow(chosen, row)));
    else if (chosen.parent && closed.has(chosen.key)) toggle(chosen, false);
    else if (chosen.parent) choose(shown[index + 1]);
  }

  return (
    <div
      role="tree"
      aria-label={t('reply.folders')}
      tabIndex={0}
      aria-activedescendant={chosen && idOf(id, rows, chosen)}
      onKeyDown={onKeyDown}
      className="focus-inset min-h-0 grow overflow-y-auto p-2"
    >
      {shown.map((row) => (
        <FolderItem
          key={row.key}
          id={idOf(id, rows, row)}
          row={row}
          chosen={row === chosen}
          open={row.parent ? !closed.has(row.key) : null}
          name={nameOf(row, lineName, t)}
          onChoose={() => onChange(row.key)}
          onToggle={() => toggle(row, !closed.has(row.key))}
        />
      ))}
    </div>
  );
}

const idOf = (tree: string, rows: readonly FolderRow[], row: FolderRow): string =>
  `${tree}-${rows.indexOf(row)}`;

function isBelow(row: FolderRow, other: FolderRow): boolean {
  return other.key !== '' && row.key !== other.key && row.key.startsWith(`${other.key}\u001f`);
}

function nameOf(
  { shelf, path }: FolderRow,
  lineName: FolderTreeProps['lineName'],
  t: ReturnType<typeof useTexts>['t'],
): string {
  if (shelf === null) return t('reply.all');
  return path.at(-1) ?? shelfName(shelf, lineName, t);
}

export function shelfName(
  shelf: ReplyShelf,
  lineName: (id: Id) => string,
  t: ReturnType<typeof useTexts>['t'],
): string {
  return shelf.kind === 'line' ? lineName(shelf.lineId) : t(`reply.shelf.${shelf.kind}`);
}

/** The same where it stands among others to be chosen from, and no picture says that it is a line. */
export function shelfChoice(...[shelf, lineName, t]: Parameters<typeof shelfName>): string {
  return shelf.kind === 'line'
    ? t('reply.shelf.line', { name: lineName(shelf.lineId) })
    : shelfName(shelf, lineName, t);
}

interface FolderItemProps {
  id: string;
  row: FolderRow;
  name: string;
  chosen: boolean;
  /** Null: there is nothing in it to open. */
  open: boolean | null;
  onChoose: () => void;
  onToggle: () => void;
}

function FolderItem({ id, row, name, chosen, open, onChoose, onToggle }: FolderItemProps): ReactNode {
  const { format } = useTexts();
  const level = levelOf(row);
  return (
    // Keys are the tree's business; it knows the active item by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-selected={chosen}
      aria-expanded={open ?? undefined}
      onClick={onChoose}
      style={{ paddingInlineStart: (level - 1) * 14 + 4 }}
      className={cn(
        'flex min-h-8 items-center gap-1.5 rounded-md pe-2 text-sm',
        chosen ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover',
      )}
    >
      <span
        aria-hidden="true"
        onClick={(event) => {
          if (open === null) return;
          event.stopPropagation();
          onToggle();
        }}
        className="flex size-4 shrink-0 items-center justify-center text-ink-3"
      >
        {open !== null && <ChevronRight size={13} className={cn(open && 'rotate-90')} />}
      </span>
      <ShelfIcon shelf={row.shelf} folder={row.path.length > 0} />
      <bdi className="min-w-0 grow truncate" title={name}>
        {name}
      </bdi>
      <span className="tnum shrink-0 text-xs text-ink-3">{format.number(row.count)}</span>
    </div>
  );
}

/** Whose it is, as a picture. */
export function ShelfIcon({
  shelf,
  folder = false,
  size = 15,
}: {
  shelf: ReplyShelf | null;
  folder?: boolean;
  size?: number;
}): ReactNode {
  const icons = { personal: UserRound, line: Route, company: Building2 };
  const Icon = folder ? FolderIcon : shelf === null ? Layers : icons[shelf.kind];
  return <Icon size={size} aria-hidden="true" className="shrink-0 text-ink-3" />;
}
