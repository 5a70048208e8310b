import { useState, type MouseEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useTranscript } from './transcript-context.ts';

/** An address in a message: opened outside of the window, and only if the allow-list of schemes lets it. */
export function OutsideLink({ href, text }: { href: string; text: string }): ReactNode {
  const { t } = useTexts();
  const { openLink } = useTranscript();
  const [failed, setFailed] = useState(false);
  const open = (event: MouseEvent): void => {
    // The page itself never navigates, whatever the button or modifier.
    event.preventDefault();
    if (event.button > 1) return;
    openLink(href).catch(() => setFailed(true));
  };
  return (
    <a
      href={href}
      title={failed ? t('transcript.linkFailed') : href}
      rel="noreferrer noopener"
      draggable={false}
      // An address reads one way, whatever stands before it: turned round, it would show another site.
      dir="ltr"
      onClick={open}
      onAuxClick={open}
      className="cursor-pointer rounded-xs text-accent-text underline decoration-current/40 underline-offset-2 hover:decoration-current"
    >
      {text}
    </a>
  );
}
