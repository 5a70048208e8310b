import { useState, type ReactNode } from 'react';
import { useCommand } from '#renderer/commands/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Field } from '#renderer/kit/field.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { FateSelect } from './fate-select.tsx';
import { ShiftRow } from './shift-row.tsx';
import { useFateOptions } from './use-fate-options.ts';
import { useShift } from './use-shift.ts';

/** End of the shift: what still waits with the person, handed over in one step. Opened by its command. */
export function ShiftDialog(): ReactNode {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  useCommand('shift.end', () => setOpen(true));
  return (
    <Modal open={open} onOpenChange={setOpen} title={t('shift.end')} closeLabel={t('common.close')} wide>
      {open && <ShiftForm onDone={() => setOpen(false)} />}
    </Modal>
  );
}

function ShiftForm({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTexts();
  const shift = useShift();
  const options = useFateOptions();
  const [note, setNote] = useState(t('shift.noteDefault'));
  const { rows } = shift;
  if (rows === undefined) return <div className="h-40" />;

  function end(): void {
    shift.end(note).then(
      (stored) => {
        if (stored) onDone();
      },
      (error: unknown) => console.error('the shift could not be ended', error),
    );
  }

  return (
    <form
      className="mt-2"
      onSubmit={(event) => {
        event.preventDefault();
        end();
      }}
    >
      <p className="text-md text-ink-2">
        {rows.length === 0 ? t('shift.nothing') : t('shift.count', { count: rows.length })}
      </p>
      {rows.length > 0 && (
        <>
          <div className="mt-4 flex items-center justify-end gap-2">
            <span aria-hidden="true" className="text-sm text-ink-2">
              {t('shift.all')}
            </span>
            <FateSelect
              label={t('shift.all')}
              value={null}
              options={options}
              mayFinish
              onChange={shift.chooseForAll}
            />
          </div>
          <ul
            aria-label={t('shift.list')}
            className="mt-2 max-h-[40vh] divide-y divide-line overflow-y-auto rounded-md border border-line"
          >
            {rows.map((row) => (
              <ShiftRow
                key={row.dialog.id}
                row={row}
                fate={shift.fateOf(row)}
                options={options}
                onChoose={(fate) => shift.choose(row, fate)}
              />
            ))}
          </ul>
          <p className="mt-1.5 text-xs text-ink-3">{t('shift.stays')}</p>
          <Field
            className="mt-4"
            label={t('shift.note')}
            value={note}
            maxLength={2000}
            onChange={(event) => setNote(event.target.value)}
          />
        </>
      )}
      {shift.failure !== null && (
        <p role="alert" className="mt-3 text-sm text-danger">
          {t('shift.failed', { detail: shift.failure })}
        </p>
      )}
      <ModalActions>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" look="primary" disabledReason={shift.busy ? '' : null}>
          {t('shift.confirm')}
        </Button>
      </ModalActions>
    </form>
  );
}
