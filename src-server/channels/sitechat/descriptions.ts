/** The site chat's routes in OpenAPI, from the schemas that their requests are parsed with. */
import { z } from 'zod';
import { chatConfigSchema } from '#shared/wire/chat/config.ts';
import {
  chatItemsResponseSchema,
  chatReactionRequestSchema,
  chatReceiptsRequestSchema,
} from '#shared/wire/chat/items.ts';
import { sayRequestSchema, sayResponseSchema } from '#shared/wire/chat/say.ts';
import { newVisitorResponseSchema } from '#shared/wire/chat/visitor.ts';
import { clampSeq } from '../../db/seq.ts';
import { answers } from '../../http/openapi.ts';

const MOST_WAIT_S = 25;

export const itemsQuerySchema = z
  .object({
    after: z.coerce.number().int().nonnegative().transform(clampSeq).optional(),
    before: z.coerce.number().int().positive().transform(clampSeq).optional(),
    changes: z.coerce.number().int().nonnegative().transform(clampSeq).optional(),
    wait: z.coerce.number().min(0).max(MOST_WAIT_S).default(0),
  })
  .refine((query) => query.after === undefined || query.before === undefined, {
    error: 'after and before exclude each other',
  });

/** Routes parse by themselves, after they know the visitor: a stranger is told that he is one, and not what he mistyped. */
const parsedByRoute = { validatorCompiler: () => (value: unknown) => ({ value }) };

const params = z.object({ channelId: z.uuid() });
const open = { tags: ['site chat'], params, security: [] };
const ofVisitor = { tags: ['site chat'], params, security: [{ visitor: [] }] };

export const CONFIG = {
  ...parsedByRoute,
  schema: {
    ...open,
    summary: 'What a widget needs to begin',
    response: answers(chatConfigSchema, [403, 404, 429]),
  },
};
export const VISITORS = {
  ...parsedByRoute,
  schema: {
    ...open,
    summary: 'Become a visitor',
    description: 'The token is the visitor’s only key; operators see nothing of him until he writes.',
    response: answers(newVisitorResponseSchema, [403, 404, 429], 201),
  },
};
export const MESSAGES = {
  ...parsedByRoute,
  schema: {
    ...ofVisitor,
    summary: 'Write to the company',
    description:
      'Once per `clientId`: sent again it answers the same item. With `answers` it fills in a form, which is done once: `form_answered` otherwise.',
    body: sayRequestSchema,
    response: answers(sayResponseSchema, [400, 401, 403, 404, 409, 413, 429]),
  },
};
export const ITEMS = {
  ...parsedByRoute,
  schema: {
    ...ofVisitor,
    summary: 'The talk, page by page',
    description:
      'With `after` and `wait` the answer is held until there is something newer, at most so many seconds.',
    querystring: itemsQuerySchema,
    response: answers(chatItemsResponseSchema, [400, 401, 403, 404, 429]),
  },
};
export const REACTIONS = {
  ...parsedByRoute,
  schema: {
    ...ofVisitor,
    summary: 'React to something in the talk',
    body: chatReactionRequestSchema,
    response: answers(z.null(), [400, 401, 403, 404, 429], 204),
  },
};
export const RECEIPTS = {
  ...parsedByRoute,
  schema: {
    ...ofVisitor,
    summary: 'What has arrived and what was seen',
    body: chatReceiptsRequestSchema,
    response: answers(z.null(), [400, 401, 403, 404, 429], 204),
  },
};
export const FILES = {
  ...parsedByRoute,
  schema: {
    ...ofVisitor,
    params: params.extend({ id: z.uuid() }),
    summary: 'A file of the talk, or its small picture',
    response: answers(z.any(), [401, 403, 404, 429]),
  },
};
export const LIVE = { schema: { hide: true } };
