import type { Texts } from '#renderer/i18n/i18n.ts';
import type { ImportProblem } from '#shared/domain/reply-import.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { previewOf } from '#shared/lib/text.ts';

/** A cell of a file may hold anything, where the name of a line should stand. */
const LONGEST_NAME = 60;

/** What is wrong with a file or one of its rows, in words. */
export function importProblemText(problem: ImportProblem, { t, format }: Texts): string {
  switch (problem.code) {
    case 'too_many':
    case 'text_too_long':
    case 'folder_too_deep':
      return t(`reply.import.problem.${problem.code}`, { most: format.number(problem.most) });
    case 'unknown_shelf':
    case 'unknown_line':
    case 'not_allowed':
      return t(`reply.import.problem.${problem.code}`, { name: previewOf(problem.name, LONGEST_NAME) });
    case 'empty':
    case 'too_large':
    case 'not_json':
    case 'other_format':
    case 'newer_version':
    case 'no_columns':
    case 'unclosed_quote':
    case 'no_title':
    case 'no_text':
    case 'title_too_long':
    case 'bad_shortcut':
    case 'unreadable':
      return t(`reply.import.problem.${problem.code}`);
    default:
      return exhaustive(problem, 'problem of an import');
  }
}

/** Null: it is about the whole file. */
export const lineOf = (problem: ImportProblem): number | null => ('line' in problem ? problem.line : null);
