import { useState, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Button } from '#renderer/kit/button.tsx';
import type { Attachment } from '#shared/domain/attachment.ts';
import { fileFacts } from '#renderer/i18n/words/file-facts.ts';
import { FileGlyph } from '#renderer/client/file-glyph.tsx';
import { saveFile } from '#renderer/client/save-file.ts';

interface NothingToShowProps {
  file: Attachment;
  waiting?: boolean;
  /** Why it cannot be shown, when there is more to say than that. */
  why?: string | null;
  children?: ReactNode;
}

/** In the place of a file that is not shown: what it is, and how to save it. */
export function NothingToShow({
  file,
  waiting = false,
  why = null,
  children,
}: NothingToShowProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const { files } = useClient();
  const [failed, setFailed] = useState(false);
  const words = failed ? t('files.unavailable') : (why ?? t('viewer.noPreview'));
  return (
    <div className="flex min-w-0 grow flex-col items-center justify-center gap-3 p-6 text-center text-ink-2">
      <FileGlyph kind={file.kind} size={44} />
      <p role="status" className="text-md">
        {waiting ? t('viewer.loading') : words}
      </p>
      <p className="text-sm text-ink-3">{fileFacts(file, texts)}</p>
      {children}
      {!waiting && (
        <Button look="primary" onClick={() => saveFile(files, file).catch(() => setFailed(true))}>
          {t('files.saveShort')}
        </Button>
      )}
    </div>
  );
}
