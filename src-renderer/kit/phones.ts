import { useSyncExternalStore } from 'react';
import { detach } from '#shared/lib/detach.ts';
import type * as phones from '#shared/lib/phones.ts';

/** The rules of the world's numbers are large: they are fetched when somebody first needs them. */
type Rules = typeof phones;

let rules: Rules | null = null;
let asked = false;
const listeners = new Set<() => void>();

async function load(): Promise<void> {
  rules = await import('#shared/lib/phones.ts');
  for (const listener of listeners) listener();
}

/** In a browser they come over the network, so they are asked for before there is none. Cheap to call again. */
export function fetchPhones(): void {
  if (asked) return;
  asked = true;
  // Without them numbers stay as they are kept.
  detach(load(), () => {
    asked = false;
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  fetchPhones();
  return () => listeners.delete(listener);
}

/** The rules of phone numbers; null until they are here. */
export function usePhones(): Rules | null {
  return useSyncExternalStore(subscribe, () => rules);
}

/** What was typed, grouped as its country writes it. Only at its end: a caret within it would jump. */
export function groupTyped(known: Rules | null, input: HTMLInputElement, country: string): string {
  const { value, selectionStart } = input;
  if (known === null || selectionStart !== value.length || !/^\+?[\d\s().-]+$/.test(value)) return value;
  // A separator that was just taken away would come back at once.
  return /\d$/.test(value) ? known.typePhone(value, country) : value;
}
