import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import { Modal, ModalActions } from '#renderer/kit/modal.tsx';
import { RadioGroup } from '#renderer/kit/radio-group.tsx';
import { TextArea } from '#renderer/kit/text-area.tsx';
import { leftovers } from '#renderer/quick-replies/filling.ts';
import { abilitiesOf } from '#shared/domain/channel-abilities.ts';
import { introductionIn, type FormLanguage } from '#shared/domain/form.ts';
import { useLeftoverWords } from '../replies/leftover-bar.tsx';
import { sizeOf } from '../size.ts';
import { tooLongWords } from '../size-words.ts';
import type { Words } from '../words.ts';
import { asTextOf, beginForm, requestOf, type FormDraft } from './form-draft.ts';
import { FormRows } from './form-rows.tsx';

interface FormWindowProps {
  view: DialogView;
  /** What was typed already. */
  introduction: string;
  onClose: () => void;
  /** It has closed, whether something was sent or not. */
  onGone: () => void;
  onSend: (words: Words) => void;
}

const LANGUAGES: { value: FormLanguage; label: string }[] = [
  { value: 'ru', label: 'Русский' },
  { value: 'en', label: 'English' },
];

/** What the client is to be asked. Enter in its text sends it, as it does in the message field. */
export function FormWindow({ view, introduction, onClose, onGone, onSend }: FormWindowProps): ReactNode {
  const texts = useTexts();
  const { t, locale } = texts;
  const [draft, setDraft] = useState(() => beginForm(introduction, view.dialog, locale));
  /** Goes when the window has gone, so that the keyboard is not led back over what is asked then. */
  const agreed = useRef<Words | null>(null);
  const change = (part: Partial<FormDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const { forms, textLimit } = abilitiesOf(view.channel?.kind ?? null);
  const request = requestOf(draft);
  const size = sizeOf(forms ? (request?.text ?? '') : asTextOf(draft), textLimit);
  const unfilled = useLeftoverWords(leftovers(draft.introduction));
  const trouble =
    size.kind === 'over' ? tooLongWords(size, texts) : request === null ? t('form.nothing') : unfilled;

  function submit(event: FormEvent): void {
    event.preventDefault();
    // To React the window stands in the message field's own form, which would send what it introduces once more.
    event.stopPropagation();
    if (trouble !== null || request === null) return;
    agreed.current = { ...request, hidden: false, mentions: [] };
    onClose();
  }
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('form.title')}
      onGone={() => {
        if (agreed.current) onSend(agreed.current);
        onGone();
      }}
    >
      <form onSubmit={submit}>
        <TextArea
          className="mt-4"
          label={t('form.introduction')}
          enterSubmits
          placeholder={introductionIn(draft.language)}
          value={draft.introduction}
          onChange={(event) => change({ introduction: event.target.value })}
        />
        <FormRows draft={draft} onChange={change} />
        <div className="mt-4">
          <RadioGroup
            label={t('form.language')}
            inline
            value={draft.language}
            options={LANGUAGES}
            onChange={(language) => change({ language })}
          />
        </div>
        {!forms && <AsText text={asTextOf(draft)} />}
        <p role="status" className="mt-3 min-h-4 text-xs text-danger">
          {trouble}
        </p>
        <ModalActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" disabledReason={trouble === null ? null : ''}>
            {t(forms ? 'form.send' : 'form.sendAsText')}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

/** Beforehand: in this channel it will be a message like any other. */
function AsText({ text }: { text: string }): ReactNode {
  const { t } = useTexts();
  return (
    <section aria-label={t('form.asText')} className="mt-4 rounded-md bg-well px-3 py-2">
      <p className="text-sm font-medium text-ink-2">{t('form.asText')}</p>
      <p dir="auto" className="selectable prose-text mt-1 max-h-40 overflow-y-auto text-sm text-ink">
        {text}
      </p>
    </section>
  );
}
