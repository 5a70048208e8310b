import { useLayoutEffect, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { focusIsLost } from '#renderer/kit/focus.ts';
import { matches } from '#renderer/kit/keys.ts';
import { nextIndex } from '#renderer/kit/list-keys.ts';
import { useSteady } from '#renderer/kit/steady.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { TableHead } from './head.tsx';
import { lineId, TableLine } from './line.tsx';
import { useNames } from './names.ts';
import { tracksOf, widthOf, type PrefsHandle } from './prefs.ts';
import type { TablePicture } from './table-view.ts';
import type { ChosenLines } from './use-chosen-lines.ts';
import type { LinesWindow } from './use-lines.ts';

interface GridProps {
  handle: PrefsHandle;
  picture: TablePicture;
  lines: LinesWindow;
  chosen: ChosenLines;
  onOpen: (row: TableRow) => void;
  onMenu: (target: { dialogId: string; x: number; y: number }) => void;
}

const ALL = { code: 'KeyA', mod: true };

interface GridKeys extends Pick<GridProps, 'lines' | 'chosen' | 'onOpen'> {
  total: number;
  activeRow: TableRow | undefined;
}

/** What the keys do while the grid has them: through the lines, opening, choosing. */
function gridKeys({ lines, chosen, total, activeRow, onOpen }: GridKeys) {
  const { active, setActive, page } = lines;
  return (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (matches(event.nativeEvent, ALL)) {
      event.preventDefault();
      chosen.all();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && activeRow !== undefined) {
      event.preventDefault();
      onOpen(activeRow);
      return;
    }
    if (event.key === 'Escape' && chosen.rows.size > 0) {
      event.preventDefault();
      chosen.keep([]);
      return;
    }
    if ((event.code === 'KeyX' || event.key === ' ') && !event.shiftKey && active >= 0) {
      event.preventDefault();
      chosen.toggle(active);
      return;
    }
    const next = nextIndex(event.key, active, total, page());
    if (next === null) return;
    event.preventDefault();
    if (event.shiftKey && active >= 0) {
      if (chosen.rows.size === 0) chosen.toggle(active);
      chosen.extend(next);
    }
    setActive(next);
  };
}

/** The lines. Only those on the screen are in the document; rows and columns say which of how many they are. */
export function TableGrid({ handle, picture, lines, chosen, onOpen, onMenu }: GridProps): ReactNode {
  const { t } = useTexts();
  const me = useClient().session.operator.id;
  const names = useNames();
  const { prefs } = handle;
  const { scroller, virtual, active, setActive } = lines;
  const total = picture.total ?? 0;
  const activeRow = picture.rows.get(active);
  const least = prefs.columns.reduce((sum, column) => sum + widthOf(prefs, column), 0);

  useLayoutEffect(() => {
    // Come by a command or a button: arrows lead through the lines at once.
    if (focusIsLost()) scroller.current?.focus({ preventScroll: true });
  }, [scroller]);

  // Lines are drawn anew only when they change, and not with every answer of the table.
  const { onPress, onLineMenu } = useSteady({
    onPress: (index: number, how: 'open' | 'one' | 'range'): void => {
      setActive(index);
      const row = picture.rows.get(index);
      if (how === 'one') chosen.toggle(index);
      else if (how === 'range') chosen.extend(index);
      else if (row !== undefined) onOpen(row);
    },
    onLineMenu: (index: number, at: { x: number; y: number }): void => {
      setActive(index);
      const row = picture.rows.get(index);
      if (row !== undefined) onMenu({ dialogId: row.id, ...at });
    },
  });

  const onKeyDown = gridKeys({ lines, chosen, total, activeRow, onOpen });

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t('table.grid')}
      aria-rowcount={picture.total === null ? -1 : total + 1}
      aria-colcount={prefs.columns.length}
      aria-multiselectable="true"
      aria-busy={picture.total === null || undefined}
      aria-activedescendant={activeRow === undefined ? undefined : lineId(activeRow.id)}
      tabIndex={0}
      data-area="list"
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        // By the keyboard, which the whole grid has: the active line is meant.
        if (event.target !== event.currentTarget || activeRow === undefined) return;
        event.preventDefault();
        const box = document.getElementById(lineId(activeRow.id))?.getBoundingClientRect();
        if (box) onMenu({ dialogId: activeRow.id, x: box.left + 24, y: box.bottom - 4 });
      }}
      style={{ '--columns': tracksOf(prefs) } as CSSProperties}
      className="relative min-h-0 grow overflow-auto bg-surface focus-visible:outline-none"
    >
      <div
        role="presentation"
        className="relative"
        style={{ height: virtual.getTotalSize(), minWidth: least }}
      >
        <TableHead handle={handle} onDown={() => scroller.current?.focus()} />
        {virtual.getVirtualItems().map((item) => {
          const row = picture.rows.get(item.index);
          return (
            <TableLine
              key={row?.id ?? `place-${item.index}`}
              row={row}
              index={item.index}
              top={item.start}
              columns={prefs.columns}
              names={names}
              me={me}
              active={item.index === active}
              chosen={row !== undefined && chosen.rows.has(row.id)}
              onPress={onPress}
              onMenu={onLineMenu}
            />
          );
        })}
      </div>
    </div>
  );
}
