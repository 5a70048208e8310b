import { messageAttemptsSchema, type MessageAttempts } from '#shared/domain/attempt.ts';
import type { Duplicate, HistoryPlace } from '#shared/domain/contact-history.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Load } from '#shared/domain/presence.ts';
import { messagePageSchema, type MessagePage } from '#shared/domain/bundle.ts';
import {
  contactFilesResponseSchema,
  contactHistoryResponseSchema,
  contactResponseSchema,
  contactTagsResponseSchema,
  duplicatesResponseSchema,
  type ContactFilesPage,
  type ContactHistoryPage,
} from '#shared/wire/http/contacts.ts';
import { contactDialogsResponseSchema } from '#shared/wire/http/history.ts';
import { hubInfoSchema } from '#shared/wire/http/hub-info.ts';
import { loadsResponseSchema } from '#shared/wire/http/loads.ts';
import { readersResponseSchema } from '#shared/wire/http/readers.ts';
import type { Http } from '../transport/http.ts';
import { HubError } from '../transport/hub-error.ts';

/** What the hub is asked and the replica does not keep. Each throws `HubError`. */
export function createQuestions(http: Http) {
  return {
    /** The client's dialogs that the person may see, newest first; as many as the hub tells of. */
    async contactDialogs(contactId: Id): Promise<Dialog[]> {
      const path = `/api/contacts/${contactId}/dialogs`;
      return (await http({ method: 'GET', path, answer: contactDialogsResponseSchema })).dialogs;
    },
    /** The messages next before `before`, or the newest when null; nothing of it goes into the replica. */
    messages(dialogId: Id, before: number | null): Promise<MessagePage> {
      const path = `/api/dialogs/${dialogId}/messages${before === null ? '' : `?before=${before}`}`;
      return http({ method: 'GET', path, answer: messagePageSchema });
    },
    ...contactQuestions(http),
    attempts(messageId: Id): Promise<MessageAttempts> {
      const path = `/api/messages/${messageId}/attempts`;
      return http({ method: 'GET', path, answer: messageAttemptsSchema });
    },
    /** Open dialogs of every operator of the company. */
    async loads(): Promise<Load[]> {
      return (await http({ method: 'GET', path: '/api/operators/loads', answer: loadsResponseSchema })).loads;
    },
    /** Who sees the dialog. */
    async readers(dialogId: Id): Promise<Id[]> {
      const path = `/api/dialogs/${dialogId}/readers`;
      return (await http({ method: 'GET', path, answer: readersResponseSchema })).operatorIds;
    },
    async hubVersion(): Promise<string> {
      return (await http({ method: 'GET', path: '/api/hub', answer: hubInfoSchema })).version;
    },
  };
}

/** What a client's card asks for. */
function contactQuestions(http: Http) {
  return {
    async contact(contactId: Id): Promise<Contact | null> {
      const path = `/api/contacts/${contactId}`;
      try {
        return (await http({ method: 'GET', path, answer: contactResponseSchema })).contact;
      } catch (error) {
        if (error instanceof HubError && error.failure.kind === 'status' && error.failure.status === 404)
          return null;
        throw error;
      }
    },
    contactHistory(contactId: Id, place: HistoryPlace | null): Promise<ContactHistoryPage> {
      const query = new URLSearchParams();
      if (place) query.set('dialogId', place.dialogId);
      if (place?.before) query.set('before', String(place.before));
      const path = `/api/contacts/${contactId}/history?${query}`;
      return http({ method: 'GET', path, answer: contactHistoryResponseSchema });
    },
    contactFiles(contactId: Id, before: string | null): Promise<ContactFilesPage> {
      const path = `/api/contacts/${contactId}/files${before === null ? '' : `?before=${encodeURIComponent(before)}`}`;
      return http({ method: 'GET', path, answer: contactFilesResponseSchema });
    },
    async duplicates(contactId: Id): Promise<Duplicate[]> {
      const path = `/api/contacts/${contactId}/duplicates`;
      return (await http({ method: 'GET', path, answer: duplicatesResponseSchema })).duplicates;
    },
    async contactTags(): Promise<string[]> {
      return (await http({ method: 'GET', path: '/api/contact-tags', answer: contactTagsResponseSchema }))
        .tags;
    },
  };
}
