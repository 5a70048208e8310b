import type { FormRequest } from '#shared/domain/form.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Stood, Undoable } from '#shared/domain/undo.ts';
import type { PresenceChoice } from '#shared/domain/presence.ts';
import type { Visibility } from '#shared/domain/message.ts';
import {
  intentSchema,
  type Intent,
  type IntentArgs,
  type IntentInput,
  type IntentName,
} from '#shared/intents/all.ts';
import type { FilterBase, FilterDraft } from '#shared/domain/saved-filter.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import type { Answered } from '../db/rows.ts';
import { findDialog } from '../db/archive.ts';
import type { ReplicaDb } from '../db/database.ts';
import { addIntent, discardIntent, dropUnsent, replaceUnsent, retryIntent } from '../outbox/outbox.ts';
import { looseOf, moveUploads, takeLoose } from '../outbox/uploads.ts';
import { readEntry } from '../db/outbox-entry.ts';
import { contactActions } from './contact-actions.ts';
import { dialogActions, type Act, type ActKnowing } from './dialog-actions.ts';
import { talkActions } from './talk-actions.ts';
import { replyActions } from './reply-actions.ts';
import { throttleTyping } from './typing-throttle.ts';

export interface ActionDeps {
  db: ReplicaDb;
  sendTyping(dialogId: Id, visibility: Visibility): void;
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
  const intend: Intend = (name, args) => {
    const at = now();
    const parsed = intentSchema.safeParse({ id: uuidv7(at, randomBytes(10)), name, args, at });
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new InvalidActionError(`${name} cannot be done: ${issue?.path.join('.')} ${issue?.message}`);
  };
  const act: Act = async (name, args) => addIntent(db, intend(name, args));
  /** With the end of the dialog as the person saw it, so that the hub can tell what he did not know. */
  const actKnowing: ActKnowing = (name, args) =>
    db.transaction('rw', db.outbox, db.dialogs, db.archive, async () =>
      act(name, { ...args, afterSeq: await seenSeq(args.dialogId) } as IntentInput<typeof name>),
    );
  const seenSeq = async (dialogId: Id) => (await findDialog(db, dialogId))?.lastSeq ?? null;

  /** Another intent in the place of a refused one, with its files. */
  const again = async (refusedId: Id, intent: Intent): Promise<void> => {
    await discardIntent(db, refusedId);
    await moveUploads(db, refusedId, intent.id);
    await addIntent(db, intent);
  };

  const onDialog = dialogActions(act, actKnowing);
  return {
    ...onDialog,
    ...contactActions({ db, intend, newId: () => uuidv7(now(), randomBytes(10)) }),
    noticesSeen: (noticeIds: Id[]) => act('notice.seen', { noticeIds }),
    saveFilter: (draft: FilterDraft, basedOn: FilterBase) => act('filter.save', { ...draft, basedOn }),
    deleteFilter: (id: Id, basedOn: FilterBase) => act('filter.delete', { id, basedOn }),

    ...messageActions(db, intend, seenSeq),
    ...replyActions(db, intend, now),
    ...talkActions(db, intend),

    /**
     * A dead letter goes once more as it is. A refused message becomes a new one: its author has seen what happened, and the hub
     * would only repeat its answer to the old.
     */
    async retry(intentId: Id): Promise<void> {
      await db.transaction('rw', [db.outbox, db.dialogs, db.archive, db.talks, db.uploads], async () => {
        const toTeam = await refusedArgs(db, intentId, 'talk.send');
        if (toTeam) {
          const afterSeq = (await db.talks.get(toTeam.talkId))?.talk.lastSeq ?? 0;
          return again(intentId, intend('talk.send', { ...toTeam, afterSeq }));
        }
        const start = await refusedArgs(db, intentId, 'dialog.start');
        if (start) {
          await discardIntent(db, intentId);
          return addIntent(db, intend('dialog.start', start));
        }
        const refused = await refusedArgs(db, intentId, 'message.send');
        if (!refused) {
          await moveUploads(db, intentId, intentId);
          return retryIntent(db, intentId, now());
        }
        const afterSeq = await seenSeq(refused.dialogId);
        return again(intentId, intend('message.send', { ...refused, afterSeq }));
      });
    },
    discard: (intentId: Id) => discardIntent(db, intentId),
    undo: undoing(db, onDialog.undo),

    /** Of several words of his that have not left yet only the last is worth saying. */
    async setPresence(choice: PresenceChoice): Promise<void> {
      await db.transaction('rw', db.outbox, db.meta, async () => {
        const offset: unknown = (await db.meta.get('clockOffset'))?.value;
        const saidAt = Math.max(0, now() + (typeof offset === 'number' ? offset : 0));
        await replaceUnsent(db, intend('presence.set', { choice, saidAt }));
      });
    },

    saveDraft: (dialogId: Id, draft: Draft) => putDraft(db, dialogId, draft),

    typing: throttleTyping((dialogId, visibility) => deps.sendTyping(dialogId, visibility), now),
  };
}

