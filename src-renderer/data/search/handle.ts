import { z } from 'zod';
import { idSchema, timestampSchema } from '#shared/domain/ids.ts';
import type { TableAnswer, TableQuestion } from './table/question.ts';

/** Local search as its users see it, wherever it runs: in this window's worker, or in the window that owns the index. Schemas, because it travels. */

export const contactSummarySchema = z.object({
  id: idSchema,
  name: z.string().nullable(),
  number: z.number(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  tags: z.array(z.string()),
  notes: z.array(z.string()),
  names: z.array(z.string()),
});

export const localMessageSchema = z.object({
  dialogId: idSchema,
  seq: z.number(),
  at: timestampSchema,
  /** Operator's id; null: the client. `system`: neither. */
  author: z.string().nullable(),
  hidden: z.boolean(),
  text: z.string(),
  /** Null: his row has not come yet. */
  contact: contactSummarySchema.nullable(),
});
export type LocalMessage = z.infer<typeof localMessageSchema>;

export const localContactSchema = z.object({ contact: contactSummarySchema, dialogId: idSchema });
export type LocalContact = z.infer<typeof localContactSchema>;

export const searchStateSchema = z.discriminatedUnion('kind', [
  /** Not asked for yet, or on its way. */
  z.object({ kind: z.literal('starting') }),
  /** What is indexed can be found already. */
  z.object({
    kind: z.literal('building'),
    done: z.number(),
    total: z.number(),
    storage: z.enum(['files', 'memory']),
  }),
  /** Everything in the replica can be found. `memory`: made anew at each start, because there are no files here. */
  z.object({ kind: z.literal('ready'), storage: z.enum(['files', 'memory']) }),
  z.object({ kind: z.literal('unavailable'), reason: z.string() }),
]);
export type SearchState = z.infer<typeof searchStateSchema>;

export const localAnswerSchema = z.object({
  contacts: z.array(localContactSchema),
  messages: z.array(localMessageSchema),
  /** Where to go on; null: these are all. */
  next: z.number().nullable(),
});
export type LocalAnswer = z.infer<typeof localAnswerSchema>;

export interface LocalQuestion {
  /** As typed. */
  text: string;
  limit: number;
  /** `next` of the answer before; null: from the newest, with clients. */
  before: number | null;
}

export interface SearchHandle {
  state(): SearchState;
  subscribe(listener: () => void): () => void;
  /** Null: nobody can answer now; `state` says why. */
  find(question: LocalQuestion): Promise<LocalAnswer | null>;
  /** Null: nobody can answer now. */
  askTable(question: TableQuestion): Promise<TableAnswer | null>;
  onLines(listener: () => void): () => void;
  stop(): Promise<void>;
  /** Stops, and takes away everything that was indexed. Other windows must have stopped. */
  remove(): Promise<void>;
}
