import { Download, Play } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { Live, TranscriptItem, UploadView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import { useTranscript } from '../transcript/transcript-context.ts';
import { fileFacts } from '#renderer/i18n/words/file-facts.ts';
import { FileGlyph } from '#renderer/client/file-glyph.tsx';
import { arrangeFiles, columnsOf, roomOf, TILE } from './grid.ts';
import { Player } from './player.tsx';
import { Progress } from './progress.tsx';
import { saveFile } from '#renderer/client/save-file.ts';
import { usePicture } from '#renderer/client/use-picture.ts';

const NONE: readonly UploadView[] = [];
/** Of what has arrived nothing is on its way any more. */
const ARRIVED: Live<readonly UploadView[]> = { current: () => NONE, subscribe: () => () => undefined };

/** The files of a message, with how far they are while it has not gone. */
export function Attachments({ item }: { item: TranscriptItem }): ReactNode {
  const { body } = item.message;
  if (body.kind !== 'text' || body.attachments.length === 0) return null;
  return <FilesOf files={body.attachments} item={item} />;
}

/** The same elements before and after the hub has it: a voice that is heard plays on, and who stands on a file stays there. */
function FilesOf({ files, item }: { files: readonly Attachment[]; item: TranscriptItem }): ReactNode {
  const { queries } = useClient();
  const { dialogId } = item.message;
  const going = item.pending !== null;
  const uploads = useLive(() => (going ? queries.uploads(dialogId) : ARRIVED), [queries, dialogId, going]);
  return <Arranged files={files} uploads={uploads ?? NONE} />;
}

interface ArrangedProps {
  files: readonly Attachment[];
  uploads: readonly UploadView[];
}

function Arranged({ files, uploads }: ArrangedProps): ReactNode {
  const { pictures, others } = arrangeFiles(files);
  const uploadOf = (file: Attachment) => uploads.find((upload) => upload.file.id === file.id);
  const columns = columnsOf(pictures.length);
  return (
    <div className="mb-1 flex max-w-full flex-col gap-1.5">
      {pictures.length > 0 && (
        <div
          style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, auto))` }}
          className="grid w-fit max-w-full gap-1"
        >
          {pictures.map((file) => (
            <PictureTile key={file.id} file={file} alone={pictures.length === 1} upload={uploadOf(file)} />
          ))}
        </div>
      )}
      {others.map((file) =>
        file.kind === 'voice' || file.kind === 'audio' ? (
          <Player key={file.id} file={file} />
        ) : (
          <FileCard key={file.id} file={file} upload={uploadOf(file)} />
        ),
      )}
    </div>
  );
}

interface TileProps {
  file: Attachment;
  alone: boolean;
  upload: UploadView | undefined;
}

function PictureTile({ file, alone, upload }: TileProps): ReactNode {
  const { t } = useTexts();
  const { openFile } = useTranscript();
  const picture = usePicture(file.preview === 'ready' ? file.id : null);
  const room = alone ? roomOf(file) : { width: TILE, aspectRatio: 1 };
  return (
    <button
      type="button"
      aria-label={t('files.open', { name: file.name })}
      data-file={file.kind}
      data-picture={picture.kind}
      onClick={() => openFile(file.id)}
      style={room}
      className="relative flex max-w-full cursor-zoom-in items-center justify-center overflow-hidden rounded-md bg-canvas text-ink-3"
    >
      {picture.kind === 'shown' ? (
        <img
          src={picture.address}
          alt=""
          draggable={false}
          className={cn('size-full', alone ? 'object-contain' : 'object-cover')}
        />
      ) : (
        <FileGlyph kind={file.kind} size={28} />
      )}
      {file.kind === 'video' && (
        <span className="absolute flex size-11 items-center justify-center rounded-full bg-rail text-rail-strong">
          <Play size={20} aria-hidden="true" />
        </span>
      )}
      {upload && (
        <span className="absolute inset-x-2 bottom-2">
          <Progress upload={upload} />
        </span>
      )}
    </button>
  );
}

function FileCard({ file, upload }: { file: Attachment; upload: UploadView | undefined }): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const { files } = useClient();
  const { openFile } = useTranscript();
  const [failed, setFailed] = useState(false);
  const facts = failed ? t('files.unavailable') : fileFacts(file, texts);
  const save = (): void => {
    setFailed(false);
    saveFile(files, file).catch(() => setFailed(true));
  };
  return (
    <div
      data-file={file.kind}
      className="flex w-72 max-w-full items-center gap-1 rounded-md bg-canvas pr-1 text-ink"
    >
      <button
        type="button"
        aria-label={`${t('files.open', { name: file.name })}, ${facts}`}
        onClick={() => openFile(file.id)}
        className="flex min-w-0 grow items-center gap-2.5 rounded-md p-2 text-left hover:bg-hover"
      >
        <FileGlyph kind={file.kind} size={22} />
        <span className="min-w-0 grow">
          <bdi className="block truncate text-sm font-medium">{file.name}</bdi>{' '}
          <span className={cn('block text-xs', failed ? 'text-danger' : 'text-ink-3')}>{facts}</span>
          {upload && <Progress upload={upload} />}
        </span>
      </button>
      <IconButton label={t('files.save', { name: file.name })} onClick={save}>
        <Download size={16} />
      </IconButton>
    </div>
  );
}
