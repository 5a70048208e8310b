import { useId, type ReactNode } from 'react';
import { SearchX } from 'lucide-react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Empty } from '#renderer/kit/empty.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { ResultRow } from './results.ts';
import { ResultOption } from './result-option.tsx';
import { SearchNotes } from './search-notes.tsx';
import type { Search } from './use-search.ts';

export const RESULTS_ID = 'search-results';
export const optionId = (key: string): string => `found-${key.replaceAll(' ', '-')}`;

/** Everything the keyboard walks through, in the order of the screen. */
export type Option = ResultRow | { kind: 'more_local'; key: string } | { kind: 'more_hub'; key: string };

const MORE_LOCAL: Option = { kind: 'more_local', key: 'more here' };
const MORE_HUB: Option = { kind: 'more_hub', key: 'more hub' };

export function shownOptions({ results, moreLocal, hub }: Search): Option[] {
  return [
    ...results.contacts,
    ...results.messages,
    ...(moreLocal ? [MORE_LOCAL] : []),
    ...results.talks,
    ...results.hubContacts,
    ...results.hubMessages,
    ...(hub.kind === 'done' && hub.more && !moreLocal ? [MORE_HUB] : []),
  ];
}

interface SearchResultsProps {
  search: Search;
  typed: string;
  activeKey: string | null;
  onChoose: (key: string) => void;
}

/** Clients and messages found here, then what only the server has, then what must be said about either. */
export function SearchResults({ search, typed, activeKey, onChoose }: SearchResultsProps): ReactNode {
  const { t } = useTexts();
  const { results, hub, moreLocal } = search;
  const option = (row: ResultRow): ReactNode => (
    <ResultOption
      key={row.key}
      id={optionId(row.key)}
      row={row}
      query={search.query}
      typed={typed}
      active={row.key === activeKey}
      onChoose={() => onChoose(row.key)}
    />
  );
  const more = (key: string, words: string): ReactNode => (
    <MoreOption id={optionId(key)} words={words} active={key === activeKey} onChoose={() => onChoose(key)} />
  );
  const onHub = [...results.hubContacts, ...results.hubMessages];
  const moreOnHub = hub.kind === 'done' && hub.more && !moreLocal;
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto" data-search-results>
      <div id={RESULTS_ID} role="listbox" aria-label={t('search.results')}>
        {results.contacts.length > 0 && (
          <Group title={t('search.clients')}>{results.contacts.map(option)}</Group>
        )}
        {results.messages.length > 0 && (
          <Group title={t('search.messages')}>
            {results.messages.map(option)}
            {moreLocal && more('more here', t('search.more'))}
          </Group>
        )}
        {results.talks.length > 0 && <Group title={t('team.search')}>{results.talks.map(option)}</Group>}
        {onHub.length > 0 && (
          <Group title={t('search.onServer')}>
            {onHub.map(option)}
            {moreOnHub && more('more hub', t('search.more'))}
          </Group>
        )}
      </div>
      <SearchNotes search={search} empty={shownOptions(search).length === 0} />
      {isNothing(search) && (
        <div className="grow">
          <Empty
            icon={<SearchX size={24} strokeWidth={1.5} />}
            title={t('search.nothing.title')}
            text={t('search.nothing.text')}
          />
        </div>
      )}
    </div>
  );
}

/** Only when both have answered and everything here is indexed: before that "nothing" would be a guess. */
function isNothing(search: Search): boolean {
  const { localState, hub } = search;
  return (
    search.query !== null &&
    search.answered &&
    (localState.kind === 'ready' || localState.kind === 'unavailable') &&
    (hub.kind === 'done' || hub.kind === 'idle') &&
    shownOptions(search).length === 0
  );
}

function Group({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div
        id={id}
        role="presentation"
        className="sticky top-0 z-10 bg-canvas px-4 pt-3 pb-1 text-xs font-semibold text-ink-3"
      >
        {title}
      </div>
      {children}
    </div>
  );
}

interface MoreOptionProps {
  id: string;
  words: string;
  active: boolean;
  onChoose: () => void;
}

function MoreOption({ id, words, active, onChoose }: MoreOptionProps): ReactNode {
  return (
    // Keys are the field's business; it knows the active option by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={active}
      onClick={onChoose}
      className={cn(
        'px-4 py-2 text-sm font-medium text-accent-text',
        active ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      {words}
    </div>
  );
}
