import { EyeOff, UsersRound } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName, firstName, operatorName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { cn } from '#renderer/kit/cn.ts';
import { otherOf } from '#shared/domain/talk.ts';
import type { SearchQuery } from '#shared/lib/search-query.ts';
import { detailOf, type ResultRow } from './results.ts';
import { piecesOf, snippetOf, type Piece } from './snippet.ts';

interface ResultOptionProps {
  id: string;
  row: ResultRow;
  query: SearchQuery | null;
  typed: string;
  /** Where the keyboard is. */
  active: boolean;
  onChoose: () => void;
}

export const ResultOption = memo(
  function ResultOption({ id, row, query, typed, active, onChoose }: ResultOptionProps): ReactNode {
    return (
      // Keys are the field's business; it knows the active option by aria-activedescendant.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
      <div
        id={id}
        role="option"
        aria-selected={active}
        {...(row.kind === 'talk' ? { 'data-found-talk': row.talkId } : { 'data-found-dialog': row.dialogId })}
        onClick={onChoose}
        className={cn('flex items-center gap-3 px-3 py-2', active ? 'bg-selected' : 'hover:bg-hover')}
      >
        {row.kind === 'contact' && <ContactText row={row} query={query} typed={typed} />}
        {row.kind === 'message' && <MessageText row={row} query={query} />}
        {row.kind === 'talk' && <TalkText row={row} query={query} />}
      </div>
    );
  },
  (a, b) =>
    a.row === b.row && a.query === b.query && a.active === b.active && a.typed === b.typed && a.id === b.id,
);

type ContactRow = Extract<ResultRow, { kind: 'contact' }>;

function ContactText({
  row,
  query,
  typed,
}: {
  row: ContactRow;
  query: SearchQuery | null;
  typed: string;
}): ReactNode {
  const { t, format } = useTexts();
  const client = useClient();
  const now = useHubNow(60_000);
  const newest = useLive(() => client.queries.dialog(row.dialogId), [client, row.dialogId]);
  const name = contactName(row.contact, t);
  // Where and when they wrote tells namesakes apart: visitors of a site have no number or address, and a number says little.
  const details = [detailOf(row.detail, typed), newest?.channel?.name ?? null].filter((one) => one !== null);
  return (
    <>
      <Avatar name={name} seed={row.contact.id} size={36} nameless={(row.contact.name ?? '') === ''} />
      <span className="flex min-w-0 grow flex-col">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 grow truncate text-left text-sm font-medium text-ink">
            {query === null ? name : <Marked pieces={piecesOf(query, name)} />}
          </bdi>
          {newest && (
            <span className="tnum shrink-0 text-xs text-ink-3">
              {format.listTime(newest.dialog.lastActivityAt, now)}
            </span>
          )}
        </span>
        {details.length > 0 && (
          <bdi className="truncate text-left text-xs text-ink-3">{details.join(' · ')}</bdi>
        )}
      </span>
    </>
  );
}

type MessageRow = Extract<ResultRow, { kind: 'message' }>;

function MessageText({ row, query }: { row: MessageRow; query: SearchQuery | null }): ReactNode {
  const { t, format } = useTexts();
  const now = useHubNow(60_000);
  const prefix = useAuthorName(row.author);
  return (
    <span className="flex min-w-0 grow flex-col gap-px">
      <span className="flex items-baseline gap-2">
        <bdi className="min-w-0 grow truncate text-left text-sm font-medium text-ink">
          {contactName(row.contact, t)}
        </bdi>
        <span className="tnum shrink-0 text-xs text-ink-3">{format.listTime(row.at, now)}</span>
      </span>
      <span className="line-clamp-2 text-sm text-ink-2 [overflow-wrap:anywhere]">
        {row.hidden && (
          <>
            <EyeOff size={12} aria-hidden="true" className="mr-1 inline align-[-1px] text-warn" />
            <span className="sr-only">{t('dialogs.hidden')}: </span>
          </>
        )}
        {prefix !== null && <span className="text-ink">{prefix}: </span>}
        <bdi>{query === null ? row.text : <Marked pieces={snippetOf(query, row.text)} />}</bdi>
      </span>
    </span>
  );
}

type TalkRow = Extract<ResultRow, { kind: 'talk' }>;

function TalkText({ row, query }: { row: TalkRow; query: SearchQuery | null }): ReactNode {
  const { format } = useTexts();
  const now = useHubNow(60_000);
  const prefix = useAuthorName(row.author);
  const name = usePlaceName(row.place);
  return (
    <>
      <span
        aria-hidden="true"
        className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-team text-on-team"
      >
        <UsersRound size={18} />
      </span>
      <span className="flex min-w-0 grow flex-col gap-px">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 grow truncate text-left text-sm font-medium text-ink">{name}</bdi>
          <span className="tnum shrink-0 text-xs text-ink-3">{format.listTime(row.at, now)}</span>
        </span>
        <span className="line-clamp-2 text-sm text-ink-2 [overflow-wrap:anywhere]">
          {prefix !== null && <span className="text-ink">{prefix}: </span>}
          <bdi>{query === null ? row.text : <Marked pieces={snippetOf(query, row.text)} />}</bdi>
        </span>
      </span>
    </>
  );
}

/** With whom it was said. */
function usePlaceName(place: TalkRow['place']): string {
  const { t } = useTexts();
  const client = useClient();
  const directory = useLive(() => client.queries.directory(), [client]);
  const me = client.session.operator.id;
  if (place.kind === 'line') return directory?.lines.get(place.lineId)?.name ?? t('line.unknown');
  const other = otherOf(place, me);
  return other === null ? t('team.notes') : operatorName(other, directory?.operators ?? new Map(), t);
}

/** Who said it, if it was not the client. */
function useAuthorName(author: string | null): string | null {
  const { t } = useTexts();
  const client = useClient();
  const directory = useLive(() => client.queries.directory(), [client]);
  if (author === null) return null;
  if (author === 'system') return t('author.system');
  if (author === client.session.operator.id) return t('operator.you');
  return firstName(operatorName(author, directory?.operators ?? new Map(), t));
}

/** Hostile text: only ever text nodes. */
function Marked({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  return pieces.map((piece, index) =>
    piece.found ? (
      // Pieces have no identity but their place.
      <mark key={index} className="rounded-xs bg-accent/20 text-ink">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
