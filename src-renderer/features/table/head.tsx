import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react';
import {
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { Menu, MenuItem, MenuSeparator } from '#renderer/kit/menu.tsx';
import type { TableColumn, TableSort } from '#shared/domain/table-order.ts';
import { movedColumn, widthOf, WIDTH_LIMITS, type Prefs, type PrefsHandle } from './prefs.ts';

export const HEAD_HEIGHT = 32;

interface HeadProps {
  handle: PrefsHandle;
  /** Down from the head, into the lines. */
  onDown: () => void;
}

/** What is first wanted of a column: the newest, the longest waiting, the first of the alphabet. */
const FALLING_FIRST: ReadonlySet<TableColumn> = new Set([
  'last',
  'created',
  'closed',
  'activity',
  'messages',
  'unread',
]);

export function nextSort(sort: TableSort, column: TableColumn): TableSort {
  if (sort.column === column) return { column, direction: sort.direction === 'asc' ? 'desc' : 'asc' };
  return { column, direction: FALLING_FIRST.has(column) ? 'desc' : 'asc' };
}

/** A column as wide as it is drawn, which is wider than it has to be where there is room. */
function drawnWidth(head: Element | null, prefs: Prefs, column: TableColumn): number {
  return head?.getBoundingClientRect().width ?? widthOf(prefs, column);
}

export function resized(prefs: Prefs, column: TableColumn, width: number): Partial<Prefs> {
  const { min, max } = WIDTH_LIMITS;
  return { widths: { ...prefs.widths, [column]: Math.round(Math.min(max, Math.max(min, width))) } };
}

/**
 * Names of the columns. One stop for Tab: arrows go from column to column, with Ctrl+Shift they move the column, with Shift they make it
 * narrower or wider; Enter sorts, and everything is in the menu of the column, too.
 */
export function TableHead({ handle, onDown }: HeadProps): ReactNode {
  const { prefs, change } = handle;
  const { columns } = prefs;
  const [stop, setStop] = useState<TableColumn | null>(null);
  const buttons = useRef(new Map<TableColumn, HTMLButtonElement>());
  const current = stop !== null && columns.includes(stop) ? stop : columns[0];

  function onKeyDown(event: KeyboardEvent, column: TableColumn): void {
    if (event.altKey || event.metaKey) return;
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === 'ArrowDown' && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      onDown();
      return;
    }
    if (by === 0) return;
    event.preventDefault();
    if (event.shiftKey && event.ctrlKey) change({ columns: movedColumn(columns, column, by) });
    else if (event.shiftKey) {
      const width = drawnWidth(event.currentTarget.parentElement, prefs, column);
      change(resized(prefs, column, width + by * WIDTH_LIMITS.step));
    } else {
      const next = columns[columns.indexOf(column) + by];
      if (next === undefined) return;
      setStop(next);
      buttons.current.get(next)?.focus();
    }
  }

  return (
    <div
      role="row"
      aria-rowindex={1}
      style={{ height: HEAD_HEIGHT }}
      className="sticky top-0 z-10 grid grid-cols-(--columns) border-b border-line-strong bg-surface"
    >
      {columns.map((column, i) => (
        <ColumnHead
          key={column}
          column={column}
          index={i}
          handle={handle}
          stop={column === current}
          onKeyDown={(event) => onKeyDown(event, column)}
          register={(element) => {
            if (element === null) buttons.current.delete(column);
            else buttons.current.set(column, element);
          }}
        />
      ))}
    </div>
  );
}

interface ColumnHeadProps {
  column: TableColumn;
  index: number;
  handle: PrefsHandle;
  stop: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  register: (element: HTMLButtonElement | null) => void;
}

const DRAGGED = 'application/x-otklik-column';

