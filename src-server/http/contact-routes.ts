import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import {
  contactFilesQuerySchema,
  contactFilesResponseSchema,
  contactHistoryQuerySchema,
  contactHistoryResponseSchema,
  contactResponseSchema,
  contactTagsResponseSchema,
  duplicatesResponseSchema,
} from '#shared/wire/http/contacts.ts';
import { contactDialogsResponseSchema } from '#shared/wire/http/history.ts';
import { contactFiles, contactHistory, contactTags, duplicatesOf } from '../contacts/history.ts';
import { currentContact, seesContact } from '../contacts/store.ts';
import { contactDialogs } from '../feed/history.ts';
import { decodePagePlace } from '../search/page-place.ts';
import { signedOf, type HttpContext } from './context.ts';
import { HttpError } from './errors.ts';
import { requireSession } from './guards.ts';
import { answers } from './openapi.ts';

const params = z.object({ contactId: idSchema });

type Signed = Pick<ReturnType<typeof signedOf>, 'workspaceId' | 'scope'>;

/** Clients as a session finds them. Of who is not in scope there is nothing; that he is there is not told. */
function findersOf(db: HttpContext['db']) {
  const find = async ({ workspaceId, scope }: Signed, id: string) => {
    const contact = await currentContact(db, workspaceId, id);
    return contact && (await seesContact(db, workspaceId, scope, contact.id)) ? contact : null;
  };
  const idOf = async (signed: Signed, id: string): Promise<string> => (await find(signed, id))?.id ?? id;
  return { find, idOf };
}

/** A client's card: what replicas do not hold of him. A client who became part of another is answered as that one. */
export function contactRoutes(context: HttpContext): FastifyPluginAsyncZod {
  const { db } = context;
  const onRequest = requireSession(db, context.times);
  const { find, idOf } = findersOf(db);

  return async (app) => {
    app.get(
      '/contacts/:contactId',
      {
        onRequest,
        schema: {
          tags: ['clients'],
          summary: 'A client of whom the session sees a dialog',
          params,
          response: answers(contactResponseSchema, [400, 401, 404]),
        },
      },
      async (request) => {
        const contact = await find(signedOf(request), request.params.contactId);
        if (!contact) throw new HttpError('not_found', 'There is no such client in your scope');
        return { contact };
      },
    );

    app.get(
      '/contacts/:contactId/dialogs',
      {
        onRequest,
        schema: {
          tags: ['clients'],
          summary: "A client's dialogs in scope, newest first",
          params,
          response: answers(contactDialogsResponseSchema, [400, 401]),
        },
      },
      async (request) => {
        const signed = signedOf(request);
        const contactId = await idOf(signed, request.params.contactId);
        return { dialogs: await contactDialogs(db, signed.workspaceId, signed.scope, contactId) };
      },
    );

    app.get(
      '/contacts/:contactId/duplicates',
      {
        onRequest,
        schema: {
          tags: ['clients'],
          summary: 'Other clients with the same number or address',
          params,
          response: answers(duplicatesResponseSchema, [400, 401]),
        },
      },
      async (request) => {
        const signed = signedOf(request);
        const contact = await find(signed, request.params.contactId);
        if (!contact) return { duplicates: [] };
        return { duplicates: await duplicatesOf(db, { ...pick(signed), contactId: contact.id }) };
      },
    );

    app.get(
      '/contact-tags',
      {
        onRequest,
        schema: {
          tags: ['clients'],
          summary: 'Tags of the clients in scope, the most used first',
          response: answers(contactTagsResponseSchema, [401]),
        },
      },
      async (request) => ({ tags: await contactTags(db, pick(signedOf(request))) }),
    );
  };
}

/** What a client and the company said and sent each other, over all talks. */
export function contactTalkRoutes(context: HttpContext): FastifyPluginAsyncZod {
  const { db } = context;
  const onRequest = requireSession(db, context.times);
  const { idOf } = findersOf(db);

  return async (app) => {
    app.get(
      '/contacts/:contactId/history',
      {
        onRequest,
        schema: {
          tags: ['clients'],
          summary: 'Messages of all talks with a client, backwards from a place',
          params,
          querystring: contactHistoryQuerySchema,
          response: answers(contactHistoryResponseSchema, [400, 401]),
        },
      },
      async (request) => {
        const signed = signedOf(request);
        const { dialogId, before, limit } = request.query;
        if (dialogId === undefined && before !== undefined)
          throw new HttpError('bad_request', '"before" counts in a dialog: say which by "dialogId"');
        const contactId = await idOf(signed, request.params.contactId);
        const place = dialogId === undefined ? null : { dialogId, before: before ?? null };
        return await contactHistory(db, { ...pick(signed), contactId, limit }, place);
      },
    );

    app.get(
      '/contacts/:contactId/files',
      {
        onRequest,
        schema: {
          tags: ['clients'],
          summary: 'Files of all talks with a client, newest first',
          params,
          querystring: contactFilesQuerySchema,
          response: answers(contactFilesResponseSchema, [400, 401]),
        },
      },
      async (request) => {
        const signed = signedOf(request);
        const { before, limit } = request.query;
        const place = before === undefined ? null : decodePagePlace(before);
        if (before !== undefined && !place)
          throw new HttpError('bad_request', 'The value of "before" is not one that the hub gave');
        const contactId = await idOf(signed, request.params.contactId);
        return await contactFiles(db, { ...pick(signed), contactId, limit }, place);
      },
    );
  };
}

function pick({ workspaceId, scope }: Signed) {
  return { workspaceId, scope };
}
