/**
 * Phone numbers as people write them. Apart from everything else, because the rules of the world's numbers are large: screens fetch
 * this file when somebody needs it.
 */
import {
  AsYouType,
  findPhoneNumbersInText,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js';

/** Longest text that is taken for one number. */
const MAX_TYPED = 60;

/** @returns the number in E.164; null when no such number can exist */
export function readPhone(typed: string, country: string): string | null {
  if (typed.length > MAX_TYPED) return null;
  const found = parsePhoneNumberFromString(typed, { defaultCountry: country as CountryCode, extract: false });
  return found?.isPossible() === true && found.ext === undefined ? found.number : null;
}

/** A number as its country writes it; what is none as it is. */
export function showPhone(value: string): string {
  return parsePhoneNumberFromString(value)?.formatInternational() ?? value;
}

/** What was typed of a number so far, grouped as its country writes it. */
export function typePhone(typed: string, country: string): string {
  return new AsYouType(country as CountryCode).input(typed);
}

/** A number in somebody's words. */
export interface FoundPhone {
  /** E.164. */
  value: string;
  written: string;
}

/** In front of a number it says that it is one of an order, an account, a parcel. */
const COUNTED =
  /(?:[№#]|\b(?:n[o°]|id|inn|vat|iban|order|invoice|ticket|track(?:ing)?|account|card|bank)|(?:^|[^\p{L}])(?:заказ\p{L}*|зак|счет\p{L}*|счёт\p{L}*|чек\p{L}*|номер\p{L}* (?:заказ|счет|счёт|карт|договор|полис)\p{L}*|инн|кпп|огрн|снилс|бик|р\/с|к\/с|карт\p{L}*|трек\p{L}*|накладн\p{L}*|договор\p{L}*|полис\p{L}*|паспорт\p{L}*|артикул\p{L}*|индекс\p{L}*|код\p{L}*))[\s:№#.=-]*(?:number|номер|nr)?[\s:№#.=-]*$/iu;
/** How much before a number is looked at for that. */
const BEFORE = 40;
/** Digits, letters and what joins them into one word right beside a number make it a part of something else. */
const BESIDE = /[\p{L}\p{N}_@/=&?%]/u;

/**
 * Numbers that a text gives for being called, at most `most`, each once. Strict, because nobody checks what is found: valid ones only,
 * written with the country's or the trunk's digit or in groups, and not those of orders and accounts.
 */
export function findPhones(text: string, country: string, most: number): FoundPhone[] {
  const found = new Map<string, FoundPhone>();
  // Piece by piece: the library takes two numbers with a comma between them for one.
  for (const piece of text.matchAll(/[^,;\n]+/g)) {
    for (const { number, startsAt, endsAt } of findPhoneNumbersInText(piece[0], country as CountryCode)) {
      const place = { from: piece.index + startsAt, to: piece.index + endsAt };
      const written = text.slice(place.from, place.to);
      if (found.size === most) return [...found.values()];
      if (!number.isValid() || number.ext !== undefined || !isToBeCalled(text, place)) continue;
      if (!found.has(number.number)) found.set(number.number, { value: number.number, written });
    }
  }
  return [...found.values()];
}

function isToBeCalled(text: string, { from, to }: { from: number; to: number }): boolean {
  const before = text.slice(Math.max(0, from - BEFORE), from);
  if (!isDialled(text.slice(from, to)) || COUNTED.test(before)) return false;
  return !BESIDE.test(before.at(-1) ?? '') && !BESIDE.test(text.charAt(to));
}

/** A bare row of ten digits may be anything; of eleven, one that begins as numbers are dialled is a number. */
function isDialled(written: string): boolean {
  if (written.startsWith('+')) return true;
  const digits = written.replace(/\D/g, '');
  if (/[\s().-]/.test(written)) return digits.length >= 10;
  return digits.length === 11 && /^[78]/.test(digits);
}
