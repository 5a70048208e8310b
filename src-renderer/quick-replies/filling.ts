import { fillIn, VARIABLE_NAMES, type Filled, type ReplyVariable } from '#shared/domain/reply-variables.ts';
import type { Locale } from '../i18n/messages.ts';
import type { Place } from './placing.ts';

/** Variables of which nothing is known, in what is being written. Pure. */

/** What stands in a message for a variable that is not known: to be written over. */
export function placeholder(variable: ReplyVariable, locale: Locale): string {
  return `{${VARIABLE_NAMES[variable][locale]}}`;
}

/** A filled text as it goes into the message field. */
export function writtenText({ parts }: Filled, locale: Locale): string {
  return parts
    .map((part) => (part.kind === 'empty' ? placeholder(part.variable, locale) : part.text))
    .join('');
}

export interface Leftover extends Place {
  variable: ReplyVariable;
}

const NOTHING_KNOWN = { clientName: null, operatorName: null, lineName: null, branchName: null, now: 0 };

/** Places of a message that still wait for a word. */
export function leftovers(text: string): Leftover[] {
  return [...text.matchAll(/\{[^{}\n]{1,60}\}/g)].flatMap(({ 0: token, index }): Leftover[] => {
    const [part] = fillIn(token, NOTHING_KNOWN, 'en').parts;
    if (part?.kind !== 'empty' && part?.kind !== 'value') return [];
    return [{ from: index, to: index + token.length, variable: part.variable }];
  });
}
