import { useMemo } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { talksCalled, talksToFind, type FoundTalk } from './found-talk.ts';

const NOBODY: FoundTalk[] = [];

/** Colleagues and lines that are called so, to write to. */
export function useTalksCalled(typed: string, read: readonly string[][]): FoundTalk[] {
  const { t } = useTexts();
  const client = useClient();
  const list = useLive(() => client.queries.talks(), [client]);
  const me = client.session.operator.id;
  const asked = typed.trim() !== '';
  return useMemo(
    () => (list && asked ? talksCalled(read, talksToFind(list, me, t)) : NOBODY),
    [list, asked, read, me, t],
  );
}
