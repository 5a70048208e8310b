import { Plus, X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button, IconButton } from '#renderer/kit/button.tsx';
import { MAX_QUESTION } from '#shared/domain/form.ts';
import { canAskMore, CARD_KINDS, type FormDraft, type Question } from './form-draft.ts';

interface FormRowsProps {
  draft: FormDraft;
  onChange: (part: Partial<FormDraft>) => void;
}

/** What is asked: of the card by ticking, anything else in one's own words. */
export function FormRows({ draft, onChange }: FormRowsProps): ReactNode {
  const { t } = useTexts();
  const { card, questions } = draft;
  const list = useRef<HTMLUListElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const put = (changed: Question): void =>
    onChange({ questions: questions.map((one) => (one.key === changed.key ? changed : one)) });

  function add(): void {
    const key = Math.max(0, ...questions.map((one) => one.key)) + 1;
    onChange({ questions: [...questions, { key, text: '', required: false }] });
    // After it is drawn.
    requestAnimationFrame(() => {
      const fields = list.current?.querySelectorAll<HTMLInputElement>('input[type=text]');
      fields?.item(fields.length - 1).focus();
    });
  }
  function remove({ key }: Question): void {
    onChange({ questions: questions.filter((one) => one.key !== key) });
    more.current?.focus();
  }

  return (
    <fieldset className="mt-4 min-w-0">
      <legend className="mb-1 text-sm font-medium text-ink-2">{t('form.fields')}</legend>
      <ul ref={list}>
        {CARD_KINDS.map((kind) => {
          const { asked, required } = card[kind];
          const name = t(`form.field.${kind}`);
          return (
            <li key={kind} className="flex min-h-9 items-center justify-between gap-3">
              <Tick
                label={name}
                checked={asked}
                onChange={(now) => onChange({ card: { ...card, [kind]: { asked: now, required: now } } })}
              />
              {asked && (
                <Tick
                  label={t('form.required')}
                  name={t('form.requiredOf', { field: name })}
                  checked={required}
                  onChange={(now) => onChange({ card: { ...card, [kind]: { asked, required: now } } })}
                />
              )}
            </li>
          );
        })}
        {questions.map((question, at) => (
          <QuestionRow key={question.key} {...{ question, at }} onChange={put} onRemove={remove} />
        ))}
      </ul>
      {canAskMore(draft) && (
        <Button ref={more} look="quiet" size="sm" className="mt-1 -ml-2" onClick={add}>
          <Plus size={14} aria-hidden="true" />
          {t('form.addQuestion')}
        </Button>
      )}
    </fieldset>
  );
}

interface QuestionRowProps {
  question: Question;
  at: number;
  onChange: (question: Question) => void;
  onRemove: (question: Question) => void;
}

function QuestionRow({ question, at, onChange, onRemove }: QuestionRowProps): ReactNode {
  const { t } = useTexts();
  const name = t('form.question', { number: at + 1 });
  return (
    <li className="flex min-h-10 items-center gap-2">
      <input
        type="text"
        dir="auto"
        aria-label={name}
        placeholder={t('form.questionPlaceholder')}
        maxLength={MAX_QUESTION}
        value={question.text}
        onChange={(event) => onChange({ ...question, text: event.target.value })}
        className="selectable h-8 min-w-0 grow rounded-md border border-control bg-surface px-2 text-sm text-ink placeholder:text-ink-3 focus-visible:outline-offset-[-1px]"
      />
      <Tick
        label={t('form.required')}
        name={t('form.requiredOf', { field: name })}
        checked={question.required}
        onChange={(required) => onChange({ ...question, required })}
      />
      <IconButton size="sm" label={t('form.removeQuestion', { name })} onClick={() => onRemove(question)}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

interface TickProps {
  label: string;
  /** Where the label alone does not say of what. */
  name?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Tick({ label, name = label, checked, onChange }: TickProps): ReactNode {
  return (
    <label className="flex shrink-0 items-center gap-2 text-sm text-ink">
      <input
        type="checkbox"
        aria-label={name}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
