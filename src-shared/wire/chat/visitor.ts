import { z } from 'zod/mini';

/** `POST /chat/:channelId/visitors`: a new visitor. The token is his only key; the hub keeps its hash. */
export const newVisitorResponseSchema = z.object({ visitorId: z.string(), token: z.string() });
export type NewVisitorResponse = z.infer<typeof newVisitorResponseSchema>;
