import type { DirectoryView } from '../../data/queries/views.ts';
import type { Branch, Line } from '#shared/domain/directory.ts';
import type { HandOverTarget } from '#shared/domain/hand-over.ts';
import type { Id } from '#shared/domain/ids.ts';
import { fit, foldWords, readings } from '#shared/lib/fuzzy.ts';
import type { Colleague } from '../availability.ts';

/** Whom dialogs can be given to, in the order in which one would think of them. Pure. */

export interface ColleagueTarget {
  kind: 'operator';
  key: string;
  colleague: Colleague;
}

export interface LineTarget {
  kind: 'line';
  key: string;
  line: Line;
  branch: Branch | null;
  /** It is in this line already, in somebody's hands: it would go back into the queue. */
  same: boolean;
}

export type Target = ColleagueTarget | LineTarget;

/** @param all in the order in which one would think of them */
export function colleagues(all: readonly Colleague[], without: ReadonlySet<Id>): ColleagueTarget[] {
  return all
    .filter(({ operator }) => !without.has(operator.id))
    .map((colleague): ColleagueTarget => ({ kind: 'operator', key: colleague.operator.id, colleague }));
}

/** All lines, by branch and name. */
export function linesOf({ lines, branches }: DirectoryView): LineTarget[] {
  return [...lines.values()]
    .map((line): LineTarget => ({
      kind: 'line',
      key: line.id,
      line,
      branch: branches.get(line.branchId) ?? null,
      same: false,
    }))
    .toSorted(
      (a, b) =>
        (a.branch?.name ?? '').localeCompare(b.branch?.name ?? '') || a.line.name.localeCompare(b.line.name),
    );
}

export function handOverTo(target: Target): HandOverTarget {
  return target.kind === 'operator'
    ? { kind: 'operator', operatorId: target.key }
    : { kind: 'line', lineId: target.line.id, branchId: target.line.branchId };
}

export const targetName = (target: Target): string =>
  target.kind === 'operator' ? target.colleague.operator.name : target.line.name;

/** Those that fit what was typed, on either layout, the best first; all of them for nothing. */
export function search<T extends Target>(targets: readonly T[], typed: string): T[] {
  const read = readings(typed);
  if (read.length === 0) return typed.trim() === '' ? [...targets] : [];
  return targets
    .map((target) => {
      const words = foldWords(wordsOf(target));
      return { target, score: Math.max(...read.map((one) => fit(one, words))) };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ target }) => target);
}

const wordsOf = (target: Target): string =>
  target.kind === 'operator'
    ? target.colleague.operator.name
    : `${target.line.name} ${target.branch?.name ?? ''}`;
