import { useEffect, useMemo, useState } from 'react';
import { otherLayouts } from '#shared/lib/layout.ts';
import { parseQuery } from '#shared/lib/search-query.ts';
import type { HubAnswer } from '../client/client.ts';
import { useClient } from '../client/react.tsx';
import { foundContacts, type FoundContact } from './found-contacts.ts';
import { useOnline } from './use-contact-dialogs.ts';

/** The hub is asked when typing rests, in milliseconds. */
const REST_MS = 300;
const SHORTEST_FOR_HUB = 2;

type Summaries = Parameters<typeof foundContacts>[0];
const NOBODY: Summaries = [];

export interface ContactSearch {
  found: readonly FoundContact[];
  /** These words are answered: by this computer, and by the hub where it can be asked. */
  settled: boolean;
  /** Whether the hub's clients are among them. */
  hub: 'idle' | 'asking' | 'done' | 'offline' | 'failed';
}

/** Clients by name, number or address: those on this computer with every letter, the others when the hub has answered. */
export function useContactSearch(typed: string): ContactSearch {
  const text = typed.trim();
  const local = useLocal(text);
  const hub = useHub(parseQuery(text) === null || text.length < SHORTEST_FOR_HUB ? null : text);
  const response = hub.answer?.kind === 'found' ? hub.answer.response : null;
  const found = useMemo(() => foundContacts(local.found, response), [local.found, response]);
  return { found, settled: local.answered && hub.state !== 'asking', hub: hub.state };
}

/** What was found for the letters before stays until these are answered: no flicker. */
function useLocal(text: string): { found: Summaries; answered: boolean } {
  const { search } = useClient();
  const [latest, setLatest] = useState<{ text: string; found: Summaries }>({ text: '', found: NOBODY });
  useEffect(() => {
    let overtaken = false;
    const ask = (words: string) =>
      search.find({ text: words, limit: 1, before: null }).then(
        (answer) => answer?.contacts.map(({ contact }) => contact) ?? [],
        () => [],
      );
    Promise.all([text, ...otherLayouts(text)].filter((words) => words !== '').map(ask)).then(
      (answers) => {
        if (!overtaken) setLatest({ text, found: answers.flat() });
      },
      () => undefined,
    );
    return () => {
      overtaken = true;
    };
  }, [search, text]);
  return { found: text === '' ? NOBODY : latest.found, answered: latest.text === text };
}

function useHub(text: string | null): { answer: HubAnswer | null; state: ContactSearch['hub'] } {
  const { search } = useClient();
  const online = useOnline();
  const [latest, setLatest] = useState<{ text: string; answer: HubAnswer } | null>(null);
  useEffect(() => {
    if (text === null || !online) return undefined;
    const leave = new AbortController();
    const timer = setTimeout(() => {
      search.askHub(text, null, leave.signal).then(
        (answer) => !leave.signal.aborted && setLatest({ text, answer }),
        (error: unknown) =>
          !leave.signal.aborted && setLatest({ text, answer: { kind: 'failed', detail: String(error) } }),
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [search, text, online]);
  const answer = latest?.text === text ? latest.answer : null;
  return { answer, state: stateOf(text, online, answer) };
}

function stateOf(text: string | null, online: boolean, answer: HubAnswer | null): ContactSearch['hub'] {
  if (text === null) return 'idle';
  if (!online || answer?.kind === 'offline') return 'offline';
  if (answer === null) return 'asking';
  return answer.kind === 'found' ? 'done' : 'failed';
}
