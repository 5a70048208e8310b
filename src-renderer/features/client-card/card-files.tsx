import { EyeOff, Play } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { FileGlyph } from '#renderer/client/file-glyph.tsx';
import { usePicture } from '#renderer/client/use-picture.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { fileFacts } from '#renderer/i18n/words/file-facts.ts';
import { Button } from '#renderer/kit/button.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { ContactFile } from '#shared/domain/contact-history.ts';
import type { Id } from '#shared/domain/ids.ts';
import { CardSection } from './section.tsx';
import { useContactFiles } from './use-contact-files.ts';

/** So many are shown before the person asks for more. */
const SHOWN = { pictures: 6, others: 4 };

export interface ShownFiles {
  groups: readonly (readonly Attachment[])[];
  fileId: Id;
  onMove: (fileId: Id) => void;
  onClose: () => void;
}

interface CardFilesProps {
  contactId: Id;
  /** Shows files over the window. */
  renderViewer: (shown: ShownFiles) => ReactNode;
}

/** What was sent in all the client's talks: pictures to look at, everything else by its name. */
export function CardFiles({ contactId, renderViewer }: CardFilesProps): ReactNode {
  const { t } = useTexts();
  const known = useContactFiles(contactId);
  const [all, setAll] = useState(false);
  const [viewed, setViewed] = useState<Id | null>(null);
  if (known === undefined) return null;
  const { files, rest, more } = known;
  const pictures = files.filter(({ file }) => isPicture(file));
  const others = files.filter(({ file }) => !isPicture(file));
  const [tiles, rows] = all
    ? [pictures, others]
    : [pictures.slice(0, SHOWN.pictures), others.slice(0, SHOWN.others)];
  const cut = tiles.length + rows.length < files.length;
  return (
    <CardSection name="files" title={t('card.files')} count={files.length}>
      {files.length === 0 && rest === 'none' && <p className="text-sm text-ink-3">{t('card.noFiles')}</p>}
      {tiles.length > 0 && (
        <ul aria-label={t('card.pictures')} className="grid grid-cols-3 gap-1">
          {tiles.map((one) => (
            <li key={one.file.id}>
              <Tile one={one} onOpen={() => setViewed(one.file.id)} />
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <ul aria-label={t('card.otherFiles')} className="-mx-2 mt-1 flex flex-col">
          {rows.map((one) => (
            <li key={one.file.id}>
              <FileRow one={one} onOpen={() => setViewed(one.file.id)} />
            </li>
          ))}
        </ul>
      )}
      {(cut || rest === 'more') && (
        <Button
          look="quiet"
          size="sm"
          className="-ml-2"
          onClick={() => {
            setAll(true);
            if (!cut) more();
          }}
        >
          {t('card.moreFiles')}
        </Button>
      )}
      <Rest rest={rest} onRetry={more} />
      {viewed !== null &&
        renderViewer({
          groups: files.map(({ file }) => [file]),
          fileId: viewed,
          onMove: setViewed,
          onClose: () => setViewed(null),
        })}
    </CardSection>
  );
}

const isPicture = ({ kind, preview }: Attachment): boolean =>
  preview === 'ready' && (kind === 'image' || kind === 'video');

function Rest({ rest, onRetry }: { rest: string; onRetry: () => void }): ReactNode {
  const { t } = useTexts();
  if (rest === 'offline') return <p className="text-sm text-ink-3">{t('card.filesOffline')}</p>;
  if (rest !== 'failed') return null;
  return (
    <p className="text-sm text-ink-3">
      {t('card.filesFailed')}{' '}
      <Button look="quiet" size="sm" onClick={onRetry}>
        {t('history.load')}
      </Button>
    </p>
  );
}

interface FileProps {
  one: ContactFile;
  onOpen: () => void;
}

/** "photo.jpg, 12 March, hidden": said whole, because the picture says nothing to who does not see it. @param facts that stand beside it */
function useFileName({ file, at, visibility }: ContactFile, facts: string[] = []): string {
  const { t, format } = useTexts();
  const words = [t('files.open', { name: file.name }), ...facts, format.dateTime(at)];
  if (visibility === 'hidden') words.push(t('card.hiddenFile'));
  return words.join(', ');
}

function Tile({ one, onOpen }: FileProps): ReactNode {
  const { t } = useTexts();
  const { file, visibility } = one;
  const picture = usePicture(file.id);
  const name = useFileName(one);
  const hidden = visibility === 'hidden';
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      data-visibility={visibility}
      onClick={onOpen}
      className={cn(
        'relative flex aspect-square w-full cursor-zoom-in items-center justify-center overflow-hidden rounded-md bg-surface text-ink-3',
        hidden ? 'border border-dashed border-warn' : 'border border-line',
      )}
    >
      {picture.kind === 'shown' ? (
        <img src={picture.address} alt="" draggable={false} className="size-full object-cover" />
      ) : (
        <FileGlyph kind={file.kind} size={22} />
      )}
      {file.kind === 'video' && (
        <span className="absolute flex size-7 items-center justify-center rounded-full bg-rail text-rail-strong">
          <Play size={13} aria-hidden="true" />
        </span>
      )}
      {hidden && (
        <span
          title={t('card.hiddenFile')}
          className="absolute top-1 right-1 flex size-5 items-center justify-center rounded-full bg-bubble-hidden text-warn"
        >
          <EyeOff size={12} aria-hidden="true" />
        </span>
      )}
    </button>
  );
}

function FileRow({ one, onOpen }: FileProps): ReactNode {
  const texts = useTexts();
  const { t, format } = texts;
  const { file, visibility, at } = one;
  const facts = fileFacts(file, texts);
  const name = useFileName(one, [facts]);
  return (
    <button
      type="button"
      aria-label={name}
      data-visibility={visibility}
      onClick={onOpen}
      className="focus-inset flex w-full items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-hover"
    >
      <span className="shrink-0 text-ink-3">
        <FileGlyph kind={file.kind} size={18} />
      </span>
      <span className="min-w-0 grow">
        <bdi className="block truncate text-sm text-ink">{file.name}</bdi>{' '}
        <span className="block truncate text-xs text-ink-3">
          {facts} · <span className="tnum">{format.dateTime(at)}</span>
        </span>
      </span>
      {visibility === 'hidden' && (
        <EyeOff size={14} aria-hidden="true" className="shrink-0 text-warn">
          <title>{t('card.hiddenFile')}</title>
        </EyeOff>
      )}
    </button>
  );
}
