import { useId, type ReactNode, type RefObject } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { ReplyPreview } from '#renderer/quick-replies/reply-preview.tsx';
import { MAX_REPLY_TEXT } from '#shared/domain/quick-reply.ts';
import type { UploadView } from '#renderer/data/queries/views.ts';
import { unknownIn, type ReplyForm } from './form.ts';
import type { Sample } from './use-sample.ts';
import { VariableMenu } from './variable-menu.tsx';

interface TextPartProps {
  ref: RefObject<HTMLTextAreaElement | null>;
  form: ReplyForm;
  uploads: readonly UploadView[];
  sample: Sample;
  readOnly: boolean;
  /** Why it cannot be kept as it is. */
  error: string | null;
  onChange: (text: string) => void;
  onFiles: (files: readonly File[]) => void;
}

/** The text of a reply, and beside it what it will be for the client that one talks with. */
export function TextPart(props: TextPartProps): ReactNode {
  const { ref, form, uploads, sample, readOnly, error, onChange, onFiles } = props;
  const texts = useTexts();
  const { t } = texts;
  const id = useId();
  const unknown = unknownIn(form.text);
  const below =
    error ?? (unknown.length > 0 ? t('reply.error.unknown', { names: unknown.join(', ') }) : null);
  const near = form.text.length > MAX_REPLY_TEXT * 0.9;
  return (
    <div className="grid gap-3 @2xl:grid-cols-2">
      <div className="flex min-w-0 flex-col">
        <div className="mb-1 flex min-h-6 items-center justify-between gap-2">
          <label htmlFor={id} className="text-sm font-medium text-ink-2">
            {t('reply.field.text')}
          </label>
          {!readOnly && <VariableMenu field={ref} />}
        </div>
        <textarea
          ref={ref}
          id={id}
          dir="auto"
          rows={6}
          readOnly={readOnly}
          spellCheck
          aria-invalid={error !== null || undefined}
          aria-describedby={below === null ? undefined : `${id}-below`}
          value={form.text}
          onChange={(event) => onChange(event.target.value)}
          onPaste={(event) => {
            const files = readOnly ? [] : [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            onFiles(files);
          }}
          className={cn(
            'selectable min-h-36 w-full grow resize-y rounded-md border px-3 py-2 text-md text-ink focus-visible:-outline-offset-1',
            readOnly ? 'border-line bg-canvas text-ink-2' : 'bg-surface',
            !readOnly && (error === null ? 'border-control' : 'border-danger'),
          )}
        />
        <div className="mt-1 flex min-h-4 justify-between gap-3 text-xs">
          <p id={`${id}-below`} className={cn(error === null ? 'text-warn' : 'text-danger')}>
            {below}
          </p>
          {near && (
            <span className="tnum shrink-0 text-ink-3">
              {texts.format.number(form.text.length)} / {texts.format.number(MAX_REPLY_TEXT)}
            </span>
          )}
        </div>
      </div>
      <section aria-label={t('reply.preview')} className="flex min-w-0 flex-col">
        <p className="mb-1 flex min-h-6 items-center gap-1 text-sm font-medium text-ink-2">
          {t('reply.preview')}
          <span className="min-w-0 truncate font-normal text-ink-3">{sample.words}</span>
        </p>
        <div className="max-h-64 min-h-20 grow overflow-y-auto rounded-md bg-well p-3">
          <ReplyPreview
            filled={sample.fill(form.text)}
            attachments={[...form.attachments, ...uploads.map(({ file }) => file)]}
            className="w-fit max-w-full rounded-lg bg-bubble-out px-3 py-2 shadow-bubble"
          />
        </div>
      </section>
    </div>
  );
}
