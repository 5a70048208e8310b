import { useState, type FormEvent, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Field } from '#renderer/kit/field.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';
import { MAX_FILTER_NAME, type Sharing } from '#shared/domain/saved-filter.ts';
import type { Saved } from './use-saved.ts';

/** A filter of its own, or the chosen one. */
export type SaveWhat = 'new' | 'chosen';

interface SaveWindowProps {
  what: SaveWhat;
  saved: Saved;
  onClose: () => void;
}

/** Name of a filter, and who has it. */
export function SaveWindow({ what, saved, onClose }: SaveWindowProps): ReactNode {
  const { t } = useTexts();
  const { role, id: me } = useClient().session.operator;
  const before = what === 'chosen' ? saved.chosen?.filter : undefined;
  const [name, setName] = useState(before?.name ?? '');
  const [sharing, setSharing] = useState<Sharing>(before?.sharing ?? 'personal');
  const [tried, setTried] = useState(false);
  const empty = name.trim() === '';
  // Seniors share; what all have becomes nobody's but its maker's again.
  const mayShare = role !== 'operator' && (before === undefined || before.ownerId === me);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (empty) return;
    if (what === 'new') saved.saveAs(name, sharing);
    else saved.rename(name, sharing);
    onClose();
  }

  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(what === 'new' ? 'table.saved.saveTitle' : 'table.saved.editTitle')}
      {...(what === 'new' ? { description: t('table.saved.hint') } : {})}
    >
      <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
        <Field
          label={t('table.saved.name')}
          value={name}
          maxLength={MAX_FILTER_NAME}
          error={tried && empty ? t('table.saved.noName') : null}
          hint=" "
          onChange={(event) => setName(event.target.value)}
        />
        {mayShare && (
          <RadioGroup<Sharing>
            label={t('table.saved.sharing')}
            value={sharing}
            options={[
              { value: 'personal', label: t('table.saved.sharing.personal') },
              {
                value: 'company',
                label: t('table.saved.sharing.company'),
                hint: t('table.saved.sharingHint'),
              },
            ]}
            onChange={setSharing}
          />
        )}
        <ModalActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('table.saved.saveButton')}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
