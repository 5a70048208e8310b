import type { IncomingMessage } from 'node:http';
import type { Random } from '../random.ts';

/** What can happen to a single request. */
export const SMALL_FAULTS = [
  'request lost',
  'answer lost',
  'answer cut short',
  'answer hung',
  'request repeated',
  'request repeated late',
  'hub busy',
] as const;
export type SmallFault = (typeof SMALL_FAULTS)[number];

/** How a network is at the moment: what it does to requests, by probability, and how long everything takes. */
export class Weather {
  readonly #faults: Readonly<Record<SmallFault, number>>;
  readonly #slow: number;
  readonly #slowMs: number;

  /**
   * @param bad 0: nothing goes wrong; 1: about every eighth request meets something
   * @param slowMs longest delay of what is delayed
   */
  constructor(bad: number, slowMs: number) {
    this.#faults = {
      'request lost': 0.02 * bad,
      'answer lost': 0.03 * bad,
      'answer cut short': 0.01 * bad,
      'answer hung': 0.002 * bad,
      'request repeated': 0.03 * bad,
      'request repeated late': 0.02 * bad,
      'hub busy': 0.02 * bad,
    };
    this.#slow = slowMs > 0 ? 0.3 : 0;
    this.#slowMs = slowMs;
  }

  /** Only what is safe to repeat is repeated: our own API says which requests are. Signing in is left alone. */
  fateOf(request: IncomingMessage, random: Random): SmallFault | 'none' {
    if (request.url?.startsWith('/api/session') || request.url?.endsWith('/visitors')) return 'none';
    let dice = random.next();
    for (const kind of SMALL_FAULTS) {
      dice -= this.#faults[kind];
      if (dice < 0) return kind;
    }
    return 'none';
  }

  delayMs(random: Random): number {
    return random.happens(this.#slow) ? random.next() * this.#slowMs : 0;
  }
}

export const FAIR = new Weather(0, 0);
