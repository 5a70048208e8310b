import { useCallback, useEffect, type KeyboardEvent, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { isOpen } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ListName } from '#shared/domain/lists.ts';
import { detach } from '#shared/lib/detach.ts';
import { ChosenBar } from '#renderer/bulk/chosen-bar.tsx';
import { useChosen } from './use-chosen.ts';
import { DialogOption, optionId, ROW_HEIGHT } from './dialog-row.tsx';
import { EmptyList } from './empty-list.tsx';
import { nextIndex } from '#renderer/kit/list-keys.ts';
import { useSteady } from '#renderer/kit/steady.ts';
import { PANEL_ID, tabId, type OpenHow } from './lists.tsx';
import { useDialogRows } from './use-dialog-rows.ts';
import { useReadAhead } from './use-read-ahead.ts';
import { useRowMenu } from './use-row-menu.ts';
import { useRowWindow } from './use-row-window.ts';
import { useStep } from './use-step.ts';

interface DialogListProps {
  name: ListName;
  selectedId: Id | null;
  onOpen: (dialogId: Id, how: OpenHow) => void;
  /** A dialog may be opened soon: on the screen, pressed, or where the keyboard stands. @returns when it can be drawn at once */
  onPrepare: (dialogId: Id) => Promise<void>;
  /** What can be done with a dialog is asked for, there. */
  onMenu: (target: { dialogId: Id; x: number; y: number }) => void;
}

/** More rows are asked for when so few are left below the screen. */
const MARGIN = 20;

/** The list of dialogs of one tab. Give it `key={name}`: each list has its own place and window of rows. */
export function DialogList(props: DialogListProps): ReactNode {
  const { name, selectedId, onOpen, onPrepare: prepare, onMenu } = props;
  const { t } = useTexts();
  const me = useClient().session.operator.id;
  const { rows, total, wantMore } = useDialogRows(name);
  const view = useRowWindow(name, rows, selectedId);
  const { scroller, virtual, activeIndex, setActive, page } = view;
  const onPrepare = useCallback((dialogId: Id) => detach(prepare(dialogId), () => undefined), [prepare]);
  const chosen = useChosen(name, rows, total);
  useStep(rows, selectedId, onOpen, onPrepare);

  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useReadAhead(rows, virtual.range, prepare);
  useEffect(() => {
    if (rows !== undefined && lastShown > rows.length - MARGIN) wantMore();
  }, [rows, lastShown, wantMore]);

  function onKeyDown(event: KeyboardEvent): void {
    if (rows === undefined) return;
    const reached = chosen.onKeyDown(event, activeIndex);
    if (reached !== null) {
      event.preventDefault();
      setActive(reached);
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const active = rows[activeIndex];
    if ((event.key === 'Enter' || event.key === ' ') && active !== undefined) {
      event.preventDefault();
      onOpen(active.dialog.id, event.key === 'Enter' ? 'enter' : 'look');
      return;
    }
    const next = nextIndex(event.key, activeIndex, rows.length, page());
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    const row = rows[next];
    if (row !== undefined) onPrepare(row.dialog.id);
  }

  const { open, pick } = useSteady({
    open: (dialogId: Id): void => {
      setActive(rows?.findIndex((row) => row.dialog.id === dialogId) ?? -1);
      onOpen(dialogId, 'enter');
    },
    pick: (dialogId: Id, how: 'one' | 'range'): void => {
      setActive(rows?.findIndex((row) => row.dialog.id === dialogId) ?? -1);
      chosen.pick(dialogId, how);
    },
  });
  const activeRow = rows?.[activeIndex];
  const menu = useRowMenu(activeRow?.dialog.id, onMenu);

  return (
    <div
      id={PANEL_ID}
      role="tabpanel"
      aria-labelledby={tabId(name)}
      className="relative flex min-h-0 grow flex-col"
    >
      <div
        ref={scroller}
        aria-multiselectable={chosen.ids.size > 0 || undefined}
        role="listbox"
        aria-label={t('dialogs.label')}
        aria-activedescendant={activeRow === undefined ? undefined : optionId(activeRow.dialog.id)}
        tabIndex={0}
        data-area="list"
        data-list={name}
        onKeyDown={onKeyDown}
        onContextMenu={menu.onContextMenu}
        className="min-h-0 grow overflow-y-auto focus-visible:outline-none"
      >
        <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
          {shown.map((item) => {
            const row = rows?.[item.index];
            return row === undefined ? null : (
              <DialogOption
                key={row.dialog.id}
                row={row}
                me={me}
                selected={row.dialog.id === selectedId}
                active={item.index === activeIndex}
                position={item.index + 1}
                total={total}
                top={item.index * ROW_HEIGHT}
                choosing={chosen.ids.size > 0}
                chosen={chosen.ids.has(row.dialog.id)}
                onPick={pick}
                onOpen={open}
                onPress={onPrepare}
                onMenu={menu.onButton}
              />
            );
          })}
        </div>
      </div>
      {rows?.length === 0 && <EmptyList name={name} />}
      {chosen.ids.size > 0 && (
        <ChosenBar chosen={chosen} total={total} closed={closedAmong(rows ?? [], chosen.ids)} />
      )}
    </div>
  );
}

function closedAmong(rows: readonly DialogRow[], ids: ReadonlySet<Id>): number {
  return rows.filter(({ dialog }) => ids.has(dialog.id) && !isOpen(dialog)).length;
}
