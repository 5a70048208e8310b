import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button, IconButton } from '#renderer/kit/button.tsx';
import { Popover } from '#renderer/kit/popover.tsx';
import { TABLE_COLUMNS, type TableColumn } from '#shared/domain/table-order.ts';
import { FIRST_COLUMNS, movedColumn, withColumn, type PrefsHandle } from './prefs.ts';

/** Which columns there are, and in what order; the head of the table can do the same for each. */
export function ColumnsMenu({ handle }: { handle: PrefsHandle }): ReactNode {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const { prefs, change } = handle;
  const { columns } = prefs;
  const hidden = TABLE_COLUMNS.filter((column) => !columns.includes(column));
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('table.columns')}
      side="bottom"
      align="end"
      narrow
      trigger={
        <Button size="sm" look="quiet">
          <Columns3 size={14} aria-hidden="true" />
          {t('table.columns')}
        </Button>
      }
    >
      <fieldset className="min-h-0 overflow-y-auto p-1">
        <legend className="sr-only">{t('table.columns')}</legend>
        {[...columns, ...hidden].map((column) => (
          <ColumnLine key={column} column={column} handle={handle} />
        ))}
      </fieldset>
      <div className="border-t border-line p-1">
        <Button size="sm" look="quiet" onClick={() => change({ columns: [...FIRST_COLUMNS], widths: {} })}>
          {t('table.columnsReset')}
        </Button>
      </div>
    </Popover>
  );
}

function ColumnLine({ column, handle }: { column: TableColumn; handle: PrefsHandle }): ReactNode {
  const { t } = useTexts();
  const { prefs, change } = handle;
  const { columns } = prefs;
  const name = t(`table.column.${column}`);
  const at = columns.indexOf(column);
  const last = at >= 0 && columns.length === 1;
  return (
    <div className="group flex min-h-8 items-center rounded-sm px-2 hover:bg-hover">
      <label className="flex min-w-0 grow items-center gap-2 text-sm text-ink">
        <input
          type="checkbox"
          checked={at >= 0}
          disabled={last}
          onChange={(event) =>
            change({
              columns: event.target.checked
                ? withColumn(columns, column)
                : columns.filter((one) => one !== column),
            })
          }
          className="size-4 shrink-0 accent-accent"
        />
        <span className="truncate">{name}</span>
      </label>
      {at > 0 && (
        <IconButton
          size="sm"
          label={t('table.columnUp', { column: name })}
          onClick={() => change({ columns: movedColumn(columns, column, -1) })}
        >
          <ArrowUp size={13} />
        </IconButton>
      )}
      {at >= 0 && at < columns.length - 1 && (
        <IconButton
          size="sm"
          label={t('table.columnDown', { column: name })}
          onClick={() => change({ columns: movedColumn(columns, column, 1) })}
        >
          <ArrowDown size={13} />
        </IconButton>
      )}
    </div>
  );
}
