import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import type { Attachment } from '#shared/domain/attachment.ts';
import { decodeText } from '#shared/lib/text-encoding.ts';
import { NothingToShow } from './nothing-to-show.tsx';
import { blocksOf } from './text-blocks.ts';
import { useKeyboardHere } from './use-keyboard-here.ts';

/** Of a long text so much more is shown at a time: the page stays quick, and who needs it all saves it. */
const STEP_BYTES = 256 * 1024;

type Shown = { kind: 'loading' } | { kind: 'failed' } | { kind: 'text'; text: string; all: boolean };

/** A text file, whatever encoding it is in: always plain words, never a page. */
export function TextPages({ file }: { file: Attachment }): ReactNode {
  const { t } = useTexts();
  const { files } = useClient();
  const [blob, setBlob] = useState<Blob | null>(null);
  const [bytes, setBytes] = useState(STEP_BYTES);
  const [shown, setShown] = useState<Shown>({ kind: 'loading' });
  useEffect(() => {
    let over = false;
    const read = async (): Promise<void> => {
      const whole = blob ?? (await files.content(file.id));
      const part = await whole.slice(0, bytes).arrayBuffer();
      if (over) return;
      setBlob(whole);
      const text = decodeText(new Uint8Array(part));
      setShown(text === null ? { kind: 'failed' } : { kind: 'text', text, all: bytes >= whole.size });
    };
    read().catch(() => {
      if (!over) setShown({ kind: 'failed' });
    });
    return () => {
      over = true;
    };
  }, [files, file.id, blob, bytes]);
  if (shown.kind === 'loading') return <NothingToShow file={file} waiting />;
  if (shown.kind === 'failed') return <NothingToShow file={file} why={t('files.unavailable')} />;
  return <Words {...shown} name={file.name} onMore={() => setBytes(bytes + STEP_BYTES)} />;
}

interface WordsProps {
  name: string;
  text: string;
  all: boolean;
  onMore: () => void;
}

function Words({ name, text, all, onMore }: WordsProps): ReactNode {
  const { t } = useTexts();
  const place = useRef<HTMLElement>(null);
  useKeyboardHere(place);
  return (
    <section
      ref={place}
      aria-label={name}
      data-scrolls
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      tabIndex={0}
      className="selectable min-w-0 grow overflow-auto bg-surface p-6 outline-offset-[-2px]"
    >
      <pre dir="auto" className="mx-auto max-w-5xl font-mono text-sm break-words whitespace-pre-wrap">
        {blocksOf(text).map((block, index) => (
          // Blocks have no identity but their place.
          <span key={index} className="block">
            {block}
          </span>
        ))}
      </pre>
      {!all && (
        <div className="mx-auto mt-4 flex max-w-5xl items-center gap-3 text-sm text-ink-3">
          <Button onClick={onMore}>{t('viewer.more')}</Button>
          <p>{t('viewer.cut')}</p>
        </div>
      )}
    </section>
  );
}
