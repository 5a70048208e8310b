import type { Story } from '../client/ledger.ts';
import type { Truth } from './truth.ts';

/** What the hub agreed to do to messages, by their ids. */
export type Reworded = ReadonlyMap<string, { text: string | null; deleted: boolean }>;

/** @param all what the people of each client did; only its author changes a message, so his last accepted word counts */
export function rewordedBy(all: readonly ReadonlyMap<string, Story>[], answers: Truth['intents']): Reworded {
  const found = new Map<string, { text: string | null; deleted: boolean }>();
  for (const stories of all) {
    const inOrder = [...stories].toSorted(([, a], [, b]) => a.n - b.n);
    for (const [id, { intent }] of inOrder) {
      const answer = answers.get(id);
      if (!answer || answer.refusal !== null) continue;
      if (intent.name !== 'message.edit' && intent.name !== 'message.delete') continue;
      const before = found.get(intent.args.messageId) ?? { text: null, deleted: false };
      const next = intent.name === 'message.edit' ? { text: intent.args.text } : { deleted: true };
      found.set(intent.args.messageId, { ...before, ...next });
    }
  }
  return found;
}

/** How a message that was said with these words has to read; null: it is deleted. */
export function textNow(reworded: Reworded, id: string, said: string): string | null {
  const done = reworded.get(id);
  return done?.deleted ? null : (done?.text ?? said);
}
