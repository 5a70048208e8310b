import type { Id } from '#shared/domain/ids.ts';
import { uuidv7 } from '#shared/lib/ids.ts';

export const newId = (): Id => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