type Intend = <Name extends IntentName>(name: Name, args: IntentInput<Name>) => Intent;

/** What has not left yet was never done. */
function undoing(db: ReplicaDb, reverse: (dialogId: Id, deed: Undoable, before: Stood) => Promise<void>) {
  return (dialogId: Id, deed: Undoable, before: Stood): Promise<void> =>
    db.transaction('rw', db.outbox, async () => {
      if (!(await dropUnsent(db, dialogId, `dialog.${deed}`))) await reverse(dialogId, deed, before);
    });
}

/** What is said, and what is done to what was said. */
function messageActions(db: ReplicaDb, intend: Intend, seenSeq: (dialogId: Id) => Promise<number | null>) {
  return {
    async send(
      dialogId: Id,
      text: string,
      visibility: Visibility,
      replyTo: Id | null = null,
      mentions: readonly Id[] = [],
      form: FormRequest | null = null,
    ): Promise<void> {
      await db.transaction('rw', [db.outbox, db.dialogs, db.archive, db.drafts, db.uploads], async () => {
        const afterSeq = await seenSeq(dialogId);
        // A form goes alone: files that wait go with the next words.
        const attachments = form ? [] : (await looseOf(db, dialogId)).map((row) => row.file);
        const named = [...mentions];
        const said = { dialogId, text, attachments, visibility, mentions: named, afterSeq, replyTo, form };
        const intent = intend('message.send', said);
        await addIntent(db, intent);
        if (!form) await takeLoose(db, dialogId, intent.id);
        // The draft becomes the message in one step: a crash leaves the one or the other, never both.
        const draft = await db.drafts.get(dialogId);
        if (draft?.text.trim() === text.trim())
          await putDraft(db, dialogId, { text: '', hidden: draft.hidden ?? false });
      });
    },

    /** @param mentions colleagues named in the new words; missing: as before */
    edit: (dialogId: Id, messageId: Id, text: string, mentions?: readonly Id[]) =>
      addIntent(
        db,
        intend('message.edit', { dialogId, messageId, text, ...(mentions && { mentions: [...mentions] }) }),
      ),
    delete: (dialogId: Id, messageId: Id) => addIntent(db, intend('message.delete', { dialogId, messageId })),
    /** @param emoji null takes the person's reaction away */
    react: (dialogId: Id, messageId: Id, emoji: string | null) =>
      addIntent(db, intend('message.react', { dialogId, messageId, emoji })),
    /** What the channel could not do goes to it once more. */
    deliverAgain: (dialogId: Id, messageId: Id) =>
      addIntent(db, intend('message.retry', { dialogId, messageId })),
  };
}

/** What is being written, as it is stored. */
interface Draft {
  text: string;
  hidden: boolean;
  mentions?: readonly Id[];
  answers?: Answered | null;
}

/** A mode without a text is kept too: it is the person's choice for this dialog, not a property of one message. */
async function putDraft(db: ReplicaDb, dialogId: Id, draft: Draft): Promise<void> {
  if (draft.text.trim() === '' && !draft.hidden && !draft.answers) await db.drafts.delete(dialogId);
  else await db.drafts.put({ dialogId, ...draft });
}

async function refusedArgs<Name extends IntentName>(
  db: ReplicaDb,
  intentId: Id,
  name: Name,
): Promise<IntentArgs<Name> | null> {
  const row = await db.outbox.where('id').equals(intentId).first();
  const read = row?.state.kind === 'refused' ? readEntry(row) : null;
  return read?.ok === true && read.entry.intent.name === name
    ? (read.entry.intent.args as IntentArgs<Name>)
    : null;
}
