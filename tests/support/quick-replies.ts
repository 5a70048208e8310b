import type { QuickReply, ReplyDraft } from '#shared/domain/quick-reply.ts';
import { ANNA } from './fixtures.ts';

/** A quick reply with every field set; each test changes what it is about. */
export function quickReplyFixture(patch: Partial<QuickReply> = {}): QuickReply {
  return { ...replyDraftFixture(), updatedAt: 1_000, updatedBy: ANNA, deleted: false, rev: 1, ...patch };
}

export function replyDraftFixture(patch: Partial<ReplyDraft> = {}): ReplyDraft {
  return {
    id: '01890000-0000-7000-8000-000000000061',
    shelf: { kind: 'company' },
    folder: [],
    title: 'Greeting',
    text: 'Hello!',
    shortcut: null,
    attachments: [],
    ...patch,
  };
}
