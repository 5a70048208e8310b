import { randomFrom } from './random.ts';

/** The shortest talk: it was opened, the client wrote, something came of it. */
const SHORTEST = 3;
const PER_DIALOG = 10;
/** One dialog in so many goes on for months. */
const GIANT_EVERY = 20_000;

/**
 * How many messages each dialog has: most a handful, some dozens, a few thousands; together exactly `dialogs × 10`.
 * @returns at least 3 each
 */
export function dialogLengths(dialogs: number, seed: number): Int32Array {
  const random = randomFrom(seed, 1);
  const lengths = Int32Array.from({ length: dialogs }, () =>
    Math.min(1_000, SHORTEST + Math.floor(4 * Math.exp(1.1 * random.normal()))),
  );
  const giants = Math.floor(dialogs / GIANT_EVERY);
  for (let i = 0; i < giants; i += 1) lengths[random.int(0, dialogs)] = random.int(1_500, 4_000);
  let rest = dialogs * PER_DIALOG - lengths.reduce((sum, length) => sum + length, 0);
  // The difference is spread over all, so that the total is exact whatever the chances were.
  while (rest !== 0) {
    const i = random.int(0, dialogs);
    const length = lengths[i] ?? SHORTEST;
    const step = Math.sign(rest);
    if (length + step < SHORTEST) continue;
    lengths[i] = length + step;
    rest -= step;
  }
  return lengths;
}
