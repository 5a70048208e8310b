import { z } from 'zod';
import { loadSchema } from '../../domain/presence.ts';

/** `GET /api/operators/loads`: everybody of the company who has open dialogs. Numbers only: who the clients are it does not say. */
export const loadsResponseSchema = z.object({ loads: z.array(loadSchema) });
