import { useState, type MouseEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';

interface SafeLinkProps {
  href: string;
  openLink: (href: string) => Promise<void>;
  className?: string;
  children: ReactNode;
}

/** An address that is opened outside of the window, and only if the allow-list of schemes lets it. */
export function SafeLink({ href, openLink, className, children }: SafeLinkProps): ReactNode {
  const { t } = useTexts();
  const [failed, setFailed] = useState(false);
  const open = (event: MouseEvent): void => {
    // The window itself never navigates, whatever the button or modifier.
    event.preventDefault();
    if (event.button > 1) return;
    openLink(href).then(
      () => setFailed(false),
      () => setFailed(true),
    );
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
      className={cn(
        'cursor-pointer rounded-xs text-accent-text underline decoration-current/40 underline-offset-2 hover:decoration-current',
        className,
      )}
    >
      {children}
    </a>
  );
}
