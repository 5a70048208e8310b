import type { Id } from '#shared/domain/ids.ts';
import type { Talk } from '#shared/domain/talk.ts';
import type { Intent, IntentInput, IntentName } from '#shared/intents/all.ts';
import type { ReplicaDb } from '../db/database.ts';
import { addIntent, replaceUnsent } from '../outbox/outbox.ts';
import { looseOf, takeLoose } from '../outbox/uploads.ts';

type Intend = <Name extends IntentName>(name: Name, args: IntentInput<Name>) => Intent;

/** What a person does in talks of the team. Nothing here takes a dialog, and nothing for dialogs takes a talk. */
export function talkActions(db: ReplicaDb, intend: Intend) {
  return {
    /** @param talk with its place: the first message makes the talk */
    async talkSend(
      talk: Pick<Talk, 'id' | 'place'>,
      text: string,
      replyTo: Id | null = null,
      mentions: readonly Id[] = [],
    ): Promise<void> {
      const { id: talkId, place } = talk;
      await db.transaction('rw', [db.outbox, db.talks, db.drafts, db.uploads], async () => {
        const afterSeq = (await db.talks.get(talkId))?.talk.lastSeq ?? 0;
        const attachments = (await looseOf(db, talkId)).map((row) => row.file);
        const said = { talkId, place, text, attachments, mentions: [...mentions], afterSeq, replyTo };
        const intent = intend('talk.send', said);
        await addIntent(db, intent);
        await takeLoose(db, talkId, intent.id);
        // The draft becomes the message in one step: a crash leaves the one or the other, never both.
        const draft = await db.drafts.get(talkId);
        if (draft?.text.trim() === text.trim()) await db.drafts.delete(talkId);
      });
    },
    /** @param mentions colleagues named in the new words; missing: as before */
    talkEdit: (talkId: Id, messageId: Id, text: string, mentions?: readonly Id[]) =>
      addIntent(
        db,
        intend('talk.edit', { talkId, messageId, text, ...(mentions && { mentions: [...mentions] }) }),
      ),
    talkDelete: (talkId: Id, messageId: Id) => addIntent(db, intend('talk.delete', { talkId, messageId })),
    talkReact: (talkId: Id, messageId: Id, emoji: string | null) =>
      addIntent(db, intend('talk.react', { talkId, messageId, emoji })),
    /** Of several that have not left yet only the last says anything. */
    talkRead: (talkId: Id, seq: number) =>
      db.transaction('rw', db.outbox, () => replaceUnsent(db, intend('talk.read', { talkId, seq }))),
  };
}
