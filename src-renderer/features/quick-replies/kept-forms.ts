import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { z } from 'zod';
import type { Client } from '#renderer/client/client.ts';
import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import { keptFormSchema, type KeptForm } from './form.ts';

const SAVE_AFTER_MS = 300;

const newOnesSchema = z.array(keptFormSchema);

/**
 * Replies that somebody writes and has not saved. They lie among the drafts of messages, so they survive a reload, a crash and a damaged
 * copy, and go when the person signs out: changes under the reply's id, all new ones together under their maker's.
 */
export class KeptForms {
  readonly #client: Client;
  readonly #forms = new Map<Id, KeptForm>();
  readonly #read = new Set<Id>();
  readonly #timers = new Map<Id, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  #all: readonly KeptForm[] = [];

  constructor(client: Client) {
    this.#client = client;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Undefined until it was looked for. */
  get(id: Id): KeptForm | null | undefined {
    return this.#forms.get(id) ?? (this.#read.has(id) ? null : undefined);
  }

  /** What is known to wait; the same list until that changes. */
  readonly all = (): readonly KeptForm[] => this.#all;

  /** Looks for changes of one reply. */
  look(id: Id): void {
    this.#load(id, (text) => this.#take(id, parse(text, keptFormSchema)));
  }

  /** Looks for new ones. */
  lookForNew(): void {
    this.#load(this.#maker, (text) => {
      for (const form of parse(text, newOnesSchema) ?? []) this.#take(form.id, form);
    });
  }

  put(id: Id, form: KeptForm | null): void {
    const place = (form ?? this.#forms.get(id))?.origin === null ? this.#maker : id;
    this.#read.add(id);
    this.#set(id, form);
    if (form === null) return this.#save(place);
    // Counted from the first key that is not stored.
    if (this.#timers.has(place)) return;
    this.#timers.set(
      place,
      setTimeout(() => this.#save(place), SAVE_AFTER_MS),
    );
  }

  /** Now: it may be the last moment. */
  readonly flush = (): void => {
    for (const place of this.#timers.keys()) this.#save(place);
  };

  get #maker(): Id {
    return this.#client.session.operator.id;
  }

  #load(place: Id, take: (text: string) => void): void {
    if (this.#read.has(place)) return;
    this.#client.queries.draft(place).then(
      ({ text }) => {
        take(text);
        this.#read.add(place);
        this.#tell();
      },
      // It cannot be read: the banner of the storage says so, and one can write all the same.
      () => {
        this.#read.add(place);
        this.#tell();
      },
    );
  }

  /** What was written meanwhile is newer than what was found. */
  #take(id: Id, found: KeptForm | null): void {
    if (found !== null && !this.#read.has(id)) this.#forms.set(id, found);
    this.#read.add(id);
  }

  #save(place: Id): void {
    clearTimeout(this.#timers.get(place));
    this.#timers.delete(place);
    const newOnes = [...this.#forms.values()].filter(({ origin }) => origin === null);
    const kept = place === this.#maker ? newOnes : this.#forms.get(place);
    const none = kept === undefined || (Array.isArray(kept) && kept.length === 0);
    const text = none ? '' : JSON.stringify(kept);
    detach(this.#client.actions.saveDraft(place, { text, hidden: false }), () => undefined);
  }

  #set(id: Id, form: KeptForm | null): void {
    if (form === null) this.#forms.delete(id);
    else this.#forms.set(id, form);
    this.#tell();
  }

  #tell(): void {
    this.#all = [...this.#forms.values()];
    for (const listener of this.#listeners) listener();
  }
}

function parse<T>(text: string, schema: z.ZodType<T>): T | null {
  if (text === '') return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** As long as the client: the window may be closed and opened again meanwhile. */
const kept = new WeakMap<Client, KeptForms>();

export function useKeptForms(): KeptForms {
  const client = useClient();
  const forms = useMemo(() => {
    const known = kept.get(client) ?? new KeptForms(client);
    kept.set(client, known);
    return known;
  }, [client]);
  useEffect(() => forms.lookForNew(), [forms]);
  return forms;
}

/** Everything that is known to be not saved. */
export function useUnsaved(): readonly KeptForm[] {
  const forms = useKeptForms();
  return useSyncExternalStore(forms.subscribe, forms.all);
}
