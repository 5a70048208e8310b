import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { useColleagues, useColleagueWords } from '#renderer/people/use-colleagues.ts';
import type { Line } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';

export interface FateOptions {
  lines: ReadonlyMap<Id, Line>;
  /** With presence and load in words, those who are there first. */
  colleagues: readonly { id: Id; label: string }[];
}

const NO_LINES: ReadonlyMap<Id, Line> = new Map();

/** Where dialogs can go: lines of the company, and colleagues. */
export function useFateOptions(): FateOptions {
  const { t } = useTexts();
  const client = useClient();
  const lines = useLive(() => client.queries.directory(), [client])?.lines ?? NO_LINES;
  const colleagues = useColleagues();
  const words = useColleagueWords();
  return {
    lines,
    colleagues: colleagues.map((colleague) => ({
      id: colleague.operator.id,
      label: t('shift.colleague', { name: colleague.operator.name, how: words(colleague) }),
    })),
  };
}
