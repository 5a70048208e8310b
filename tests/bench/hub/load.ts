/** Brings a data set into a hub's own schema, by COPY: as fast as PostgreSQL takes it, with every index in place. */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { hashPassword } from '#server/auth/password.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPool } from '#server/db/pool.ts';
import { newContactRow, newDialogRow, newMessageRow } from '#server/db/rows.ts';
import { transaction } from '#server/db/transaction.ts';
import { beginEpoch } from '#server/feed/epoch.ts';
import { createLog } from '#server/lib/log.ts';
import { loginOf, PASSWORD, type Company } from '../data/company.ts';
import type { DataSet, Talk } from '../data/data-set.ts';

type Row = Record<string, unknown>;

/** One table's rows on their way into a file in PostgreSQL's text format. */
class CopyFile {
  readonly #table: string;
  readonly #file: string;
  readonly #stream;
  #columns: readonly string[] | null = null;
  #pending: string[] = [];

  constructor(folder: string, table: string) {
    this.#table = table;
    this.#file = path.join(folder, `${table}.copy`);
    // The database's own user reads it.
    this.#stream = createWriteStream(this.#file, { mode: 0o644 });
  }

  add(row: Row): void {
    this.#columns ??= Object.keys(row);
    this.#pending.push(this.#columns.map((column) => copyText(row[column])).join('\t'));
  }

  /** Hands over what is pending; waits while the disk is behind. */
  async flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const text = `${this.#pending.join('\n')}\n`;
    this.#pending = [];
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  async copyInto(client: pg.Client): Promise<void> {
    await this.flush();
    this.#stream.end();
    await once(this.#stream, 'close');
    if (this.#columns) {
      await client.query(`copy ${this.#table} (${this.#columns.join(', ')}) from '${this.#file}'`);
    }
    await rm(this.#file);
  }
}

function copyText(value: unknown): string {
  if (value === null || value === undefined) return String.raw`\N`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map((one) => `"${String(one)}"`).join(',')}}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign] ?? sign);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

const TABLES = ['contacts', 'contact_identities', 'dialogs', 'messages'] as const;
const FLUSH_EVERY = 500;

/**
 * Makes the schema and fills it.
 * @param url an empty database of a server on this machine whose user may read files (the embedded one may)
 * @param folder for files in between; the database's user must be able to pass
 */
export async function loadDataSet(url: string, set: DataSet, folder: string): Promise<void> {
  const pool = openPool(url, 2, createLog('silent', false));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrate(pool.db);
    // The rows are right by construction, and the checks of a million foreign keys would take longer than all the rest.
    await client.query(`set session_replication_role = replica`);
    await loadCompany(client, set.company, set.contacts);
    const files = TABLES.map((table) => [table, new CopyFile(folder, table)] as const);
    await writeTalks(set, Object.fromEntries(files) as Record<(typeof TABLES)[number], CopyFile>);
    for (const [, file] of files) await file.copyInto(client);
    await transaction(pool.db, (tx) => beginEpoch(tx, set.company.workspace.id));
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
  } finally {
    await client.end();
    await pool.close();
  }
}

async function writeTalks(set: DataSet, files: Record<(typeof TABLES)[number], CopyFile>): Promise<void> {
  const workspaceId = set.company.workspace.id;
  for (let n = 0; n < set.contacts; n += 1) {
    const { identities, ...contact } = set.contact(n);
    files.contacts.add({ ...newContactRow(workspaceId, { ...contact, identities }) });
    for (const { channelId, kind, externalId, display } of identities) {
      files.contact_identities.add({
        workspace_id: workspaceId,
        channel_id: channelId,
        external_id: externalId,
        contact_id: contact.id,
        kind,
        display,
      });
    }
    if (n % FLUSH_EVERY === 0) await Promise.all([files.contacts.flush(), files.contact_identities.flush()]);
  }
  let count = 0;
  for (const talk of set.talks()) {
    writeTalk(workspaceId, talk, files);
    count += 1;
    if (count % FLUSH_EVERY === 0) await Promise.all([files.dialogs.flush(), files.messages.flush()]);
  }
}

function writeTalk(workspaceId: string, talk: Talk, files: Record<'dialogs' | 'messages', CopyFile>): void {
  files.dialogs.add(newDialogRow(workspaceId, talk.externalUserId, talk.dialog));
  for (const message of talk.messages) files.messages.add(newMessageRow(workspaceId, message));
}

async function loadCompany(client: pg.Client, company: Company, contacts: number): Promise<void> {
  const workspace_id = company.workspace.id;
  const insert = async (table: string, rows: readonly Row[]): Promise<void> => {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    await client.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  };
  await insert('workspaces', [{ ...company.workspace, contact_count: contacts }]);
  await insert(
    'branches',
    company.branches.map((branch) => ({ workspace_id, ...branch })),
  );
  await insert(
    'lines',
    company.lines.map(({ branchId, ...line }) => ({ workspace_id, ...line, branch_id: branchId })),
  );
  await insert(
    'channels',
    company.channels.map(({ lineId, ...channel }) => ({
      workspace_id,
      ...channel,
      line_id: lineId,
      config: {},
      active: true,
    })),
  );
  await insert(
    'operators',
    company.operators.map((operator) => ({ workspace_id, ...operator })),
  );
  const password_hash = await hashPassword(PASSWORD);
  await insert(
    'logins',
    company.operators.map(({ id }, n) => ({
      login: loginOf(n),
      workspace_id,
      operator_id: id,
      password_hash,
    })),
  );
  const members = (ids: readonly (readonly string[])[], column: string): Row[] =>
    company.operators.flatMap(({ id }, n) =>
      (ids[n] ?? []).map((of) => ({ workspace_id, operator_id: id, [column]: of })),
    );
  await insert('line_members', members(company.lineIds, 'line_id'));
  await insert('branch_members', members(company.branchIds, 'branch_id'));
}
