import { Paperclip, X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button, IconButton } from '#renderer/kit/button.tsx';
import type { Tray } from '#renderer/uploads/use-tray.ts';
import { MAX_ATTACHMENTS, type Attachment } from '#shared/domain/attachment.ts';
import type { Id } from '#shared/domain/ids.ts';

interface FilePartProps {
  attachments: readonly Attachment[];
  tray: Tray;
  readOnly: boolean;
  onRemove: (fileId: Id) => void;
}

/** Files that go with a reply: those it has, and those that were just chosen. */
export function FilePart({ attachments, tray, readOnly, onRemove }: FilePartProps): ReactNode {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const count = attachments.length + tray.uploads.length;
  if (readOnly && count === 0) return null;
  return (
    <div>
      <p className="mb-1 text-sm font-medium text-ink-2">{t('reply.field.files')}</p>
      <ul aria-label={t('reply.field.files')} className="flex flex-wrap gap-2">
        {attachments.map((file) => (
          <FileItem key={file.id} file={file} onRemove={readOnly ? null : () => onRemove(file.id)} />
        ))}
        {tray.uploads.map(({ file }) => (
          <FileItem key={file.id} file={file} onRemove={() => tray.remove(file.id)} />
        ))}
      </ul>
      {!readOnly && (
        <>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            tabIndex={-1}
            onChange={(event) => {
              tray.add([...(event.target.files ?? [])]);
              // The same file again is a choice too.
              event.target.value = '';
            }}
          />
          <Button
            size="sm"
            className="mt-1"
            disabledReason={count < MAX_ATTACHMENTS ? null : t('files.tooMany', { max: MAX_ATTACHMENTS })}
            onClick={() => input.current?.click()}
          >
            <Paperclip size={14} aria-hidden="true" />
            {t('files.attach')}
          </Button>
          {tray.failure !== null && (
            <p role="alert" className="mt-1 text-xs text-danger">
              {t('files.notKept', { detail: tray.failure })}
            </p>
          )}
        </>
      )}
    </div>
  );
}

function FileItem({ file, onRemove }: { file: Attachment; onRemove: (() => void) | null }): ReactNode {
  const { t, format } = useTexts();
  return (
    <li className="flex max-w-72 items-center gap-2 rounded-md border border-line-strong bg-surface py-1 ps-2 pe-1 text-sm">
      <bdi className="min-w-0 truncate" title={file.name}>
        {file.name}
      </bdi>
      <span className="shrink-0 text-xs text-ink-3">{format.bytes(file.size)}</span>
      {onRemove !== null && (
        <IconButton size="sm" label={t('files.remove', { name: file.name })} onClick={onRemove}>
          <X size={14} />
        </IconButton>
      )}
    </li>
  );
}
