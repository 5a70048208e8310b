import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import { useCommand } from '#renderer/commands/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { FarDialog, type FarPlace } from './far-dialog.tsx';
import { isHere } from './is-here.ts';
import { SearchField } from './search-field.tsx';
import { optionId, SearchResults, shownOptions } from './search-results.tsx';
import { useSearch } from './use-search.ts';
import type { ClientRow } from './results.ts';
import { useSlash } from './use-slash.ts';

/** Where a result leads: to a dialog, or to a message in it. */
export interface FoundPlace {
  dialogId: Id;
  seq: number | null;
}

/** Words to be looked for, asked for elsewhere in the window; each time is another object. */
export interface AskedSearch {
  text: string;
}

interface SearchPlaceProps {
  asked: AskedSearch | null;
  onOpen: (place: FoundPlace) => void;
  /** Of the team. */
  onOpenTalk: (talkId: Id, seq: number) => void;
  /** The search was left, and where the person came from is no more: nothing has the keyboard. */
  onLeft: () => void;
  /** What stands here while nothing is looked for. */
  children: ReactNode;
}

/** The search field with what it finds; while something is typed, results stand in the place of the list. */
export function SearchPlace({ asked, onOpen, onOpenTalk, onLeft, children }: SearchPlaceProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [far, setFar] = useState<FarPlace | null>(null);
  const client = useClient();
  const field = useRef<HTMLInputElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const search = useSearch(typed);
  const options = shownOptions(search);
  const activeIndex = options.findIndex((option) => option.key === activeKey);

  const enter = (): void => {
    if (document.activeElement !== field.current) cameFrom.current = document.activeElement;
    field.current?.focus();
    field.current?.select();
  };
  useCommand('search.open', enter);
  useAsked(asked, (text) => {
    enter();
    setTyped(text);
    setActiveKey(null);
  });
  useSlash(enter);

  function leave(): void {
    setTyped('');
    setActiveKey(null);
    // Back to where one was, if that is still there.
    const back = cameFrom.current;
    cameFrom.current = null;
    if (back instanceof HTMLElement && back.isConnected && back !== document.body) return back.focus();
    field.current?.blur();
    onLeft();
  }

  function choose(key: string): void {
    const option = options.find((one) => one.key === key);
    if (option === undefined) return;
    setActiveKey(key);
    if (option.kind === 'more_local') search.showMoreLocal();
    else if (option.kind === 'more_hub') search.showMoreHub();
    else if (option.kind === 'talk') onOpenTalk(option.talkId, option.seq);
    else open(option);
  }

  /** What only the server has may lie in a dialog that is not here; that one is read from there. */
  function open(row: ClientRow): void {
    const place = { dialogId: row.dialogId, seq: row.kind === 'message' ? row.seq : null };
    isHere(client, row.dialogId, (here) =>
      here ? onOpen(place) : setFar({ ...place, contact: row.contact }),
    );
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      event.preventDefault();
      const next = activeIndex < 0 ? (step > 0 ? 0 : options.length - 1) : activeIndex + step;
      const option = options[Math.min(options.length - 1, Math.max(0, next))];
      if (option === undefined) return;
      setActiveKey(option.key);
      document.getElementById(optionId(option.key))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = options[Math.max(0, activeIndex)];
      if (option !== undefined) choose(option.key);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    }
  }

  const searching = typed.trim() !== '';
  return (
    <>
      <SearchField
        ref={field}
        value={typed}
        active={searching && activeIndex >= 0 ? optionId(options[activeIndex]?.key ?? '') : null}
        expanded={searching}
        onChange={(value) => {
          setTyped(value);
          setActiveKey(null);
        }}
        onClear={leave}
        onKeyDown={onKeyDown}
        onEnter={(from) => {
          if (from !== null) cameFrom.current = from;
        }}
      />
      {searching ? (
        <SearchResults search={search} typed={typed} activeKey={activeKey} onChoose={choose} />
      ) : (
        children
      )}
      {far !== null && <FarDialog place={far} onClose={() => setFar(null)} />}
    </>
  );
}

/** Each asking is answered once, when it comes. */
function useAsked(asked: AskedSearch | null, answer: (text: string) => void): void {
  const run = useEffectEvent(answer);
  useEffect(() => {
    if (asked !== null) run(asked.text);
  }, [asked]);
}
