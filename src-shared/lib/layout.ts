/** Words typed while the keyboard stood on the other layout: "ghbdtn" is "привет", "ыефегы" is "status". */

const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?';
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,';

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (key, i) => [key, to[i] ?? key]));
}

const toCyrillic = pairs(LATIN, CYRILLIC);
const toLatin = pairs(CYRILLIC, LATIN);

const through = (keys: ReadonlyMap<string, string>, text: string): string =>
  Array.from(text, (key) => keys.get(key) ?? key).join('');

/** What the same keys write on the other layout, where it differs. The text itself is not among them. */
export function otherLayouts(text: string): string[] {
  // A text with letters of one alphabet was typed on that layout; one without letters on either.
  const cyrillic = /\p{Script=Cyrillic}/u.test(text);
  const latin = /[a-z]/i.test(text);
  const written = [
    ...(cyrillic ? [] : [through(toCyrillic, text)]),
    ...(latin ? [] : [through(toLatin, text)]),
  ];
  return [...new Set(written)].filter((one) => one !== text);
}
