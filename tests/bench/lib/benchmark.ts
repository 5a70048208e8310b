import type { Figure } from './figure.ts';
import type { Lab } from './lab.ts';

export interface Benchmark {
  /** As `--only` names it, and the first column of the table. */
  readonly name: string;
  readonly run: (lab: Lab) => Promise<Figure[]>;
}
