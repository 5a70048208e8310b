import { z } from 'zod';
import { contactSchema } from '../domain/contact.ts';
import { dialogSchema } from '../domain/dialog.ts';
import {
  branchSchema,
  channelSchema,
  lineSchema,
  operatorSchema,
  workspaceSchema,
} from '../domain/directory.ts';
import { idSchema } from '../domain/ids.ts';
import { messageSchema } from '../domain/message.ts';
import { scopeSchema } from '../domain/scope.ts';
import { dialogBundleSchema } from './bundle.ts';

/** One row of the directory as it is now. */
export const directoryRowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('workspace'), row: workspaceSchema }),
  z.object({ kind: z.literal('branch'), row: branchSchema }),
  z.object({ kind: z.literal('line'), row: lineSchema }),
  z.object({ kind: z.literal('channel'), row: channelSchema }),
  z.object({ kind: z.literal('operator'), row: operatorSchema }),
]);
export type DirectoryRow = z.infer<typeof directoryRowSchema>;

/**
 * One step of the feed as a session sees it. Rows come whole, with their `rev`; applying one twice, or an older one late,
 * changes nothing. `enter` brings a dialog that came into scope, `gone` takes one back with everything in it.
 */
export const changeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('dialog'), dialog: dialogSchema }),
  z.object({ type: z.literal('message'), message: messageSchema }),
  z.object({ type: z.literal('contact'), contact: contactSchema }),
  z.object({ type: z.literal('directory'), entry: directoryRowSchema }),
  z.object({ type: z.literal('enter'), bundle: dialogBundleSchema }),
  z.object({ type: z.literal('gone'), dialogId: idSchema }),
  /** The session's own rights changed; the client takes a new snapshot and drops what is no longer in it. */
  z.object({ type: z.literal('scope'), scope: scopeSchema }),
]);
export type Change = z.infer<typeof changeSchema>;
