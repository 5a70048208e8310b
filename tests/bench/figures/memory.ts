import type { Injected } from '../hub/inject.ts';
import type { Benchmark } from '../lib/benchmark.ts';
import { atMost, figure, type Figure } from '../lib/figure.ts';
import { Heaps } from '../lib/heaps.ts';
import type { Lab } from '../lib/lab.ts';
import { trend, type Trend } from '../lib/stats.ts';
import { setUp } from './burst.ts';

/** Messages that pass through before memory is judged, as many as pass while it is, and how often it is looked at in each of these halves. */
const MESSAGES = 100_000;
const LOOKS = 20;
const BATCH = 500;

interface Point {
  x: number;
  y: number;
}

/** Every heap of the client after a collection: the page's, the sync worker's, the search worker's. */
async function run(lab: Lab): Promise<Figure[]> {
  const stage = await setUp(lab);
  const heaps = await Heaps.of(await stage.screen.context.newCDPSession(stage.screen.page));
  const half = Math.max(20_000, Math.round(MESSAGES * Math.min(1, lab.options.scale)));
  const lookEvery = Math.ceil(half / LOOKS / BATCH) * BATCH;
  const points = new Map<string, Point[]>();
  for (let written = 0; written < 2 * half;) {
    let last: Injected | null = null;
    for (let n = 0; n < lookEvery; n += BATCH) last = await stage.injector.write(BATCH);
    written += lookEvery;
    await stage.screen.call('untilText', last?.text ?? '');
    const looked = await heaps.measure();
    for (const [name, y] of looked) points.set(name, [...(points.get(name) ?? []), { x: written / 1000, y }]);
    const said = Array.from(looked, ([name, mib]) => `${name} ${mib.toFixed(1)}`).join(', ');
    lab.options.say(`${written} messages: ${said} MiB`);
  }
  await stage.stop();
  return Array.from(points).flatMap(([name, of]) => figuresOf(name, of, half / 1000));
}

const slopeOf = ({ slope, error, flat }: Trend): string =>
  `${(slope * 100).toFixed(2)} ± ${(error * 100).toFixed(2)} MiB per 100,000 messages, ${flat ? 'within noise' : 'not within noise'}`;

/** @param half where the half begins that is judged, in thousands of messages */
function figuresOf(name: string, points: readonly Point[], half: number): Figure[] {
  const heap = figure(
    'memory',
    `heap of ${name}`,
    'MiB',
    points.map(({ y }) => y),
  );
  // The first half fills caches and compiles code; what counts is whether it goes on.
  const [first, later] = [points.filter(({ x }) => x <= half), points.filter(({ x }) => x > half)];
  // A worker that started late or ended was not there for long enough.
  if (later.length < 3) return [heap];
  const judged = trend(later);
  const before = first.length < 3 ? '' : `; in the half before: ${slopeOf(trend(first))}`;
  const beyond = [judged.flat || judged.slope < 0 ? 0 : judged.slope * 100];
  return [
    heap,
    figure('memory', `its trend beyond noise, ${name}, per 100,000 messages`, 'MiB', beyond, {
      goal: atMost(0),
      note: `${slopeOf(judged)}${before}`,
    }),
  ];
}

export const memory: Benchmark = { name: 'memory', run };
