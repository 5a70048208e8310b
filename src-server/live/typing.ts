import { responsibleOf } from '#shared/domain/dialog.ts';
import type { Visibility } from '#shared/domain/message.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import type { Channel } from '../channels/channel.ts';
import { toDialog } from '../db/rows.ts';
import type { Db } from '../db/transaction.ts';
import { seesTalk } from '#shared/domain/talk.ts';
import { findTalk } from '../talks/read.ts';
import type { LiveHub } from './live-hub.ts';

interface TypingDeps {
  db: Db;
  live: LiveHub;
  channels: readonly Channel[];
}

/** Relays that an operator types: to colleagues who see the dialog, and to the client if it is the one who answers him. */
export async function operatorTyping(
  deps: TypingDeps,
  who: { workspaceId: string; scope: Scope; dialogId: string; visibility: Visibility },
): Promise<void> {
  const row = await deps.db
    .selectFrom('dialogs')
    .innerJoin('channels', (join) =>
      join
        .onRef('channels.workspace_id', '=', 'dialogs.workspace_id')
        .onRef('channels.id', '=', 'dialogs.channel_id'),
    )
    .selectAll('dialogs')
    .select('channels.kind')
    .where('dialogs.workspace_id', '=', who.workspaceId)
    .where('dialogs.id', '=', who.dialogId)
    .executeTakeFirst();
  if (!row) return await typingToTeam(deps, who);
  const dialog = toDialog(row);
  const audience = audienceOf(dialog);
  if (!sees(who.scope, audience)) return;
  const { visibility } = who;
  const { operatorId } = who.scope;
  deps.live.publishTyping({
    workspaceId: who.workspaceId,
    dialogId: dialog.id,
    audience,
    by: { kind: 'operator', operatorId, visibility },
  });
  // A colleague who looks in, or writes a hidden note, is nobody that the client should know of.
  if (visibility === 'hidden' || dialog.state.status !== 'active' || responsibleOf(dialog) !== operatorId)
    return;
  const channel = deps.channels.find((candidate) => candidate.kind === row.kind);
  channel?.companyTyping?.({
    workspaceId: who.workspaceId,
    channelId: row.channel_id,
    dialogId: dialog.id,
    externalUserId: row.external_user_id,
  });
}

/** In a talk of the team: those who see it hear of it, and no channel is asked. */
async function typingToTeam(
  { db, live }: TypingDeps,
  { workspaceId, scope, dialogId }: { workspaceId: string; scope: Scope; dialogId: string },
): Promise<void> {
  const talk = await findTalk(db, workspaceId, dialogId);
  if (!talk || !seesTalk(scope, talk.place)) return;
  live.publishTyping({
    workspaceId,
    dialogId,
    audience: talk.place,
    by: { kind: 'operator', operatorId: scope.operatorId, visibility: 'hidden' },
  });
}

/** Relays that a client types in his open dialog to those who see it. */
export async function clientTyping(
  deps: Omit<TypingDeps, 'channels'>,
  who: { workspaceId: string; channelId: string; externalUserId: string },
): Promise<void> {
  const row = await deps.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', who.workspaceId)
    .where('channel_id', '=', who.channelId)
    .where('external_user_id', '=', who.externalUserId)
    .where('status', '<>', 'closed')
    .executeTakeFirst();
  if (!row) return;
  const dialog = toDialog(row);
  deps.live.publishTyping({
    workspaceId: who.workspaceId,
    dialogId: dialog.id,
    audience: audienceOf(dialog),
    by: { kind: 'client' },
  });
}
