/** The floor of an intent: the rows that "say something in a dialog" leaves behind, written without a hub, one transaction each. */
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import { audienceOf } from '#shared/domain/scope.ts';
import { appendMessage } from '#shared/domain/transcript.ts';
import { fromDialog, newMessageRow } from '#server/db/rows.ts';

const DELIVERY = `insert into deliveries (workspace_id, message_id, dialog_id, seq, channel_id, external_user_id)
  values ($1, $2, $3, $4, $5, $6)`;
const FEED = `insert into feed (workspace_id, change, audiences, previous_audience) values ($1, $2, $3, $4), ($1, $5, $3, $4)`;
const INTENT = `insert into intents (workspace_id, id, operator_id, name, request_hash)
  values ($1, $2, $3, 'message.send', $4)`;

type Row = Record<string, unknown>;
interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

function updateDialog(workspaceId: string, id: string, row: Row): Statement {
  const set = Object.keys(row).map((column, n) => `${column} = $${n + 3}`);
  const text = `update dialogs set ${set.join(', ')}, xid = pg_current_xact_id() where workspace_id = $1 and id = $2`;
  return { name: 'dialog', text, values: [workspaceId, id, ...Object.values(row)] };
}

function insertMessage(row: Row): Statement {
  const places = Object.keys(row).map((_, n) => `$${n + 1}`);
  const text = `insert into messages (${Object.keys(row).join(', ')}) values (${places.join(', ')})`;
  return { name: 'message', text, values: Object.values(row) };
}

export class BareSql {
  readonly #pool: pg.Pool;
  readonly #workspaceId: string;

  constructor(url: string, workspaceId: string, connections: number) {
    this.#pool = new pg.Pool({ connectionString: url, max: connections });
    this.#workspaceId = workspaceId;
  }

  /** @returns the dialog with its new message */
  async say(dialog: Dialog, externalUserId: string, operatorId: string, text: string): Promise<Dialog> {
    const id = randomUUID();
    const { dialog: next, message } = appendMessage(dialog, {
      id,
      author: { kind: 'operator', operatorId },
      visibility: 'public',
      body: { kind: 'text', text, attachments: [] },
      delivery: { state: 'pending' },
      at: Date.now(),
    });
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      for (const statement of this.#statements({ ...next, rev: next.rev + 1 }, message, externalUserId)) {
        await client.query(statement);
      }
      await client.query('commit');
    } finally {
      client.release();
    }
    return next;
  }

  /** Named, so that each connection parses and plans them once. */
  #statements(dialog: Dialog, message: Message, externalUserId: string): Statement[] {
    const ws = this.#workspaceId;
    const audience = JSON.stringify(audienceOf(dialog));
    const changes = [
      JSON.stringify({ type: 'dialog', dialog }),
      JSON.stringify({ type: 'message', message }),
    ];
    const operatorId = message.author.kind === 'operator' ? message.author.operatorId : '';
    const hash = createHash('sha256').update(message.id).digest();
    const carried = [ws, message.id, dialog.id, message.seq, dialog.channelId, externalUserId];
    return [
      updateDialog(ws, dialog.id, fromDialog(dialog)),
      insertMessage(newMessageRow(ws, message)),
      { name: 'delivery', text: DELIVERY, values: carried },
      { name: 'feed', text: FEED, values: [ws, changes[0], `[${audience}]`, audience, changes[1]] },
      { name: 'intent', text: INTENT, values: [ws, message.id, operatorId, hash] },
    ];
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
