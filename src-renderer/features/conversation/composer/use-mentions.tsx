import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { roleName } from '#renderer/i18n/words/names.ts';
import { Avatar } from '#renderer/kit/avatar.tsx';
import type { Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { colleaguesCalled, mentionedIn, typedName, type TypedName } from './mentions.ts';
import type { Suggested, Suggestion } from './suggestions.tsx';
import type { DraftHandle } from './use-draft.ts';

const MOST = 8;
/** Rights seldom change while somebody writes, in milliseconds. */
const READERS_STALE_MS = 60_000;
const NOBODY: ReadonlyMap<Id, Operator> = new Map();

export interface Mentions {
  suggested: Suggested | null;
  /** Whom the text names as it stands. */
  named: () => Id[];
}

interface MentionsInput {
  dialogId: Id;
  draft: DraftHandle;
  /** Only colleagues read it. */
  hidden: boolean;
  caret: number;
  /** Who takes part in the talk: offered first. */
  people: readonly Id[];
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Colleagues after `@`, in hidden messages only: to the client their names say nothing, and nobody is called. */
export function useMentions({ dialogId, draft, hidden, caret, people, field }: MentionsInput): Mentions {
  const { t } = useTexts();
  const client = useClient();
  const me = client.session.operator.id;
  const operators = useLive(() => client.queries.directory(), [client])?.operators ?? NOBODY;
  const nextCaret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (nextCaret.current !== null) field.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = null;
  });
  const colleagues = [...operators.values()].filter((one) => one.active && one.id !== me);
  const picked = draft.mentions ?? [];
  const typed = hidden ? typedName(draft.text, caret, colleagues) : null;

  const readers = useReaders(typed === null ? null : dialogId);
  // Without the hub nobody knows who cannot see it.
  const blind = (id: Id): boolean => readers !== null && !readers.has(id) && !people.includes(id);
  const detail = ({ id, role }: Operator): string => {
    if (people.includes(id)) return t('mention.here');
    return blind(id) ? t('mention.blind') : roleName(role, t);
  };

  const write = (one: Operator, { from, to }: { from: number; to: number }): void => {
    const name = `@${one.name} `;
    const after = draft.text.slice(to);
    nextCaret.current = from + name.length;
    draft.set({
      text: `${draft.text.slice(0, from)}${name}${after.startsWith(' ') ? after.slice(1) : after}`,
      mentions: [...new Set([...picked, one.id])],
    });
  };
  const suggestions = (at: TypedName): Suggestion[] =>
    colleaguesCalled(at.name, colleagues, (id) => (people.includes(id) ? 2 : blind(id) ? 0 : 1))
      .slice(0, MOST)
      .map((one) => ({
        key: one.id,
        icon: <Avatar name={one.name} seed={one.id} size={16} />,
        text: one.name,
        detail: detail(one),
        keys: null,
        why: null,
        choose: () => write(one, at),
      }));
  const suggested = typed && {
    place: `mention ${typed.from}`,
    label: t('mention.label'),
    groups: [{ heading: null, items: suggestions(typed) }],
  };
  return { suggested, named: () => (hidden ? mentionedIn(draft.text, picked, colleagues) : []) };
}

/** Who sees the dialog and will hear of being named; null while that is not known. */
function useReaders(dialogId: Id | null): ReadonlySet<Id> | null {
  const { remote } = useClient();
  const { data } = useQuery({
    queryKey: ['readers', dialogId],
    queryFn: async () => new Set(dialogId === null ? [] : await remote.readers(dialogId)),
    enabled: dialogId !== null,
    staleTime: READERS_STALE_MS,
  });
  return data ?? null;
}
