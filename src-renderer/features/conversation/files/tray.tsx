import { RotateCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UploadView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import { fileFacts } from '#renderer/i18n/words/file-facts.ts';
import { FileGlyph } from '#renderer/client/file-glyph.tsx';
import { fileTrouble, limitWords } from './limits.ts';
import { HearButton } from './player.tsx';
import { Progress } from './progress.tsx';
import { usePicture } from '#renderer/client/use-picture.ts';
import type { Tray } from '#renderer/uploads/use-tray.ts';

/** Chosen files over the text field, each with how far it is, and what the channel takes. */
export function TrayView({ tray, channel }: { tray: Tray; channel: ChannelKind | null }): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  if (tray.uploads.length === 0 && tray.failure === null) return null;
  return (
    <div className="mx-auto max-w-4xl px-4 pb-2">
      <ul aria-label={t('files.tray')} className="flex flex-wrap gap-2">
        {tray.uploads.map((upload) => (
          <TrayItem key={upload.file.id} upload={upload} tray={tray} channel={channel} />
        ))}
      </ul>
      <p className={cn('mt-1 text-xs', tray.failure === null ? 'text-ink-3' : 'font-medium text-danger')}>
        {tray.failure === null ? limitWords(channel, texts) : t('files.notKept', { detail: tray.failure })}
      </p>
    </div>
  );
}

interface TrayItemProps {
  upload: UploadView;
  tray: Tray;
  channel: ChannelKind | null;
}

function TrayItem({ upload, tray, channel }: TrayItemProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const { file, state } = upload;
  const trouble = fileTrouble(upload, channel, texts);
  return (
    <li
      data-upload={trouble === null ? state.kind : 'trouble'}
      className={cn(
        'flex w-60 items-center gap-2 rounded-md border bg-surface p-1.5 text-ink',
        trouble === null ? 'border-line-strong' : 'border-danger',
      )}
    >
      <Thumb upload={upload} />
      <div className="min-w-0 grow">
        <p className="truncate text-sm font-medium" title={file.name}>
          <bdi>{file.name}</bdi>
        </p>
        <p className={cn('text-xs', trouble === null ? 'truncate text-ink-3' : 'text-danger')}>
          {trouble ?? fileFacts(file, texts)}
        </p>
        {trouble === null && <Progress upload={upload} />}
      </div>
      <div className="flex shrink-0 flex-col">
        <IconButton
          size="sm"
          label={t('files.remove', { name: file.name })}
          onClick={() => tray.remove(file.id)}
        >
          <X size={14} />
        </IconButton>
        {state.kind === 'failed' && (
          <IconButton
            size="sm"
            label={t('files.retry', { name: file.name })}
            onClick={() => tray.retry(file.id)}
          >
            <RotateCw size={14} />
          </IconButton>
        )}
      </div>
    </li>
  );
}

function Thumb({ upload: { file } }: { upload: UploadView }): ReactNode {
  const picture = usePicture(file.preview === 'ready' ? file.id : null);
  if (file.kind === 'voice' || file.kind === 'audio') return <HearButton file={file} />;
  return (
    <span className="flex size-11 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-canvas text-ink-3">
      {picture.kind === 'shown' ? (
        <img src={picture.address} alt="" className="size-full object-cover" />
      ) : (
        <FileGlyph kind={file.kind} />
      )}
    </span>
  );
}
