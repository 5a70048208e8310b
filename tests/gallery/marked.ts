import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Message } from '#shared/domain/message.ts';
import { quote } from '#shared/domain/transcript.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { BORIS, dialogId } from './fixture/seed.ts';
import type { WorldStore } from './fixture/world.ts';

/** Everything that can be done to a message, one after the other. */
export function everyDeed({ world }: WorldStore, now: number): void {
  const id = dialogId(5);
  const items = world.transcripts.get(id) ?? [];
  const asked = items.find(({ message }) => message.author.kind === 'client')?.message;
  const said = items.findLast(({ message }) => message.author.kind === 'operator')?.message;
  if (!asked || !said) return;
  const text = (words: string): Message['body'] => ({ kind: 'text', text: words, attachments: [] });
  const failure = { code: 'rejected', detail: '' } as const;
  const delivery = { state: 'read', at: now } as const;
  const reactions = [
    { emoji: '👍', by: world.me.id },
    { emoji: '👍', by: BORIS.id },
    { emoji: '❤️', by: 'client' },
  ];
  const gone = { kind: 'deleted', at: now, by: world.me.id } as const;
  const patches: Partial<Message>[] = [
    { body: text('Вот он, в наличии.'), delivery, replyTo: quote(asked) },
    { body: text('Исправленный ответ.'), delivery, editedAt: now, reactions },
    { body: gone, delivery },
    {
      body: text('Новый текст.'),
      delivery,
      editedAt: now,
      amendment: { state: 'failed', what: 'edit', failure },
    },
    { body: gone, delivery, amendment: { state: 'unknown', what: 'delete' } },
    {
      author: asked.author,
      delivery: null,
      body: text('Перезвоните: 8 (912) 345-67-89'),
      replyTo: quote(said),
    },
  ];
  const last = items.at(-1)?.message ?? said;
  const added = patches.map((patch, i): TranscriptItem => {
    const place = { id: deriveId(said.id, 700 + i), seq: last.seq + 1 + i, at: now - (9 - i) * 20_000 };
    return { message: { ...said, ...place, ...patch }, pending: null };
  });
  world.transcripts.set(id, [...items, ...added]);
}
