import { card } from './card.ts';
import { common } from './common.ts';
import { conversation } from './conversation.ts';
import { dialogs } from './dialogs.ts';
import { session } from './session.ts';
import { shortcuts } from './shortcuts.ts';
import { signIn } from './sign-in.ts';

export const en = { ...common, ...signIn, ...dialogs, ...conversation, ...card, ...session, ...shortcuts };
