import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { suggestionId, SuggestionList, SUGGESTIONS_ID, type Suggested } from './suggestions.tsx';

export interface Suggestions {
  /** Null while there is nothing to suggest. */
  list: ReactNode;
  /** For the field that keeps the keyboard. */
  field: {
    'aria-autocomplete': 'list';
    'aria-controls': string | undefined;
    'aria-activedescendant': string | undefined;
  };
  /** @returns whether the key was the list's */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

/** Arrows walk, Enter and Tab choose, Esc puts the list away; every other key is written as ever. */
export function useSuggestions(suggested: Suggested | null): Suggestions {
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [away, setAway] = useState<string | null>(null);
  // Another place is another list; going back to the former is a new wish.
  if (away !== null && away !== suggested?.place) setAway(null);
  const all = suggested?.groups.flatMap((group) => group.items) ?? [];
  const shown = suggested !== null && all.length > 0 && suggested.place !== away ? suggested : null;
  const items = shown === null ? [] : all;
  const found = items.findIndex((item) => item.key === activeKey);
  const index = found < 0 && shown?.reserved !== true ? 0 : found;
  const active = items[index] ?? null;

  function onKeyDown(event: KeyboardEvent): boolean {
    if (shown === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        const from = index < 0 && step < 0 ? 0 : index;
        const next = items[(from + step + items.length) % items.length];
        if (next === undefined) return false;
        setActiveKey(next.key);
        document.getElementById(suggestionId(next.key))?.scrollIntoView({ block: 'nearest' });
        break;
      }
      case 'Enter':
      case 'Tab':
        if (active === null) return false;
        if (active.why === null) active.choose();
        break;
      case 'Escape':
        setAway(shown.place);
        break;
      default:
        return false;
    }
    event.preventDefault();
    return true;
  }

  return {
    list: shown && <SuggestionList suggested={shown} active={active} onPoint={setActiveKey} />,
    field: {
      'aria-autocomplete': 'list',
      'aria-controls': shown === null ? undefined : SUGGESTIONS_ID,
      'aria-activedescendant': active === null ? undefined : suggestionId(active.key),
    },
    onKeyDown,
  };
}
