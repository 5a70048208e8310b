import { z } from 'zod';
import { helloSchema } from './hello.ts';
import { pingSchema } from './ping.ts';
import { typingUpSchema } from './typing.ts';

/** Everything a client says on the socket. */
export const upSchema = z.discriminatedUnion('type', [helloSchema, pingSchema, typingUpSchema]);
export type Up = z.infer<typeof upSchema>;
