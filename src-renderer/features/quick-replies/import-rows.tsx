import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/react.tsx';
import { cn } from '#renderer/kit/cn.ts';
import type { Imported, ImportRow, OnTwin } from '#shared/domain/reply-import.ts';
import { previewOf } from '#shared/lib/text.ts';
import { unknownIn } from './form.ts';
import { importProblemText, lineOf } from './import-problem.ts';

/** More nobody reads; the numbers above say how many there are. */
const MOST_SHOWN = 200;
const MOST_NAMED = 10;

/** What would become of each row of a file; what cannot be taken stands first, with its line. */
export function ImportRows({ read, onTwin }: { read: Imported; onTwin: OnTwin }): ReactNode {
  const texts = useTexts();
  const { t } = texts;
  const { rows, problems, ignored } = read;
  const unknown = [...new Set(rows.flatMap(({ draft }) => unknownIn(draft.text)))];
  const twins = rows.filter(({ twin }) => twin !== null).length;
  return (
    <>
      <p aria-live="polite" className="text-sm font-medium">
        {[
          t('reply.import.new', { count: rows.length - twins }),
          twins > 0 && t(`reply.import.${onTwin}Count`, { count: twins }),
          problems.length > 0 && t('reply.import.errors', { count: problems.length }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {ignored.length > 0 && (
        <p className="text-sm text-warn">{t('reply.import.ignored', { names: ignored.join(', ') })}</p>
      )}
      {unknown.length > 0 && (
        <p className="text-sm text-warn">
          {t('reply.error.unknown', { names: unknown.slice(0, MOST_NAMED).join(', ') })}
        </p>
      )}
      <ul
        aria-label={t('reply.import.rows')}
        // What scrolls can be reached by the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-64 overflow-y-auto rounded-md border border-line text-sm"
      >
        {problems.slice(0, MOST_SHOWN).map((problem, i) => (
          // A line may have several problems.
          <li key={`${lineOf(problem) ?? 'file'} ${i}`} className={cn(ROW, 'text-danger')}>
            <Line line={lineOf(problem)} />
            <span className="min-w-0 grow">{importProblemText(problem, texts)}</span>
          </li>
        ))}
        {rows.slice(0, MOST_SHOWN).map((row) => (
          <li key={row.line} className={ROW}>
            <Line line={row.line} />
            <Fate row={row} onTwin={onTwin} />
            <bdi className="max-w-48 shrink-0 truncate font-medium">{row.draft.title}</bdi>
            <bdi className="min-w-0 truncate text-xs text-ink-3">{previewOf(row.draft.text)}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

const ROW = 'flex min-h-8 items-center gap-3 border-b border-line px-3 py-1 last:border-b-0';

function Line({ line }: { line: number | null }): ReactNode {
  const { t, format } = useTexts();
  if (line === null) return null;
  return (
    <span className="tnum w-20 shrink-0 text-xs text-ink-3">
      {t('reply.import.line', { line: format.number(line) })}
    </span>
  );
}

function Fate({ row, onTwin }: { row: ImportRow; onTwin: OnTwin }): ReactNode {
  const { t } = useTexts();
  const fate = row.twin === null ? 'new' : onTwin;
  return (
    <span
      className={cn(
        'w-24 shrink-0 text-xs font-medium',
        fate === 'new' ? 'text-ok' : fate === 'replace' ? 'text-warn' : 'text-ink-3',
      )}
    >
      {t(`reply.import.fate.${fate}`)}
    </span>
  );
}
