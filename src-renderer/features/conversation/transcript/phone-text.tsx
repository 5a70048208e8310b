import type { findPhoneNumbersInText } from 'libphonenumber-js';
import { useSyncExternalStore, type ReactNode } from 'react';
import { detach } from '#shared/lib/detach.ts';
import { OutsideLink } from './outside-link.tsx';

type Find = typeof findPhoneNumbersInText;

/** Numbers as people write them at home, "8 (912) 345-67-89": read as the company's country writes them. */
const HOME = 'RU';
const MAY_BE_ONE = /(?:\d[\s().-]{0,3}){9}/;
/** Longer texts are documents, and looking through them takes time. */
const MOST = 4_000;

let find: Find | null = null;
let asked = false;
const listeners = new Set<() => void>();

async function load(): Promise<void> {
  find = (await import('libphonenumber-js')).findPhoneNumbersInText;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!asked) {
    asked = true;
    // Without it numbers stay plain text.
    detach(load(), () => {
      asked = false;
    });
  }
  return () => listeners.delete(listener);
}

/** Plain words in which phone numbers can be called. What knows them is fetched when the first text looks like having one. */
export function PhoneText({ text }: { text: string }): ReactNode {
  return text.length <= MOST && MAY_BE_ONE.test(text) ? <WithPhones text={text} /> : text;
}

function WithPhones({ text }: { text: string }): ReactNode {
  const finder = useSyncExternalStore(subscribe, () => find);
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { startsAt, endsAt, number } of finder?.(text, HOME) ?? []) {
    parts.push(text.slice(end, startsAt));
    parts.push(
      <OutsideLink key={startsAt} href={`tel:${number.number}`} text={text.slice(startsAt, endsAt)} />,
    );
    end = endsAt;
  }
  parts.push(text.slice(end));
  return parts;
}
