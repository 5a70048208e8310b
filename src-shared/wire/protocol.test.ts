import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { intentSchema } from '../intents/all.ts';
import { chatConfigSchema } from './chat/config.ts';
import { chatDownSchema } from './chat/down.ts';
import { chatItemsResponseSchema, chatReceiptsRequestSchema } from './chat/items.ts';
import { sayRequestSchema, sayResponseSchema } from './chat/say.ts';
import { chatUpSchema } from './chat/up.ts';
import { newVisitorResponseSchema } from './chat/visitor.ts';
import { covers } from '../domain/cursor.ts';
import { archiveLineSchema, archiveQuerySchema } from './http/archive.ts';
import { apiErrorSchema } from './http/error.ts';
import { contactDialogsResponseSchema, historyQuerySchema } from './http/history.ts';
import {
  contactFilesQuerySchema,
  contactFilesResponseSchema,
  contactHistoryQuerySchema,
  contactHistoryResponseSchema,
  contactResponseSchema,
  contactTagsResponseSchema,
  duplicatesResponseSchema,
} from './http/contacts.ts';
import { copyRequestSchema, fileLinkSchema, fileResponseSchema, uploadMetadataSchema } from './http/files.ts';
import { hubInfoSchema } from './http/hub-info.ts';
import { intentsRequestSchema, intentsResponseSchema } from './http/intents.ts';
import { loadsResponseSchema } from './http/loads.ts';
import { searchQuerySchema, searchResponseSchema } from './http/search.ts';
import { tableRequestSchema, tableResponseSchema } from './http/table.ts';
import { operatorRightsSchema, operatorsResponseSchema } from './http/rights.ts';
import { sessionSchema, signInRequestSchema, signInResponseSchema } from './http/session.ts';
import { snapshotPageSchema, snapshotQuerySchema } from './http/snapshot.ts';
import { messagePageSchema } from '../domain/bundle.ts';
import { downSchema } from './live/down.ts';
import { upSchema } from './live/up.ts';
import { PROTOCOL } from './protocol.ts';

/**
 * The shape of everything that crosses the wire. If this test fails you changed it: raise PROTOCOL, decide in
 * OLDEST_CLIENT_PROTOCOL who is still served, and only then put the new hash here.
 */
const EXPECTED = { protocol: 13, hash: 'a7a9527acde4e0eb' };

const WIRE = {
  operators: [
    upSchema,
    downSchema,
    intentSchema,
    hubInfoSchema,
    signInRequestSchema,
    signInResponseSchema,
    sessionSchema,
    snapshotQuerySchema,
    snapshotPageSchema,
    archiveQuerySchema,
    archiveLineSchema,
    intentsRequestSchema,
    intentsResponseSchema,
    historyQuerySchema,
    messagePageSchema,
    contactDialogsResponseSchema,
    contactResponseSchema,
    contactHistoryQuerySchema,
    contactHistoryResponseSchema,
    contactFilesQuerySchema,
    contactFilesResponseSchema,
    duplicatesResponseSchema,
    contactTagsResponseSchema,
    searchQuerySchema,
    searchResponseSchema,
    tableRequestSchema,
    tableResponseSchema,
    operatorRightsSchema,
    operatorsResponseSchema,
    uploadMetadataSchema,
    fileResponseSchema,
    copyRequestSchema,
    fileLinkSchema,
    loadsResponseSchema,
    apiErrorSchema,
  ],
  visitors: [
    chatConfigSchema,
    newVisitorResponseSchema,
    sayRequestSchema,
    sayResponseSchema,
    chatItemsResponseSchema,
    chatReceiptsRequestSchema,
    chatUpSchema,
    chatDownSchema,
  ],
};

describe('the wire', () => {
  it('changes only together with its version', () => {
    const shapes = [...WIRE.operators, ...WIRE.visitors].map((schema) =>
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    );
    const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
    expect({ protocol: PROTOCOL, hash }).toEqual(EXPECTED);
  });
});

describe('covers', () => {
  it('compares as numbers of any size, and never across epochs', () => {
    const at = (xid: string, epoch = 'e') => ({ epoch, xid });
    expect(covers(at('10'), at('9'))).toBe(true);
    expect(covers(at('9'), at('9'))).toBe(false);
    expect(covers(at('18446744073709551615'), at('18446744073709551614'))).toBe(true);
    expect(covers(at('10', 'new'), at('9'))).toBe(false);
  });
});
