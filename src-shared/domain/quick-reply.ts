import { z } from 'zod';
import { exhaustive } from '../lib/exhaustive.ts';
import { cleanText, isBlank } from '../lib/text.ts';
import { attachmentSchema, attachmentsSchema, MAX_ATTACHMENTS } from './attachment.ts';
import { idSchema, nameSchema, revSchema, timestampSchema, type Id } from './ids.ts';
import { sees, type Audience, type Scope } from './scope.ts';

/** Longest text of a quick reply before its variables are filled in, in UTF-16 units. */
export const MAX_REPLY_TEXT = 4000;
/** Deepest folder in a folder. */
export const MAX_REPLY_FOLDERS = 4;
/** Replies that a person has on keys. */
export const REPLY_SLOTS = 9;

/** Who has it: its maker alone, everybody of a line, or the whole company. */
export const replyShelfSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('personal'), operatorId: idSchema }),
  z.object({ kind: z.literal('line'), lineId: idSchema }),
  z.object({ kind: z.literal('company') }),
]);
export type ReplyShelf = z.infer<typeof replyShelfSchema>;

const SHORTCUT = /^[\p{L}\p{N}_-]{1,32}$/u;

/** Prepared words (scenario C6). `{client.name}` and the like in `text` are filled in when it is put into a message. */
export const quickReplySchema = z.object({
  id: idSchema,
  shelf: replyShelfSchema,
  /** Names from the outermost folder inwards; empty: in none. */
  folder: z.array(nameSchema).max(MAX_REPLY_FOLDERS),
  title: nameSchema,
  text: z.string().max(MAX_REPLY_TEXT),
  /** What is typed after `/`, in small letters; null when it has none. */
  shortcut: z.string().regex(SHORTCUT).nullable(),
  attachments: z.array(attachmentSchema).max(MAX_ATTACHMENTS),
  updatedAt: timestampSchema,
  updatedBy: idSchema,
  /** Kept for a while after it was deleted, so that everybody hears of it, and may bring it back. */
  deleted: z.boolean(),
  rev: revSchema,
});
export type QuickReply = z.infer<typeof quickReplySchema>;

/** One line of text as it is kept. */
const lineSchema = z
  .string()
  .overwrite((text) => (isBlank(text) ? '' : cleanText(text).replace(/\s+/g, ' ').trim()))
  .min(1)
  .max(200);

/** What a person writes of a quick reply, made fit to be kept. */
export const replyDraftShape = {
  id: idSchema,
  shelf: replyShelfSchema,
  folder: z.array(lineSchema).max(MAX_REPLY_FOLDERS),
  title: lineSchema,
  text: z
    .string()
    .overwrite((text) => (isBlank(text) ? '' : cleanText(text)))
    .max(MAX_REPLY_TEXT),
  shortcut: z
    .string()
    .overwrite((text) => text.trim().normalize('NFC').toLowerCase())
    .regex(SHORTCUT)
    .nullable(),
  /** Uploaded before. What is said here of a file serves the optimistic effect; the hub goes by the file. */
  attachments: attachmentsSchema,
};
export const replyDraftSchema = z.object(replyDraftShape);
export type ReplyDraft = z.output<typeof replyDraftSchema>;

/**
 * What a person had before him when he began to change a reply. A save on top of anything else is refused: he has not seen that. Opaque to
 * screens, which take it from the reply that they show and give it back.
 */
export const replyBaseSchema = z.object({
  /** As the hub had told it; 0: it was not there. */
  rev: z.int().nonnegative(),
  /** The person's own change on top of that, which the hub had not confirmed yet. */
  intentId: idSchema.nullable(),
});
export type ReplyBase = z.infer<typeof replyBaseSchema>;

export const NEW_REPLY: ReplyBase = { rev: 0, intentId: null };

/** A key of one person, on all his devices. */
export const replySlotSchema = z.object({
  operatorId: idSchema,
  slot: z.int().min(1).max(REPLY_SLOTS),
  /** Null: nothing. May name a reply that is gone. */
  replyId: idSchema.nullable(),
  rev: revSchema,
});
export type ReplySlot = z.infer<typeof replySlotSchema>;

export function isSameShelf(a: ReplyShelf, b: ReplyShelf): boolean {
  return shelfKey(a) === shelfKey(b);
}

export function shelfKey(shelf: ReplyShelf): string {
  switch (shelf.kind) {
    case 'personal':
      return `personal ${shelf.operatorId}`;
    case 'line':
      return `line ${shelf.lineId}`;
    case 'company':
      return 'company';
    default:
      return exhaustive(shelf, 'shelf');
  }
}

/** The branch of a line; undefined when there is no such line. */
export type BranchOf = (lineId: Id) => Id | undefined;

/** A line's replies are for whoever sees its dialogs by line, branch or role; an invitation to one dialog is none to them. */
export function lineAudience(lineId: Id, branchId: Id): Audience {
  return { lineId, branchId, responsibleId: null, participantIds: [] };
}

/** Whether a session has the shelf at all. */
export function seesShelf(scope: Scope, shelf: ReplyShelf, branchOf: BranchOf): boolean {
  switch (shelf.kind) {
    case 'personal':
      return shelf.operatorId === scope.operatorId;
    case 'company':
      return true;
    case 'line': {
      const branchId = branchOf(shelf.lineId);
      return branchId !== undefined && sees(scope, lineAudience(shelf.lineId, branchId));
    }
    default:
      return exhaustive(shelf, 'shelf');
  }
}

/** Whoever has a shelf may change it, but for the company's, which is for seniors and admins. */
export function mayEditShelf(scope: Scope, shelf: ReplyShelf, branchOf: BranchOf): boolean {
  if (shelf.kind === 'company') return scope.role !== 'operator';
  return seesShelf(scope, shelf, branchOf);
}
