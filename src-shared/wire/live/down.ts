import { z } from 'zod';
import { changesSchema } from './changes.ts';
import { colleaguesSchema } from './colleagues.ts';
import { fatalSchema } from './fatal.ts';
import { lookingDownSchema } from './looking.ts';
import { pongSchema } from './ping.ts';
import { resetSchema } from './reset.ts';
import { typingDownSchema } from './typing.ts';
import { welcomeSchema } from './welcome.ts';

/** Everything the hub says on the socket. */
export const downSchema = z.discriminatedUnion('type', [
  welcomeSchema,
  changesSchema,
  resetSchema,
  typingDownSchema,
  colleaguesSchema,
  lookingDownSchema,
  pongSchema,
  fatalSchema,
]);
export type Down = z.infer<typeof downSchema>;
