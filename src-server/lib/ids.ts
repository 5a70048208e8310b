import { randomBytes } from 'node:crypto';
import { uuidv7 } from '#shared/lib/ids.ts';

/** A new UUIDv7 by this machine's clock. */
export const newId = (): string => uuidv7(Date.now(), randomBytes(10));
