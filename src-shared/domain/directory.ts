import { z } from 'zod';
import { idSchema, nameSchema, revSchema } from './ids.ts';
import { chosenPresenceSchema } from './presence.ts';
import { savedFilterSchema } from './saved-filter.ts';

/** The rarely changing surroundings of dialogs, replicated whole to every session that may see them. */

export const workspaceSchema = z.object({ id: idSchema, name: nameSchema, rev: revSchema });
export type Workspace = z.infer<typeof workspaceSchema>;

export const branchSchema = z.object({ id: idSchema, name: nameSchema, rev: revSchema });
export type Branch = z.infer<typeof branchSchema>;

export const lineSchema = z.object({ id: idSchema, branchId: idSchema, name: nameSchema, rev: revSchema });
export type Line = z.infer<typeof lineSchema>;

export const channelKindSchema = z.enum([
  'sitechat',
  'telegram',
  'whatsapp',
  'instagram',
  'vk',
  'avito',
  'email',
]);
export type ChannelKind = z.infer<typeof channelKindSchema>;

export const channelSchema = z.object({
  id: idSchema,
  lineId: idSchema,
  kind: channelKindSchema,
  name: nameSchema,
  rev: revSchema,
});
export type Channel = z.infer<typeof channelSchema>;

export const roleSchema = z.enum(['operator', 'senior', 'admin']);
export type Role = z.infer<typeof roleSchema>;

export const operatorSchema = z.object({
  id: idSchema,
  name: nameSchema,
  role: roleSchema,
  active: z.boolean(),
  rev: revSchema,
});
export type Operator = z.infer<typeof operatorSchema>;

/** One row of the directory as it is now. */
export const directoryRowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('workspace'), row: workspaceSchema }),
  z.object({ kind: z.literal('branch'), row: branchSchema }),
  z.object({ kind: z.literal('line'), row: lineSchema }),
  z.object({ kind: z.literal('channel'), row: channelSchema }),
  z.object({ kind: z.literal('operator'), row: operatorSchema }),
  /** What an operator chose; its id is his. A row of its own: names are not told again whenever somebody has a break. */
  z.object({ kind: z.literal('presence'), row: chosenPresenceSchema }),
  /** A kept filter of the table; those of one person are told to him alone. */
  z.object({ kind: z.literal('filter'), row: savedFilterSchema }),
]);
export type DirectoryRow = z.infer<typeof directoryRowSchema>;
