import { z } from 'zod';
import { idSchema } from '../../domain/ids.ts';

/** `GET /api/dialogs/:dialogId/readers`: who sees the dialog, and therefore hears of being named in it. */
export const readersResponseSchema = z.object({ operatorIds: z.array(idSchema) });
