import { lazy, Suspense, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { Attachment } from '#shared/domain/attachment.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { NothingToShow } from './nothing-to-show.tsx';
import { learnLength, playAlone } from './play-alone.ts';
import { usePlayable } from './player.tsx';
import { TextPages } from './text-pages.tsx';
import { usePicture } from '#renderer/client/use-picture.ts';

/** Larger than the rest of the client together: fetched with the first PDF that is opened. */
const PdfPages = lazy(async () => {
  try {
    return { default: (await import('./pdf/pdf-pages.tsx')).PdfPages };
  } catch {
    // The network is away, or a new version has taken the place of this one.
    return { default: NothingToShow };
  }
});

/** One file as large as the window allows. Hostile: a picture made anew by the hub, a player, plain text, painted pages, never a page of the web. */
export function ViewerItem({ file }: { file: Attachment }): ReactNode {
  switch (file.kind) {
    case 'image':
      return <LargePicture file={file} />;
    case 'video':
    case 'audio':
    case 'voice':
      return <LargePlayer file={file} />;
    case 'text':
      return <TextPages file={file} />;
    case 'pdf':
      return (
        <Suspense fallback={<NothingToShow file={file} waiting />}>
          <PdfPages file={file} />
        </Suspense>
      );
    case 'other':
      return <NothingToShow file={file} />;
    default:
      return exhaustive(file.kind, 'kind of a file');
  }
}

function LargePicture({ file }: { file: Attachment }): ReactNode {
  const picture = usePicture(file.id);
  if (picture.kind !== 'shown') return <NothingToShow file={file} waiting={picture.kind === 'loading'} />;
  return (
    <div className="flex min-w-0 grow items-center justify-center p-4">
      <img src={picture.address} alt={file.name} className="max-h-full max-w-full object-contain" />
    </div>
  );
}

function LargePlayer({ file }: { file: Attachment }): ReactNode {
  const { t } = useTexts();
  const { address, failed } = usePlayable(file);
  const [silent, setSilent] = useState(false);
  if (address === null || silent) {
    const why = silent ? t('files.unplayable') : t('files.unavailable');
    return <NothingToShow file={file} waiting={!failed && !silent} why={why} />;
  }
  const player = {
    controls: true,
    src: address,
    'aria-label': file.name,
    onPlay: (event: SyntheticEvent<HTMLMediaElement>) => playAlone(event.currentTarget),
    onLoadedMetadata: (event: SyntheticEvent<HTMLMediaElement>) => learnLength(event.currentTarget),
    // Made by a program whose language this browser does not know.
    onError: () => setSilent(true),
  };
  return (
    <div className="flex min-w-0 grow items-center justify-center p-4">
      {file.kind === 'video' ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people send has none
        <video {...player} className="max-h-full max-w-full" />
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people send has none
        <audio {...player} className="w-full max-w-lg" />
      )}
    </div>
  );
}
