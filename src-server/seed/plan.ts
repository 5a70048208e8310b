/** Which talks the demo company has had, and how far each has come. Pure: the same plan for the same clock. */
import { CHANNELS, OPERATORS, type LineName } from './company.ts';
import { FILLINGS, NAMES, SAYINGS, SCRIPTS } from './scripts.ts';

export type Step =
  | { by: 'client'; text: string; at: number }
  | { by: 'operator'; operatorId: string; text: string; at: number }
  | { by: 'finish'; operatorId: string; at: number };

export interface PlannedTalk {
  line: LineName;
  channelId: string;
  name: string | null;
  steps: Step[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const COUNT: Readonly<Record<LineName, number>> = { shop: 34, kazan: 16, wholesale: 14 };

/** Numbers that look random and are the same every time (mulberry32). @returns 0 ≤ n < 1 */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** All talks by the time of their beginning. @param now milliseconds; the newest talk is some minutes old */
export function planTalks(now: number): PlannedTalk[] {
  const random = randomFrom(20_240_611);
  const talks = (Object.keys(COUNT) as LineName[]).flatMap((line) =>
    Array.from({ length: COUNT[line] }, (_, n) => planTalk(line, n, now, random)),
  );
  return talks.toSorted((a, b) => (a.steps[0]?.at ?? 0) - (b.steps[0]?.at ?? 0));
}

type Fate = 'queued' | 'active' | 'waits again' | 'closed';

function fateOf(n: number): Fate {
  const fates: Fate[] = ['queued', 'active', 'closed', 'waits again', 'closed'];
  return n < 10 ? (fates[n % fates.length] ?? 'closed') : n < 15 ? 'queued' : 'closed';
}

function planTalk(line: LineName, n: number, now: number, random: () => number): PlannedTalk {
  const fate = fateOf(n);
  const scripts = SCRIPTS[line];
  // The same script comes again only after all others, with other fillings.
  const script = (scripts[n % scripts.length] ?? []).map((text) => fill(line, text, random));
  const team = OPERATORS.filter((operator) => operator.lines.includes(line));
  const operatorId = team[Math.floor(random() * team.length)]?.id ?? '';
  const lines = linesFor(line, fate, script);
  const age =
    fate === 'closed'
      ? DAY + random() * 38 * DAY
      : fate === 'queued'
        ? (3 + random() * 200) * MINUTE
        : (1 + random() * 20) * HOUR;
  const steps = timed(lines, operatorId, now - age, now, random);
  if (fate === 'closed') {
    steps.push({ by: 'finish', operatorId, at: (steps.at(-1)?.at ?? now) + 5 * MINUTE });
  }
  return { line, channelId: CHANNELS[line].id, name: NAMES[line][n % NAMES[line].length] ?? null, steps };
}

/** How much of the script has been said. */
function linesFor(line: LineName, fate: Fate, script: readonly string[]): string[] {
  const firstAnswer = script.findIndex((text) => text.startsWith('> '));
  const { answer: firstWords, again, done } = SAYINGS[line];
  const answer = `> ${firstWords}`;
  switch (fate) {
    case 'queued':
      return firstAnswer === -1 ? [...script] : script.slice(0, firstAnswer);
    case 'active':
      return firstAnswer === -1 ? [...script, answer] : script.slice(0, firstAnswer + 1);
    case 'waits again':
      return [...(firstAnswer === -1 ? [...script, answer] : script), again];
    case 'closed':
      return firstAnswer === -1 ? [...script, `> ${done}`] : [...script];
    default:
      return fate satisfies never;
  }
}

function timed(
  lines: readonly string[],
  operatorId: string,
  from: number,
  now: number,
  random: () => number,
): Step[] {
  // A talk that begins just before now must not reach beyond it.
  const gap = Math.min(6 * MINUTE, (now - from) / (lines.length + 1));
  let at = Math.round(from);
  return lines.map((text) => {
    const step: Step = text.startsWith('> ')
      ? { by: 'operator', operatorId, text: text.slice(2), at }
      : { by: 'client', text, at };
    at += Math.round(gap * (0.3 + 0.7 * random()));
    return step;
  });
}

function fill(line: LineName, text: string, random: () => number): string {
  return text.replace(/\{(\w+)\}/g, (_, what: string) => {
    if (what === 'order') return `№ ${10_000 + Math.floor(random() * 80_000)}`;
    const choices = FILLINGS[line][what] ?? [];
    return choices[Math.floor(random() * choices.length)] ?? '';
  });
}
