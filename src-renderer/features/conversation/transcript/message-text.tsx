import { useId, useState, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Id } from '#shared/domain/ids.ts';
import { linkify } from '#shared/lib/linkify.ts';
import { mentionParts } from '../composer/mentions.ts';
import { OutsideLink } from './outside-link.tsx';
import { PhoneText } from './phone-text.tsx';
import { useTranscript } from './transcript-context.ts';
import { collapsed, isEmojiOnly, isRightToLeft } from './text-shape.ts';

/** Time and mark stand in the last line's corner, where the text leaves room; not all texts can. */
export function hasInlineTail(text: string): boolean {
  return collapsed(text) === null && !isEmojiOnly(text) && !isRightToLeft(text);
}

interface MessageTextProps {
  text: string;
  /** Colleagues whom it names. */
  mentions: readonly Id[];
  tail: ReactNode;
}

/** A message's words. Hostile: only ever text nodes, links only by an allow-list and opened outside. */
export function MessageText({ text, mentions, tail }: MessageTextProps): ReactNode {
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
        {/* Apart from what follows: a character that turns the direction would carry the room for the time away. */}
        <span className="[unicode-bidi:isolate]">
          <Named text={open || short === null ? text : short} mentions={mentions} />
        </span>
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

/** Names of colleagues stand out, one's own most of all. */
function Named({ text, mentions }: { text: string; mentions: readonly Id[] }): ReactNode {
  const { me, nameOf } = useTranscript();
  if (mentions.length === 0) return <Linked text={text} />;
  const named = mentions.map((id) => ({ id, name: nameOf(id) }));
  return mentionParts(text, named).map((part, index) =>
    part.id === null ? (
      // Parts have no identity but their place.
      <Linked key={index} text={part.text} />
    ) : (
      <span
        key={index}
        data-mention={part.id}
        className={cn(
          'rounded-xs font-semibold',
          part.id === me ? 'bg-warn px-0.5 text-surface' : 'text-accent-text',
        )}
      >
        {part.text}
      </span>
    ),
  );
}

function Linked({ text }: { text: string }): ReactNode {
  return linkify(text).map((part, index) =>
    part.href === null ? (
      // Parts have no identity but their place.
      <PhoneText key={index} text={part.text} />
    ) : (
      // Parts have no identity but their place, and the text of a message does not change.
      <OutsideLink key={index} href={part.href} text={part.text} />
    ),
  );
}
