/**
 * Version of everything in this room. Raise it with every change of a schema (a test hashes them) and say in the hub
 * which older clients it still serves. The hub refuses others with `client_too_old` or `client_too_new`, never silently.
 */
export const PROTOCOL = 13;
/**
 * 13: the archive can be asked for without what its messages repeat, and whoever catches up hears that more is to come; clients of 10,
 *     which do not ask for the one and do not look at the other, are served.
 * 12: what was taken off a card is put back as it was; clients of 10, which do not ask for it, are served.
 * 11: what was done to a dialog is taken back by one intent; clients of 10, which do not ask for it, are served.
 * 10: messages may be forms for the client, and answers to them.
 * 9: dialogs say who lost access to them, and notices what became of what he had.
 * 8: clients of the company have notes and tags and can be merged; quick replies, saved filters and talks of the team are told.
 * 7: dialogs and messages have more to say: attachments, hand-overs, rest, pins, notices. Who is
 *    connected and who looks at a dialog is told on the socket.
 * 6: dialogs closed long ago come by the archive, which an older client would not ask for.
 * 2: dialogs have `pageUrl`. A client of 1 would keep rows without it in a replica that its own update takes for whole.
 */
export const OLDEST_CLIENT_PROTOCOL = 10;

/** Every signed request says which protocol its sender speaks: a snapshot of another one would only be unreadable. */
export const PROTOCOL_HEADER = 'x-otklik-protocol';

/** Clients ping this often and give a connection up when nothing came for twice as long: well within 15 s, also by a slow timer. */
export const HEARTBEAT_MS = 6_000;

/** Most intents in one request, most messages in one page. */
export const MAX_INTENTS_PER_REQUEST = 100;
/**
 * Largest body of a request with intents. One with the longest text fits, however its sender escapes it (at most three bytes of
 * JSON for one of the text); of several, a client sends so many as are well below it.
 */
export const MAX_INTENTS_BYTES = 256 * 1024;
export const PAGE_MESSAGES = 50;
