import { Paperclip } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import type { ChannelKind } from '#shared/domain/directory.ts';
import { limitWords } from './limits.ts';

interface AttachButtonProps {
  channel: ChannelKind | null;
  onFiles: (files: readonly File[]) => void;
}

/** Opens the system's window for choosing files. */
export function AttachButton({ channel, onFiles }: AttachButtonProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file again is a choice too.
          event.target.value = '';
        }}
      />
      <IconButton
        label={t('files.attach')}
        hint={`${t('files.attach')}. ${limitWords(channel, texts)}`}
        onClick={() => input.current?.click()}
      >
        <Paperclip size={18} />
      </IconButton>
    </>
  );
}
