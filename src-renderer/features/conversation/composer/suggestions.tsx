import { Fragment, type ReactNode } from 'react';
import { cn } from '#renderer/kit/cn.ts';
import { Kbd } from '#renderer/kit/kbd.tsx';
import type { Combo } from '#renderer/kit/keys.ts';

/** Something that may take the place of what is being typed. Texts may be hostile: only ever text nodes. */
export interface Suggestion {
  key: string;
  icon: ReactNode;
  text: string;
  /** What it is written as, or who it is. */
  detail: string;
  keys: Combo | null;
  /** Why it cannot be chosen now. */
  why: string | null;
  /** More of it, shown beside the list while it is the active one. */
  preview?: () => ReactNode;
  choose: () => void;
}

export interface SuggestionGroup {
  /** Null where there is only one. */
  heading: string | null;
  items: readonly Suggestion[];
}

/** One list at a time: quick replies and commands after `/`, colleagues after `@`. */
export interface Suggested {
  /** Where it begins, so that a list that was put away stays away until something else is typed. */
  place: string;
  label: string;
  groups: readonly SuggestionGroup[];
  /** Nothing is active before an arrow is pressed: Enter is more likely meant for the message. */
  reserved?: boolean;
}

export const SUGGESTIONS_ID = 'composer-suggestions';
export const suggestionId = (key: string): string => `${SUGGESTIONS_ID}-${key}`;
const PREVIEW_ID = `${SUGGESTIONS_ID}-preview`;

interface SuggestionListProps {
  suggested: Suggested;
  active: Suggestion | null;
  onPoint: (key: string) => void;
}

/** Above the field, which keeps the keyboard: it knows the active option by aria-activedescendant. */
export function SuggestionList({ suggested, active, onPoint }: SuggestionListProps): ReactNode {
  const preview = active?.preview?.();
  return (
    <div className="@container absolute inset-x-4 bottom-full z-20 mx-auto mb-1 max-w-4xl">
      <div className="flex max-h-80 flex-col overflow-hidden rounded-lg bg-raised shadow-pop @2xl:max-h-72 @2xl:flex-row">
        <div
          id={SUGGESTIONS_ID}
          role="listbox"
          aria-label={suggested.label}
          // What scrolls can be reached and scrolled by the keyboard, too, by those who do not type.
          tabIndex={0}
          className="focus-inset min-h-0 min-w-0 flex-1 overflow-y-auto p-1"
        >
          {suggested.groups.map(({ heading, items }) => {
            const options = items.map((item) => (
              <Option key={item.key} item={item} active={item === active} onPoint={onPoint} />
            ));
            if (heading === null) return <Fragment key="">{options}</Fragment>;
            return (
              <div key={heading} role="group" aria-label={heading}>
                <p role="presentation" className="px-2 pt-1.5 pb-0.5 text-xs font-semibold text-ink-3">
                  {heading}
                </p>
                {options}
              </div>
            );
          })}
        </div>
        {preview !== undefined && (
          <div
            id={PREVIEW_ID}
            className="max-h-32 shrink-0 overflow-hidden border-t border-line p-3 @2xl:max-h-none @2xl:w-80 @2xl:border-s @2xl:border-t-0"
          >
            {preview}
          </div>
        )}
      </div>
    </div>
  );
}

interface OptionProps {
  item: Suggestion;
  active: boolean;
  onPoint: (key: string) => void;
}

function Option({ item, active, onPoint }: OptionProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={suggestionId(item.key)}
      role="option"
      aria-selected={active}
      aria-disabled={item.why !== null || undefined}
      aria-describedby={active && item.preview ? PREVIEW_ID : undefined}
      // The field keeps the keyboard.
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={active ? undefined : () => onPoint(item.key)}
      onClick={item.why === null ? item.choose : undefined}
      className={cn(
        'flex min-h-9 items-center gap-3 rounded-md px-2 py-1 text-sm',
        active && 'bg-selected',
        item.why === null ? 'text-ink' : 'text-ink-3',
      )}
    >
      <span aria-hidden="true" className="flex w-5 shrink-0 justify-center text-ink-3">
        {item.icon}
      </span>
      <bdi className="max-w-[60%] shrink-0 truncate font-medium">{item.text}</bdi>
      <bdi className="min-w-0 shrink truncate text-xs text-ink-3">{item.why ?? item.detail}</bdi>
      {item.keys !== null && (
        <span aria-hidden="true" className="ml-auto shrink-0">
          <Kbd combo={item.keys} />
        </span>
      )}
    </div>
  );
}
