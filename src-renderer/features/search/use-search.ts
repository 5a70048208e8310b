import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { HubAnswer } from '#renderer/client/client.ts';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { TalkFound } from '#renderer/data/queries/views.ts';
import type { LocalAnswer, SearchState } from '#renderer/data/search/handle.ts';
import { parseQuery, type SearchQuery } from '#shared/lib/search-query.ts';
import { mergeResults, type HubFound, type Results } from './results.ts';

/** Results of one page. */
const LIMIT = 30;
/** The hub is asked when typing rests, in milliseconds. */
const REST_MS = 300;
const SHORTEST_FOR_HUB = 2;

export type HubState =
  /** Too short a query, or not yet. */
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'done'; more: boolean }
  | Exclude<HubAnswer, { kind: 'found' }>;

export interface Search {
  /** Null: nothing that could be looked for was typed. */
  query: SearchQuery | null;
  results: Results;
  /** The first answer from here has come. */
  answered: boolean;
  localState: SearchState;
  moreLocal: boolean;
  hub: HubState;
  showMoreLocal: () => void;
  showMoreHub: () => void;
}

/** Asks here with every letter and the hub when typing rests; answers that were overtaken are dropped. */
export function useSearch(typed: string): Search {
  const { search } = useClient();
  const query = useMemo(() => parseQuery(typed), [typed]);
  const localState = useSyncExternalStore(search.subscribe, search.state);
  const local = useLocal(query === null ? null : typed, localState);
  const hub = useHub(query === null || typed.trim().length < SHORTEST_FOR_HUB ? null : typed);
  const team = useTeam(query === null ? null : typed);
  const results = useMemo(() => mergeResults(local.answer, hub.found, team), [local.answer, hub.found, team]);
  return {
    query,
    results,
    answered: local.answered,
    localState,
    moreLocal: (local.answer?.next ?? null) !== null,
    hub: hub.state,
    showMoreLocal: local.showMore,
    showMoreHub: hub.showMore,
  };
}

/** Of the team few are shown: what is looked for is mostly a client's. */
const TEAM_LIMIT = 5;
const NONE: readonly TalkFound[] = [];

/** Messages of the team that are here; what was found for the letters before stays until this is answered. */
function useTeam(text: string | null): readonly TalkFound[] {
  const { queries } = useClient();
  const [found, setFound] = useState(NONE);
  useEffect(() => {
    if (text === null) return undefined;
    let overtaken = false;
    queries.findInTalks(text, TEAM_LIMIT).then(
      (messages) => {
        if (!overtaken) setFound(messages);
      },
      () => undefined,
    );
    return () => {
      overtaken = true;
    };
  }, [queries, text]);
  return text === null ? NONE : found;
}

interface LocalShown {
  answer: LocalAnswer | null;
  answered: boolean;
}

const NOT_YET: LocalShown = { answer: null, answered: false };

/** What is shown while the next answer is on its way is the last one: no blinking while one types. */
function useLocal(text: string | null, state: SearchState) {
  const { search } = useClient();
  const [latest, setShown] = useState<LocalShown>(NOT_YET);
  const shown = text === null ? NOT_YET : latest;
  const wanted = useRef<string | null>(null);
  // What is being indexed may answer too: ask again as it grows, and when it is whole.
  const step = state.kind === 'building' && state.total > 0 ? Math.floor((state.done / state.total) * 10) : 0;
  const question = text === null ? null : `${state.kind} ${step} ${text}`;

  useEffect(() => {
    wanted.current = question;
    if (text === null) return;
    search.find({ text, limit: LIMIT, before: null }).then(
      (answer) => {
        if (wanted.current === question) setShown({ answer, answered: true });
      },
      () => undefined,
    );
  }, [search, text, question]);

  function showMore(): void {
    const { answer } = shown;
    if (text === null || !answer || answer.next === null) return;
    search.find({ text, limit: LIMIT, before: answer.next }).then(
      (more) => {
        if (wanted.current !== question || !more) return;
        const messages = [...answer.messages, ...more.messages];
        setShown({ answer: { ...answer, messages, next: more.next }, answered: true });
      },
      () => undefined,
    );
  }
  return { ...shown, showMore };
}

interface HubShown {
  text: string | null;
  /** Under which rights it was found: under others it may not be seen. */
  rights: string | undefined;
  found: HubFound | null;
  state: HubState;
}

function useHub(text: string | null) {
  const client = useClient();
  const { search } = client;
  const connection = useLive(() => client.queries.status(), [client])?.connection.kind;
  // Known to be away: nobody waits for that to be found out again. With the network the question is asked after all.
  const away = connection === 'offline' || connection === 'reconnecting';
  const rights = useLive(() => client.queries.rightsMark(), [client]);
  const [latest, setShown] = useState<HubShown | null>(null);
  // Results of another query are no answer to this one; those from here are there at once.
  const shown: HubShown =
    latest?.text === text && latest.rights === rights
      ? latest
      : { text, rights, found: null, state: { kind: text === null ? 'idle' : 'asking' } };

  useEffect(() => {
    if (text === null || away) return undefined;
    const leave = new AbortController();
    const timer = setTimeout(() => {
      ask(search.askHub(text, null, leave.signal), (answer) => {
        if (!leave.signal.aborted) setShown({ text, rights, ...answered(null, answer) });
      });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [search, text, away, rights]);

  function showMore(): void {
    const { found } = shown;
    if (text === null || !found || found.next === null) return;
    setShown({ ...shown, state: { kind: 'asking' } });
    ask(search.askHub(text, found.next, new AbortController().signal), (answer) => {
      setShown((now) =>
        now?.text === text && now.rights === rights ? { text, rights, ...answered(found, answer) } : now,
      );
    });
  }
  const state: HubState = away && text !== null ? { kind: 'offline' } : shown.state;
  return { found: shown.found, state, showMore };
}

/** The hub's answer words its own failures. */
function ask(asking: Promise<HubAnswer>, then: (answer: HubAnswer) => void): void {
  asking.then(then, (error: unknown) => then({ kind: 'failed', detail: String(error) }));
}

function answered(before: HubFound | null, answer: HubAnswer): Pick<HubShown, 'found' | 'state'> {
  if (answer.kind !== 'found') return { found: before, state: answer };
  const { response } = answer;
  const found = before
    ? { ...response, contacts: before.contacts, messages: [...before.messages, ...response.messages] }
    : response;
  return { found, state: { kind: 'done', more: response.next !== null } };
}
