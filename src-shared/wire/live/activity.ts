import { z } from 'zod';

/** Nobody has touched any window of this client for `AWAY_AFTER_MS`, or somebody has again. A connection begins as not idle. */
export const activitySchema = z.object({ type: z.literal('activity'), idle: z.boolean() });
