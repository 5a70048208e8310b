import type { Texts } from '#renderer/i18n/i18n.ts';
import { MAX_REPLY_FOLDERS } from '#shared/domain/quick-reply.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { FormProblem } from './form.ts';

/** Not said of a new reply before somebody wanted to save it. */
const BEGINNING: ReadonlySet<FormProblem['field']> = new Set(['title', 'text']);

export function saidProblems(problems: readonly FormProblem[], begun: boolean): readonly FormProblem[] {
  return begun ? problems : problems.filter(({ field }) => !BEGINNING.has(field));
}

/** What is wrong with one of the fields; null when nothing is. */
export function problemText(
  problems: readonly FormProblem[],
  fields: readonly FormProblem['field'][],
  { t }: Texts,
): string | null {
  const problem = problems.find((one) => fields.includes(one.field));
  if (problem === undefined) return null;
  switch (problem.field) {
    case 'tooLong':
      return t('reply.error.tooLong', { count: problem.count });
    case 'taken':
      return t('reply.error.shortcutTaken', { shortcut: problem.shortcut, title: problem.title });
    case 'folder':
      return t('reply.error.folder', { max: MAX_REPLY_FOLDERS });
    case 'title':
    case 'text':
    case 'shortcut':
      return t(`reply.error.${problem.field}`);
    default:
      return exhaustive(problem, 'problem of a reply');
  }
}
