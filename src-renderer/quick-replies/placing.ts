/** Where a quick reply goes in what is being written. Pure; places are in UTF-16 units. */

export interface Place {
  from: number;
  to: number;
}

/** A word after `/` that is being typed: the caret stands behind it, and it stands alone. */
export interface SlashWord extends Place {
  word: string;
  /** Nothing is written before it. */
  first: boolean;
}

export function slashWordAt(text: string, caret: number): SlashWord | null {
  const before = text.slice(0, caret);
  const word = /(?:^|\s)\/(\S*)$/u.exec(before)?.[1];
  // Somebody who goes back into an address or a fraction does not call for anything.
  if (word === undefined || /^\S/u.test(text.slice(caret))) return null;
  const from = caret - word.length - 1;
  return { from, to: caret, word, first: before.slice(0, from).trim() === '' };
}

/** What is taken out and what comes into its place; only white space is ever taken out besides what was asked for. */
export interface Put extends Place {
  text: string;
  /** Where the reply itself begins in `text`. */
  at: number;
}

/**
 * @param stacked a reply was put into this message before: at the end of a line the next one stands below it, after an empty line.
 * Otherwise it goes where the caret is, apart from the words around it.
 */
export function placeReply(text: string, { from, to }: Place, reply: string, stacked: boolean): Put {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  if (stacked && before.trim() !== '' && /^[^\S\n]*(\n|$)/u.test(after)) {
    const [kept, rest] = [before.trimEnd(), after.trimStart()];
    const tail = rest === '' ? '' : '\n\n';
    return { from: kept.length, to: text.length - rest.length, text: `\n\n${reply}${tail}`, at: 2 };
  }
  const glue = before === '' || /\s$/u.test(before) ? '' : ' ';
  const tail = after === '' || /^\s/u.test(after) ? '' : ' ';
  return { from, to, text: `${glue}${reply}${tail}`, at: glue.length };
}
