import { bulk } from './bulk.ts';
import { card } from './card.ts';
import { commands } from './commands.ts';
import { common } from './common.ts';
import { conversation } from './conversation.ts';
import { dialogs } from './dialogs.ts';
import { files } from './files.ts';
import { marks } from './marks.ts';
import { merge } from './merge.ts';
import { forms } from './forms.ts';
import { handOver } from './hand-over.ts';
import { history } from './history.ts';
import { presence } from './presence.ts';
import { notices } from './notices.ts';
import { replies } from './replies.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { shortcuts } from './shortcuts.ts';
import { signIn } from './sign-in.ts';
import { table } from './table.ts';
import { team } from './team.ts';
import { tidy } from './tidy.ts';
import { transfer } from './transfer.ts';
import { write } from './write.ts';

export const en = {
  ...common,
  ...signIn,
  ...dialogs,
  ...conversation,
  ...bulk,
  ...card,
  ...commands,
  ...files,
  ...forms,
  ...marks,
  ...merge,
  ...handOver,
  ...history,
  ...presence,
  ...notices,
  ...replies,
  ...search,
  ...session,
  ...settings,
  ...shortcuts,
  ...table,
  ...team,
  ...tidy,
  ...transfer,
  ...write,
};
