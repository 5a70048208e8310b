import type { Client } from '#renderer/client/client.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';

/** A message whose words are being changed. */
export interface Edit {
  kind: 'edit';
  message: Message;
  text: string;
}

/** Changes in the making, one a dialog or talk: whoever looks at another one meanwhile finds his words again. */
export class KeptEdits {
  readonly #edits = new Map<Id, Edit>();
  readonly #listeners = new Set<() => void>();

  get(id: Id): Edit | null {
    return this.#edits.get(id) ?? null;
  }

  put(id: Id, edit: Edit | null): void {
    if (edit) this.#edits.set(id, edit);
    else if (!this.#edits.delete(id)) return;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** As long as somebody is signed in. */
const kept = new WeakMap<Client, KeptEdits>();

export function editsOf(client: Client): KeptEdits {
  const edits = kept.get(client) ?? new KeptEdits();
  kept.set(client, edits);
  return edits;
}