function ColumnHead({ column, index, handle, stop, onKeyDown, register }: ColumnHeadProps): ReactNode {
  const { t } = useTexts();
  const { prefs, change } = handle;
  const { sort, columns } = prefs;
  const sorted = sort.column === column ? sort.direction : null;
  const [menu, setMenu] = useState(false);
  const [over, setOver] = useState(false);
  const head = useRef<HTMLDivElement>(null);
  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown;
  return (
    // The button in it takes the focus.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={head}
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted === null ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
      data-column={column}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, column)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const dragged = columns.find((one) => one === event.dataTransfer.getData(DRAGGED));
        if (dragged === undefined || dragged === column) return;
        event.preventDefault();
        change({ columns: columns.filter((one) => one !== dragged).toSpliced(index, 0, dragged) });
      }}
      className={cn('group relative flex min-w-0 items-center', over && 'bg-accent-soft')}
    >
      <button
        ref={register}
        type="button"
        tabIndex={stop ? 0 : -1}
        onKeyDown={onKeyDown}
        onClick={() => change({ sort: nextSort(sort, column) })}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenu(true);
        }}
        className={cn(
          'focus-inset flex h-full min-w-0 grow items-center gap-1 px-2 text-left text-xs font-semibold',
          sorted === null ? 'text-ink-3 hover:text-ink' : 'text-ink',
        )}
      >
        <span className="truncate">{t(`table.column.${column}`)}</span>
        {sorted !== null && <Arrow size={12} strokeWidth={2.5} aria-hidden="true" className="shrink-0" />}
      </button>
      <ColumnMenu column={column} handle={handle} head={head} open={menu} onOpenChange={setMenu} />
      <ResizeHandle column={column} handle={handle} />
    </div>
  );
}

interface ColumnMenuProps {
  column: TableColumn;
  handle: PrefsHandle;
  head: RefObject<HTMLDivElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function ColumnMenu({ column, handle, head, open, onOpenChange }: ColumnMenuProps): ReactNode {
  const { t } = useTexts();
  const { prefs, change } = handle;
  const { columns } = prefs;
  const resize = (steps: number): void => {
    const width = drawnWidth(head.current, prefs, column);
    change(resized(prefs, column, width + steps * WIDTH_LIMITS.step));
  };
  return (
    <Menu
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('table.columnMenu', { column: t(`table.column.${column}`) })}
          className="mr-1.5 flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 opacity-0 group-hover:opacity-100 hover:bg-hover focus-visible:opacity-100 data-[state=open]:opacity-100"
        >
          <ChevronDown size={13} />
        </button>
      }
    >
      <MenuItem onSelect={() => change({ sort: { column, direction: 'asc' } })}>
        {t('table.sortAsc')}
      </MenuItem>
      <MenuItem onSelect={() => change({ sort: { column, direction: 'desc' } })}>
        {t('table.sortDesc')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => change({ columns: movedColumn(columns, column, -1) })}>
        {t('table.moveLeft')}
      </MenuItem>
      <MenuItem onSelect={() => change({ columns: movedColumn(columns, column, 1) })}>
        {t('table.moveRight')}
      </MenuItem>
      <MenuItem onSelect={() => resize(2)}>{t('table.wider')}</MenuItem>
      <MenuItem onSelect={() => resize(-2)}>{t('table.narrower')}</MenuItem>
      {columns.length > 1 && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => change({ columns: columns.filter((one) => one !== column) })}>
            {t('table.hide')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

/** For the pointer; keys have Shift with an arrow, and the menu. */
function ResizeHandle({ column, handle }: { column: TableColumn; handle: PrefsHandle }): ReactNode {
  const { prefs, change } = handle;
  const from = useRef<{ x: number; width: number } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLSpanElement>): void {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const width = drawnWidth(event.currentTarget.parentElement, prefs, column);
    from.current = { x: event.clientX, width };
  }

  return (
    <span
      aria-hidden="true"
      data-resize={column}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (from.current === null) return;
        change(resized(prefs, column, from.current.width + event.clientX - from.current.x));
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onDoubleClick={() => {
        const { [column]: _, ...widths } = prefs.widths;
        change({ widths });
      }}
      className="absolute inset-y-1 right-0 w-2 cursor-col-resize border-r border-line hover:border-r-2 hover:border-accent"
    />
  );
}
