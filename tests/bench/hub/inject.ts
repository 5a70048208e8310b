/** Clients' messages written in bulk with everything a hub writes for them, for streams faster than one hub takes in. */
import pg from 'pg';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import { appendMessage } from '#shared/domain/transcript.ts';
import { fromDialog, newMessageRow } from '#server/db/rows.ts';
import { dialogEntries, entriesJson, type NewEntry } from '#server/feed/append.ts';
import { newId } from '#server/lib/ids.ts';
import type { Talk } from '../data/data-set.ts';

const MESSAGES = `insert into messages (workspace_id, dialog_id, seq, id, author_kind, author_id, visibility, kind, text, at, rev)
  select workspace_id, dialog_id, seq, id, author_kind, author_id, visibility, kind, text, at, rev
  from jsonb_populate_recordset(null::messages, $1::jsonb)`;
const DIALOGS = `update dialogs d set last_activity_at = r.last_activity_at, waiting_since = r.waiting_since, unread = r.unread,
    last_seq = r.last_seq, last_client_seq = r.last_client_seq, last_message = r.last_message, rev = r.rev,
    xid = pg_current_xact_id()
  from jsonb_populate_recordset(null::dialogs, $1::jsonb) r where d.workspace_id = r.workspace_id and d.id = r.id`;
const FEED = `insert into feed (workspace_id, change, audiences, previous_audience)
  select $1, change, audiences, previous
  from jsonb_to_recordset($2::jsonb) as entry(n int, change jsonb, audiences jsonb, previous jsonb) order by n`;
/** As the hub's bus says it. */
const WAKE = `select pg_notify('otklik_bus', $1)`;

export interface Injected {
  readonly dialogId: string;
  /** Of the last message written. */
  readonly seq: number;
  readonly text: string;
}

export class Injector {
  readonly #client: pg.Client;
  readonly #workspaceId: string;
  readonly #dialogs: Dialog[];
  #count = 0;

  /** @param talks open ones, into which the messages go in turn; nobody else may write there meanwhile */
  static async connect(url: string, workspaceId: string, talks: readonly Talk[]): Promise<Injector> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Injector(
      client,
      workspaceId,
      talks.map(({ dialog }) => dialog),
    );
  }

  private constructor(client: pg.Client, workspaceId: string, dialogs: Dialog[]) {
    this.#client = client;
    this.#workspaceId = workspaceId;
    this.#dialogs = dialogs;
  }

  /** One transaction, and the hint that wakes the hub. @returns the last message */
  async write(count: number): Promise<Injected> {
    const messages: Message[] = [];
    const entries: NewEntry[] = [];
    const changed = new Map<string, Dialog>();
    for (let i = 0; i < count; i += 1) {
      const { before, dialog, message } = this.#next();
      changed.set(dialog.id, dialog);
      messages.push(message);
      entries.push(...dialogEntries(before, dialog, [message]));
    }
    const ws = this.#workspaceId;
    await this.#client.query('begin');
    await this.#client.query(MESSAGES, [
      JSON.stringify(messages.map((message) => newMessageRow(ws, message))),
    ]);
    await this.#client.query(DIALOGS, [
      JSON.stringify([...changed.values()].map((dialog) => this.#row(dialog))),
    ]);
    await this.#client.query(FEED, [ws, entriesJson(entries)]);
    await this.#client.query('commit');
    await this.#client.query(WAKE, [JSON.stringify({ from: 'bench', topic: 'feed', payload: ws })]);
    const last = messages.at(-1);
    if (last?.body.kind !== 'text') throw new Error('Nothing was written');
    return { dialogId: last.dialogId, seq: last.seq, text: last.body.text };
  }

  /**
   * What PostgreSQL does by itself within a minute after so much was written at once, now: it took a quarter of the processors in some
   * measured seconds and nothing in others. A company writes as much in hours, and so does its database tidy up.
   */
  async tidy(): Promise<void> {
    await this.#client.query('vacuum (analyze) feed, messages, dialogs');
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  #next(): { before: Dialog; dialog: Dialog; message: Message } {
    const place = this.#count % this.#dialogs.length;
    this.#count += 1;
    const before = this.#dialogs[place];
    if (!before) throw new Error('No dialogs to write into');
    const appended = appendMessage(before, {
      id: newId(),
      author: { kind: 'client', contactId: before.contactId },
      visibility: 'public',
      body: { kind: 'text', text: `Где мой заказ № ${this.#count}?`, attachments: [] },
      delivery: null,
      at: Date.now(),
    });
    const dialog = { ...appended.dialog, rev: before.rev + 1 };
    this.#dialogs[place] = dialog;
    return { before, dialog, message: appended.message };
  }

  #row(dialog: Dialog): object {
    const row = fromDialog(dialog);
    const last_message: unknown = row.last_message === null ? null : JSON.parse(row.last_message);
    return { ...row, last_message, workspace_id: this.#workspaceId, id: dialog.id };
  }
}
