import { z } from 'zod';
import { activitySchema } from './activity.ts';
import { helloSchema } from './hello.ts';
import { lookingUpSchema } from './looking.ts';
import { pingSchema } from './ping.ts';
import { typingUpSchema } from './typing.ts';

/** Everything a client says on the socket. */
export const upSchema = z.discriminatedUnion('type', [
  helloSchema,
  pingSchema,
  typingUpSchema,
  lookingUpSchema,
  activitySchema,
]);
export type Up = z.infer<typeof upSchema>;
