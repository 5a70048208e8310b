import { memo, type ReactNode } from 'react';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import { cn } from '#renderer/kit/cn.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { TableColumn } from '#shared/domain/table-order.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { CellContent } from './cells.tsx';

/** Height of a line in CSS pixels at the default text size. */
export const LINE_HEIGHT = 30;

export const lineId = (id: Id): string => `line-${id}`;

interface LineProps {
  /** Undefined: it is on its way; its place is kept. */
  row: TableRow | undefined;
  index: number;
  top: number;
  columns: readonly TableColumn[];
  names: DirectoryView;
  me: Id;
  active: boolean;
  chosen: boolean;
  onPress: (index: number, how: 'open' | 'one' | 'range') => void;
  onMenu: (index: number, at: { x: number; y: number }) => void;
}

/** One dialog. Keys are the grid's business, which knows the active line by aria-activedescendant. */
export const TableLine = memo(function TableLine(props: LineProps): ReactNode {
  const { row, index, top, columns, names, me, active, chosen, onPress, onMenu } = props;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      {...(row ? { id: lineId(row.id), 'data-dialog-id': row.id } : {})}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-busy={row === undefined || undefined}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)`, height: LINE_HEIGHT }}
      onClick={(event) =>
        onPress(index, event.ctrlKey || event.metaKey ? 'one' : event.shiftKey ? 'range' : 'open')
      }
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(index, { x: event.clientX, y: event.clientY });
      }}
      className={cn(
        'absolute inset-x-0 top-0 grid grid-cols-(--columns) border-b border-line text-sm',
        chosen ? 'bg-selected' : 'hover:bg-hover',
        'data-active:[[role=grid]:focus-visible_&]:outline-2 data-active:[[role=grid]:focus-visible_&]:-outline-offset-2 data-active:[[role=grid]:focus-visible_&]:outline-focus',
        active && !chosen && 'bg-well',
      )}
    >
      {columns.map((column, i) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={i + 1}
          data-column={column}
          className="flex min-w-0 items-center overflow-hidden px-2"
        >
          {row === undefined ? (
            i === 0 && <span aria-hidden="true" className="h-2 w-24 rounded-full bg-well" />
          ) : (
            <CellContent column={column} row={row} names={names} me={me} />
          )}
        </div>
      ))}
    </div>
  );
});
