import { useState, type FormEvent, type ReactNode } from 'react';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { Button } from '#renderer/kit/button.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { WhenField } from '#renderer/kit/when-field.tsx';
import { restTimes } from '#shared/lib/rest-times.ts';
import { judgeTime, type OwnTime } from './own-time.ts';

interface QuestionProps {
  view: DialogView;
  onClose: () => void;
}

/** Says what becomes of the dialog and of what the sender writes later. */
export function SpamQuestion({ view, onClose, onSpam }: QuestionProps & { onSpam: () => void }): ReactNode {
  const { t } = useTexts();
  return (
    <Modal
      alert
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('spam.title')}
      description={t('spam.text', { client: contactName(view.contact, t) })}
    >
      <ModalActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            onSpam();
          }}
        >
          {t('spam.confirm')}
        </Button>
      </ModalActions>
    </Modal>
  );
}

interface SnoozeQuestionProps extends QuestionProps {
  onSnooze: (until: number) => void;
}

/** Until when: one press for the usual times, a field for any other. */
export function SnoozeQuestion({ onClose, onSnooze }: SnoozeQuestionProps): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(30_000);
  const choose = (until: number): void => {
    onClose();
    onSnooze(until);
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('snooze.title')}
      description={t('snooze.text')}
      closeLabel={t('common.close')}
    >
      <div className="mt-4 grid grid-cols-2 gap-2">
        {restTimes(now).map(({ name, at }, index) => (
          <Button
            key={name}
            data-begin={index === 0 || undefined}
            className="justify-between"
            onClick={() => choose(at)}
          >
            {t(`rest.${name}`)}
            <span aria-hidden="true" className="tnum text-xs text-ink-3">
              {format.until(at, now)}
            </span>
          </Button>
        ))}
      </div>
      <OwnTimeForm now={now} onChoose={choose} onCancel={onClose} />
    </Modal>
  );
}

interface OwnTimeFormProps {
  now: number;
  onChoose: (until: number) => void;
  onCancel: () => void;
}

function OwnTimeForm({ now, onChoose, onCancel }: OwnTimeFormProps): ReactNode {
  const { t, format } = useTexts();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<OwnTime | null>(null);
  const at = format.field.read(text, now);
  const change = (next: string): void => {
    setText(next);
    setAsked(null);
  };

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const time = judgeTime(at, now);
    setAsked(time);
    if (time.ok) onChoose(time.until);
  }

  const tomorrow = restTimes(now).find(({ name }) => name === 'tomorrow')?.at ?? now;
  const example = { date: format.field.write(tomorrow), time: format.time(tomorrow) };
  return (
    <form noValidate onSubmit={onSubmit} className="mt-4">
      <WhenField
        label={t('snooze.field')}
        calendarLabel={t('when.calendar')}
        text={text}
        onText={change}
        at={at}
        onChoose={(chosen) => change(format.field.write(chosen))}
        hint={at === null ? t('when.example', example) : format.dateTime(at)}
        error={asked?.ok === false ? t(asked.why) : null}
      />
      <ModalActions>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit">
          {t('action.snooze')}
        </Button>
      </ModalActions>
    </form>
  );
}
