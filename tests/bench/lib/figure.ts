import { median } from './stats.ts';

/** What a ratio has to be. */
export interface Goal {
  readonly at: 'least' | 'most';
  readonly value: number;
}

export interface Comparison {
  /** The floor or the peer, measured in the same run. */
  readonly against: string;
  /** The measured value divided by that of `against`. */
  readonly ratio: number;
  readonly goal: Goal | null;
}

/** One measured thing. Floors and peers are figures, too; they only have no goals. */
export interface Figure {
  /** Name of the benchmark it comes from. */
  readonly area: string;
  readonly what: string;
  readonly unit: string;
  /** Each run's value; `value` is their median. */
  readonly runs: readonly number[];
  readonly value: number;
  /** A bound on the value itself, where the goal is no ratio. */
  readonly goal: Goal | null;
  readonly comparisons: readonly Comparison[];
  readonly note: string | null;
}

export interface FigureOptions {
  readonly goal?: Goal;
  readonly comparisons?: readonly Comparison[];
  readonly note?: string;
}

export function figure(
  area: string,
  what: string,
  unit: string,
  runs: readonly number[],
  options: FigureOptions = {},
): Figure {
  const { goal = null, comparisons = [], note = null } = options;
  return { area, what, unit, runs, value: median(runs), goal, comparisons, note };
}

/** @param than runs of the floor or peer, interleaved with `runs` */
export function compare(
  runs: readonly number[],
  against: string,
  than: readonly number[],
  goal: Goal | null = null,
): Comparison {
  return { against, ratio: median(runs) / median(than), goal };
}

export const atLeast = (value: number): Goal => ({ at: 'least', value });
export const atMost = (value: number): Goal => ({ at: 'most', value });

export function meets(value: number, goal: Goal): boolean {
  return goal.at === 'least' ? value >= goal.value : value <= goal.value;
}
