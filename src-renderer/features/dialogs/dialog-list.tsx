import { useEffect, type KeyboardEvent, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import type { ListName } from '#shared/domain/lists.ts';
import { DialogOption, optionId, ROW_HEIGHT } from './dialog-row.tsx';
import { EmptyList } from './empty-list.tsx';
import { nextIndex } from './list-keys.ts';
import { PANEL_ID, tabId, type OpenHow } from './lists.tsx';
import { useDialogRows } from './use-dialog-rows.ts';
import { useRowWindow } from './use-row-window.ts';
import { useStep } from './use-step.ts';

interface DialogListProps {
  name: ListName;
  selectedId: Id | null;
  onOpen: (dialogId: Id, how: OpenHow) => void;
}

/** The list of dialogs of one tab. Give it `key={name}`: each list has its own place and window of rows. */
export function DialogList({ name, selectedId, onOpen }: DialogListProps): ReactNode {
  const { t } = useTexts();
  const me = useClient().session.operator.id;
  const { rows, total, wantMore } = useDialogRows(name);
  const view = useRowWindow(name, rows, selectedId);
  const { scroller, virtual, activeIndex, setActive, page } = view;
  useStep(rows, selectedId, onOpen);

  const lastShown = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows !== undefined && lastShown > rows.length - 30) wantMore();
  }, [rows, lastShown, wantMore]);

  function onKeyDown(event: KeyboardEvent): void {
    if (rows === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
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
  }

  const open = (dialogId: Id): void => {
    setActive(rows?.findIndex((row) => row.dialog.id === dialogId) ?? -1);
    onOpen(dialogId, 'enter');
  };
  const activeRow = rows?.[activeIndex];

  return (
    <div id={PANEL_ID} role="tabpanel" aria-labelledby={tabId(name)} className="relative min-h-0 grow">
      <div
        ref={scroller}
        role="listbox"
        aria-label={t('dialogs.label')}
        aria-activedescendant={activeRow === undefined ? undefined : optionId(activeRow.dialog.id)}
        tabIndex={0}
        data-area="list"
        data-list={name}
        onKeyDown={onKeyDown}
        className="h-full overflow-y-auto focus-visible:outline-none"
      >
        <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
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
                onOpen={open}
              />
            );
          })}
        </div>
      </div>
      {rows?.length === 0 && <EmptyList name={name} />}
    </div>
  );
}
