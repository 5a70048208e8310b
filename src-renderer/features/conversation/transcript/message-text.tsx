import { useId, useState, type MouseEvent, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import { linkify } from './linkify.ts';
import { useTranscript } from './transcript-context.ts';
import { collapsed, isEmojiOnly, isRightToLeft } from './text-shape.ts';

/** Time and mark stand in the last line's corner, where the text leaves room; not all texts can. */
export function hasInlineTail(text: string): boolean {
  return collapsed(text) === null && !isEmojiOnly(text) && !isRightToLeft(text);
}

/** A message's words. Hostile: only ever text nodes, links only by an allow-list and opened outside. */
export function MessageText({ text, tail }: { text: string; tail: ReactNode }): ReactNode {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  const short = collapsed(text);
  return (
    <>
      <div
        id={id}
        dir="auto"
        className={cn('selectable prose-text', isEmojiOnly(text) ? 'text-emoji' : 'text-md')}
      >
        <Linked text={open || short === null ? text : short} />
        {hasInlineTail(text) && tail}
      </div>
      {short !== null && (
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="mt-1 rounded-xs text-sm font-medium text-accent-text hover:underline"
        >
          {open ? t('transcript.showLess') : t('transcript.showAll')}
          <span className="font-normal text-bubble-meta">
            {' · '}
            {t('transcript.length', { count: text.length })}
          </span>
        </button>
      )}
    </>
  );
}

function Linked({ text }: { text: string }): ReactNode {
  return linkify(text).map((part, index) =>
    part.href === null ? (
      part.text
    ) : (
      // Parts have no identity but their place, and the text of a message does not change.
      <OutsideLink key={index} href={part.href} text={part.text} />
    ),
  );
}

function OutsideLink({ href, text }: { href: string; text: string }): ReactNode {
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
      onClick={open}
      onAuxClick={open}
      className="cursor-pointer rounded-xs text-accent-text underline decoration-current/40 underline-offset-2 hover:decoration-current"
    >
      {text}
    </a>
  );
}
