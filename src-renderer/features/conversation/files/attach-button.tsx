import { useRef, type ReactNode, type RefObject } from 'react';
import { NOWHERE, useCommand } from '#renderer/commands/react.tsx';
import { COMMANDS } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { IconButton } from '#renderer/kit/button.tsx';
import { WithKeys } from '#renderer/kit/kbd.tsx';
import { ariaKeys } from '#renderer/kit/keys.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import { limitWords } from './limits.ts';

interface AttachButtonProps {
  channel: ChannelKind | null;
  /** Another dialog has been chosen: keys are meant for that one. */
  waiting?: boolean;
  /** Takes the keyboard when files were chosen: words mostly go with them, and Enter sends. */
  field: RefObject<HTMLElement | null>;
  onFiles: (files: readonly File[]) => void;
}

/** Opens the system's window for choosing files. */
export function AttachButton({ channel, waiting = false, field, onFiles }: AttachButtonProps): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const input = useRef<HTMLInputElement>(null);
  const choose = (): void => input.current?.click();
  useCommand('message.attach', choose, waiting ? NOWHERE : null);
  const {
    icon: Icon,
    keys: [keys],
  } = COMMANDS['message.attach'];
  const hint = `${t('files.attach')}. ${limitWords(channel, texts)}`;
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
          field.current?.focus();
        }}
      />
      <IconButton
        label={t('files.attach')}
        hint={<WithKeys text={hint} combo={keys} />}
        aria-keyshortcuts={ariaKeys(keys)}
        onClick={choose}
      >
        <Icon size={18} />
      </IconButton>
    </>
  );
}
