import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { Attachment } from '#shared/domain/attachment.ts';
import { detach } from '#shared/lib/detach.ts';
import { fileFacts } from '#renderer/i18n/words/file-facts.ts';
import { learnLength, playAlone } from './play-alone.ts';

const ROUND =
  'flex shrink-0 items-center justify-center rounded-full bg-accent text-on-accent hover:bg-accent-hover';

/** A sound in its message: fetched when somebody wants to hear it. */
export function Player({ file }: { file: Attachment }): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const [wanted, setWanted] = useState<Attachment | null>(null);
  const [silent, setSilent] = useState(false);
  const { address, failed } = usePlayable(wanted);
  return (
    <div
      data-file={file.kind}
      className="flex w-72 max-w-full items-center gap-2 rounded-md bg-canvas p-1.5 text-ink"
    >
      {address === null || silent ? (
        <>
          <button
            type="button"
            aria-label={t('files.play', { name: file.name })}
            onClick={() => {
              setSilent(false);
              // Another one each time: pressed again after a failure it is asked for again.
              setWanted({ ...file });
            }}
            className={`${ROUND} size-9`}
          >
            <Play size={16} aria-hidden="true" />
          </button>
          <span className="min-w-0">
            <bdi className="block truncate text-sm font-medium">{file.name}</bdi>
            <span role="status" className="block text-xs text-ink-3">
              {failed ? t('files.unavailable') : silent ? t('files.unplayable') : fileFacts(file, texts)}
            </span>
          </span>
        </>
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people send has none
        <audio
          controls
          autoPlay
          autoFocus
          src={address}
          aria-label={file.name}
          onLoadedMetadata={(event) => learnLength(event.currentTarget)}
          onPlay={(event) => playAlone(event.currentTarget)}
          onError={() => setSilent(true)}
          className="h-9 w-full"
        />
      )}
    </div>
  );
}

/** Lets a sound be heard before it is sent. */
export function HearButton({ file }: { file: Attachment }): ReactNode {
  const { t } = useTexts();
  const audio = useRef<HTMLAudioElement>(null);
  const [wanted, setWanted] = useState<Attachment | null>(null);
  const [playing, setPlaying] = useState(false);
  const { address } = usePlayable(wanted);
  const press = (): void => {
    if (address === null) setWanted({ ...file });
    const player = audio.current;
    if (playing) player?.pause();
    else if (player) detach(player.play(), () => setPlaying(false));
  };
  return (
    <button
      type="button"
      aria-label={t(playing ? 'files.pause' : 'files.play', { name: file.name })}
      onClick={press}
      className={`${ROUND} size-9`}
    >
      {playing ? <Pause size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
      {address !== null && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people send has none
        <audio
          ref={audio}
          autoPlay
          src={address}
          onPlay={(event) => {
            playAlone(event.currentTarget);
            setPlaying(true);
          }}
          onPause={() => setPlaying(false)}
          onEnded={() => setPlaying(false)}
        />
      )}
    </button>
  );
}

/** An address that a player reads from, for as long as it is shown. @param file null: not wanted yet; another object asks once more */
export function usePlayable(file: Attachment | null): { address: string | null; failed: boolean } {
  const { files } = useClient();
  const [address, setAddress] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (file === null) return undefined;
    let release: (() => void) | null = null;
    let over = false;
    files.playable(file).then(
      (playable) => {
        if (over) return playable.release();
        release = playable.release;
        return setAddress(playable.address);
      },
      () => {
        if (!over) setFailed(true);
      },
    );
    return () => {
      over = true;
      release?.();
      setAddress(null);
      setFailed(false);
    };
  }, [files, file]);
  return { address, failed };
}
