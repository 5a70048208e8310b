import { z } from 'zod';
import { COMMAND_IDS, type CommandId } from '#renderer/commands/spec.ts';
import { readLocal, writeLocal } from '#renderer/kit/local-store.ts';

const KEY = 'otklik.commands';
const MOST = 12;
/** What this version does not know any more is left out. */
const keptSchema = z.object({ recent: z.array(z.string()).catch([]) });

/** Commands that were given through the palette, the newest first. */
export function recentCommands(): CommandId[] {
  const { recent } = keptSchema.parse(readLocal(KEY));
  return recent.flatMap((name) => COMMAND_IDS.filter((id) => id === name));
}

export function rememberCommand(id: CommandId): void {
  const others = recentCommands().filter((one) => one !== id);
  writeLocal(KEY, { recent: [id, ...others].slice(0, MOST) });
}
