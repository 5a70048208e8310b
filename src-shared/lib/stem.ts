/**
 * Stems of words, so that «доставку» finds «доставка». Russian: the Snowball algorithm (https://snowballstem.org/algorithms/russian/stemmer.html),
 * as PostgreSQL has it, which a test holds it against; English: its commonest endings only. Input is folded (`foldWord`).
 */

const VOWEL = /[аеиоуыэюя]/;
const words = (text: string): string[] => text.split(' ');

/** Endings that count only after «а» or «я», and those that always do. */
interface Endings {
  afterA: ReadonlySet<string>;
  always: ReadonlySet<string>;
  longest: number;
}

function endings(afterA: string, always: string): Endings {
  const all = { afterA: new Set(words(afterA)), always: new Set(words(always)) };
  return { ...all, longest: Math.max(...[...all.afterA, ...all.always].map((ending) => ending.length)) };
}

const GERUND = endings('в вши вшись', 'ив ивши ившись ыв ывши ывшись');
const ADJECTIVE = endings(
  '',
  'ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею',
);
const PARTICIPLE = endings('ем нн вш ющ щ', 'ивш ывш ующ');
const REFLEXIVE = endings('', 'ся сь');
const VERB = endings(
  'ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно',
  'ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю',
);
const NOUN = endings(
  '',
  'а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я',
);
const DERIVATIONAL = endings('', 'ост ость');
const SUPERLATIVE = endings('', 'ейш ейше');

/** The word without its longest ending of these, looked for behind `from`; null when it has none, or not after the letter it needs. */
function without(word: string, from: number, { afterA, always, longest }: Endings): string | null {
  for (let length = Math.min(longest, word.length - from); length > 0; length -= 1) {
    const at = word.length - length;
    const ending = word.slice(at);
    if (always.has(ending)) return word.slice(0, at);
    // The longest ending decides: when its letter is missing, shorter ones are not tried.
    if (afterA.has(ending)) return at > from && /[ая]/.test(word[at - 1] ?? '') ? word.slice(0, at) : null;
  }
  return null;
}

/** Behind the first consonant that follows a vowel, from `from` on. */
function region(word: string, from: number): number {
  let i = from;
  while (i < word.length && !VOWEL.test(word[i] ?? '')) i += 1;
  while (i < word.length && VOWEL.test(word[i] ?? '')) i += 1;
  return Math.min(i + 1, word.length);
}

function withoutInflection(word: string, rv: number): string {
  const gerund = without(word, rv, GERUND);
  if (gerund !== null) return gerund;
  const plain = without(word, rv, REFLEXIVE) ?? word;
  const adjective = without(plain, rv, ADJECTIVE);
  if (adjective !== null) return without(adjective, rv, PARTICIPLE) ?? adjective;
  return without(plain, rv, VERB) ?? without(plain, rv, NOUN) ?? plain;
}

function russian(word: string): string {
  const vowel = word.search(VOWEL);
  if (vowel < 0) return word;
  const rv = vowel + 1;
  const r2 = region(word, region(word, 0));
  let stem = withoutInflection(word, rv);
  if (stem.length > rv && stem.endsWith('и')) stem = stem.slice(0, -1);
  stem = without(stem, r2, DERIVATIONAL) ?? stem;
  const superlative = without(stem, rv, SUPERLATIVE) ?? stem;
  if (superlative.length - 1 > rv && superlative.endsWith('нн')) return superlative.slice(0, -1);
  if (superlative !== stem) return superlative;
  return stem.length > rv && stem.endsWith('ь') ? stem.slice(0, -1) : stem;
}

function english(word: string): string {
  const plain = word.replace(/(?:(?<=ss|x|z|ch|sh)es|(?<=[^aeiou])(?:ies|y)|(?<=[^su])s)$/, '');
  const base = plain.replace(/^(.*[aeiouy].*)(?:ing|ed)$/, '$1');
  return base === plain ? plain.replace(/e$/, '') : base.replace(/([bdfgmnprt])\1$/, '$1').replace(/e$/, '');
}

const SHORTEST = 4;
/** What is longer is no word of these languages but somebody's row of letters, and may have no end. */
const LONGEST = 60;

/** The stem of a folded word; short and endless ones, numbers and words of other languages are their own. */
export function stemOf(word: string): string {
  if (word.length < SHORTEST || word.length > LONGEST) return word;
  if (/^[а-я]+$/.test(word)) return russian(word);
  return /^[a-z]+$/.test(word) ? english(word) : word;
}
