import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Visibility } from '#shared/domain/message.ts';
import { intentSchema, type Intent, type IntentArgs, type IntentName } from '#shared/intents/all.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import { addIntent, discardIntent, retryIntent } from '../outbox/outbox.ts';
import { throttleTyping } from './typing-throttle.ts';

export interface ActionDeps {
  db: ReplicaDb;
  sendTyping(dialogId: Id): void;
  now?: () => Timestamp;
  /** Fills with random bytes; `crypto.getRandomValues` exists outside secure contexts too. */
  randomBytes?: (length: number) => Uint8Array;
}

/** What was asked cannot be an intent at all, e.g. an empty or too long text. `message` is English, for the log. */
export class InvalidActionError extends Error {
  override readonly name = 'InvalidActionError';
}

/**
 * Everything a person can do, as intents in the outbox. Each resolves once the intent lies there durably, and rejects
 * (`InvalidActionError`, or the database's error) when it does not.
 */
export function createActions(deps: ActionDeps) {
  const { db } = deps;
  const now = deps.now ?? (() => Date.now());
  const randomBytes = deps.randomBytes ?? ((length) => crypto.getRandomValues(new Uint8Array(length)));
  const intend = <Name extends IntentName>(name: Name, args: IntentArgs<Name>): Intent => {
    const at = now();
    const parsed = intentSchema.safeParse({ id: uuidv7(at, randomBytes(10)), name, args, at });
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new InvalidActionError(`${name} cannot be done: ${issue?.path.join('.')} ${issue?.message}`);
  };
  const act = async <Name extends IntentName>(name: Name, args: IntentArgs<Name>) =>
    addIntent(db, intend(name, args));

  return {
    answer: (dialogId: Id) => act('dialog.answer', { dialogId }),
    markRead: (dialogId: Id) => act('dialog.markRead', { dialogId }),
    finish: (dialogId: Id) => act('dialog.finish', { dialogId }),

    async send(dialogId: Id, text: string, visibility: Visibility): Promise<void> {
      await db.transaction('rw', db.outbox, db.dialogs, db.drafts, async () => {
        const seen = await db.dialogs.get(dialogId);
        const afterSeq = seen?.dialog.lastSeq ?? null;
        await addIntent(db, intend('message.send', { dialogId, text, visibility, afterSeq }));
        // The draft becomes the message in one step: a crash leaves the one or the other, never both.
        const draft = await db.drafts.get(dialogId);
        if (draft?.text.trim() === text.trim()) await db.drafts.delete(dialogId);
      });
    },

    retry: (intentId: Id) => retryIntent(db, intentId),
    discard: (intentId: Id) => discardIntent(db, intentId),

    async saveDraft(dialogId: Id, text: string): Promise<void> {
      if (text.trim() === '') await db.drafts.delete(dialogId);
      else await db.drafts.put({ dialogId, text });
    },

    typing: throttleTyping((dialogId) => deps.sendTyping(dialogId), now),
  };
}
