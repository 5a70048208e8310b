/**
 * Version of everything in this room. Raise it with every change of a schema (a test hashes them) and say in the hub
 * which older clients it still serves. The hub refuses others with `client_too_old` or `client_too_new`, never silently.
 */
export const PROTOCOL = 1;
export const OLDEST_CLIENT_PROTOCOL = 1;

/** Every signed request says which protocol its sender speaks: a snapshot of another one would only be unreadable. */
export const PROTOCOL_HEADER = 'x-otklik-protocol';

/** Clients ping this often and give a connection up when nothing came for twice as long. */
export const HEARTBEAT_MS = 7_000;

/** Most intents in one request, most messages in one page. */
export const MAX_INTENTS_PER_REQUEST = 100;
export const PAGE_MESSAGES = 50;
