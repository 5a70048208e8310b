import type { Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import { fit, foldWords } from '#shared/lib/fuzzy.ts';
import { otherLayouts } from '#shared/lib/layout.ts';

/** Colleagues named by `@` in a hidden message. Pure. */

/** A name that is being typed: from its `@` to the caret. */
export interface TypedName {
  from: number;
  to: number;
  name: string;
}

const WORD = String.raw`[\p{L}\p{M}\p{N}.,;'[\]-]+`;
/**
 * Longest name that is looked for, in words: given name, family name, and one more. Between words there is a blank: of what somebody
 * pastes without any there is one way only to see it as words.
 */
const NAME = new RegExp(String.raw`(?:^|[\s(«"])@((?:${WORD}(?: ${WORD}){0,2} ?)?)$`, 'u');

/** @param colleagues whose whole names, once they stand there, are not being typed any more */
export function typedName(text: string, caret: number, colleagues: readonly Operator[]): TypedName | null {
  const name = NAME.exec(text.slice(0, caret))?.[1];
  if (name === undefined) return null;
  const from = caret - name.length - 1;
  const whole = colleagues.some(
    (one) => name.length > one.name.length && isNamedAt(text, from + 1, one.name),
  );
  return whole ? null : { from, to: caret, name };
}

/** Below it only letters in their order fit, or with a slip: too little to take the place of what somebody writes. */
const SURE = 45;

/** @param nearness the larger, the sooner, whatever fits better: who takes part in the talk, who sees it */
export function colleaguesCalled(
  typed: string,
  colleagues: readonly Operator[],
  nearness: (id: Id) => number,
): Operator[] {
  const read = [typed, ...otherLayouts(typed)].map(foldWords);
  const rank = (one: Operator): number => {
    const words = foldWords(one.name);
    const best = typed.trim() === '' ? SURE : Math.max(...read.map((names) => fit(names, words)));
    return best >= SURE ? best + 1000 * nearness(one.id) : best;
  };
  return colleagues
    .map((one) => ({ one, rank: rank(one) }))
    .filter(({ rank: its }) => its >= SURE)
    .toSorted((a, b) => b.rank - a.rank || a.one.name.localeCompare(b.one.name))
    .map(({ one }) => one);
}

/** A piece of a text; `id` where it names a colleague. */
export interface MentionPart {
  text: string;
  id: Id | null;
}

/** Cuts a text at the names of these colleagues; longer names win over their beginnings. */
export function mentionParts(text: string, named: readonly Pick<Operator, 'id' | 'name'>[]): MentionPart[] {
  const longest = named.filter(({ name }) => name !== '').toSorted((a, b) => b.name.length - a.name.length);
  const parts: MentionPart[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const found = text[at] === '@' ? longest.find(({ name }) => isNamedAt(text, at + 1, name)) : undefined;
    if (found === undefined) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain !== '') parts.push({ text: plain, id: null });
    plain = '';
    parts.push({ text: `@${found.name}`, id: found.id });
    at += 1 + found.name.length;
  }
  return plain === '' ? parts : [...parts, { text: plain, id: null }];
}

/** "@Anna" does not name Anna in "@Annabel". */
function isNamedAt(text: string, at: number, name: string): boolean {
  return text.startsWith(name, at) && !/^[\p{L}\p{N}]/u.test(text.slice(at + name.length));
}

/**
 * Whom a text names: who was picked and is still in it, and whose name stands there and is nobody else's. Of namesakes only the
 * picked one hears of it.
 */
export function mentionedIn(text: string, picked: readonly Id[], colleagues: readonly Operator[]): Id[] {
  const namesakes = (name: string): Operator[] => colleagues.filter((one) => one.name === name);
  const named = new Set(
    mentionParts(text, colleagues).flatMap(({ text: name, id }) => (id === null ? [] : [name.slice(1)])),
  );
  return [...named].flatMap((name) => {
    const called = namesakes(name);
    const chosen = called.filter(({ id }) => picked.includes(id));
    return (called.length === 1 ? called : chosen).map(({ id }) => id);
  });
}
