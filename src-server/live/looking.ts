/**
 * Who has which dialog before him. Facts of the moment: nothing is stored, hubs tell each other by hints, say it again from time to
 * time, and forget what they have not heard for a while.
 */
import type { Logger } from 'pino';
import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import { audienceSchema, audienceOf, sees, type Audience } from '#shared/domain/scope.ts';
import { parseJson } from '#shared/lib/json.ts';
import type { Down } from '#shared/wire/live/down.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import { toDialog } from '../db/rows.ts';
import type { Db } from '../db/transaction.ts';
import type { Connection } from './connection.ts';
import { LookBook } from './look-book.ts';

/** Looks are told together: who goes through a list looks at many dialogs a second. */
const GATHER_MS = 250;
/** What this hub's people look at is said again this often: hints get lost, dialogs move to other lines. */
const REPEAT_MS = 15_000;
/** More people before one dialog than anybody needs to be told of; keeps a hint small. */
const MOST_LOOKERS = 20;

/** Payload of `topics.looking`: all of one hub who look at one dialog. */
const lookingHintSchema = z.object({
  workspaceId: z.string(),
  instance: z.int(),
  dialogId: idSchema,
  audience: audienceSchema,
  operatorIds: z.array(idSchema),
});
export type LookingHint = z.infer<typeof lookingHintSchema>;

interface Deps {
  db: Db;
  bus: Bus;
  log: Logger;
  instance: number;
  now(): number;
}

/** What one connection here looks at. */
interface Look {
  wanted: ReadonlySet<string>;
  /** Of them, those that its operator may see, with who else sees them. */
  seen: Map<string, Audience>;
}

export class Looking {
  readonly #deps: Deps;
  readonly #looks = new Map<Connection, Look>();
  readonly #books = new Map<string, LookBook>();
  #dirty = new Map<string, Set<string>>();
  #telling: NodeJS.Timeout | null = null;
  #repeating: NodeJS.Timeout | null = null;
  #end: (() => void) | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    this.#end = this.#deps.bus.subscribe(topics.looking, (payload) => this.#hear(payload));
    this.#repeating = setInterval(() => this.#repeat(), REPEAT_MS);
  }

  stop(): void {
    this.#end?.();
    if (this.#repeating) clearInterval(this.#repeating);
    if (this.#telling) clearTimeout(this.#telling);
  }

  /** @returns function to be called when it closes */
  join(connection: Connection): () => void {
    this.#looks.set(connection, { wanted: new Set(), seen: new Map() });
    const dialogs = this.#bookOf(connection.workspaceId).visibleTo(connection.scope, null);
    if (dialogs.length > 0) connection.send({ type: 'looking', whole: true, dialogs });
    return () => {
      const seen = this.#looks.get(connection)?.seen ?? new Map<string, Audience>();
      this.#looks.delete(connection);
      for (const [dialogId, audience] of seen) this.#publish(connection.workspaceId, dialogId, audience);
    };
  }

  /** A client says which dialogs its windows show. */
  async look(connection: Connection, dialogIds: readonly string[]): Promise<void> {
    const look = this.#looks.get(connection);
    if (!look) return;
    look.wanted = new Set(dialogIds);
    for (const [dialogId, audience] of look.seen) {
      if (look.wanted.has(dialogId)) continue;
      look.seen.delete(dialogId);
      this.#publish(connection.workspaceId, dialogId, audience);
    }
    const unknown = dialogIds.filter((id) => !look.seen.has(id));
    if (unknown.length > 0) await this.#begin(connection.workspaceId, [connection], unknown);
  }

  /** Hubs were killed: those who were connected to them look at nothing. */
  forgetHubs(workspaceId: string, instances: ReadonlySet<number>): void {
    this.#mark(workspaceId, this.#bookOf(workspaceId).forgetHubs(instances));
  }

  /** Reads the dialogs as they are now, and tells of those that their lookers here may see. */
  async #begin(
    workspaceId: string,
    connections: readonly Connection[],
    dialogIds: readonly string[],
  ): Promise<void> {
    const rows = await this.#deps.db
      .selectFrom('dialogs')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', 'in', dialogIds)
      .execute();
    for (const row of rows) {
      const audience = audienceOf(toDialog(row));
      let concerned = false;
      for (const connection of connections) {
        const look = this.#looks.get(connection);
        // He may have turned away, or have lost sight of it, while it was read.
        if (!look?.wanted.has(row.id)) continue;
        const isSeen = sees(connection.scope, audience);
        concerned ||= isSeen || look.seen.has(row.id);
        if (isSeen) look.seen.set(row.id, audience);
        else look.seen.delete(row.id);
      }
      // Who names dialogs that he may not see tells nobody anything.
      if (concerned) this.#publish(workspaceId, row.id, audience);
    }
  }

  #publish(workspaceId: string, dialogId: string, audience: Audience): void {
    const { bus, instance, log } = this.#deps;
    const here = new Set<string>();
    for (const [connection, look] of this.#looks) {
      if (connection.workspaceId === workspaceId && look.seen.has(dialogId)) here.add(connection.operatorId);
    }
    const operatorIds = [...here].slice(0, MOST_LOOKERS);
    const hint: LookingHint = { workspaceId, instance, dialogId, audience, operatorIds };
    try {
      bus.publish(topics.looking, JSON.stringify(hint));
    } catch (error) {
      log.debug({ err: error }, 'who looks at a dialog was not told');
    }
  }

  #hear(payload: string): void {
    const hint = lookingHintSchema.safeParse(parseJson(payload));
    if (!hint.success) return;
    const { workspaceId, ...look } = hint.data;
    if (this.#bookOf(workspaceId).heard(look, this.#deps.now())) this.#mark(workspaceId, [look.dialogId]);
  }

  #repeat(): void {
    for (const [workspaceId, book] of this.#books) this.#mark(workspaceId, book.fade(this.#deps.now()));
    const byWorkspace = Map.groupBy(this.#looks, ([connection]) => connection.workspaceId);
    for (const [workspaceId, looks] of byWorkspace) {
      const ids = new Set(looks.flatMap(([, look]) => [...look.wanted]));
      if (ids.size === 0) continue;
      const connections = looks.map(([connection]) => connection);
      this.#begin(workspaceId, connections, [...ids]).catch((error: unknown) =>
        this.#deps.log.debug({ err: error }, 'who looks at dialogs was not told again'),
      );
    }
  }

  #mark(workspaceId: string, dialogIds: readonly string[]): void {
    if (dialogIds.length === 0) return;
    const dirty = this.#dirty.get(workspaceId) ?? new Set();
    this.#dirty.set(workspaceId, dirty);
    for (const id of dialogIds) dirty.add(id);
    this.#telling ??= setTimeout(() => this.#tell(), GATHER_MS);
  }

  #tell(): void {
    this.#telling = null;
    const dirty = this.#dirty;
    this.#dirty = new Map();
    // Made once for all who see the same.
    const texts = new Map<string, string | null>();
    for (const connection of this.#looks.keys()) {
      const ids = dirty.get(connection.workspaceId);
      if (!ids) continue;
      const key = `${connection.workspaceId} ${connection.scopeKey}`;
      const known = texts.get(key);
      const text = known === undefined ? this.#textFor(connection, ids) : known;
      texts.set(key, text);
      if (text !== null) connection.sendText(text);
    }
    for (const workspaceId of dirty.keys()) this.#bookOf(workspaceId).told();
  }

  #textFor({ workspaceId, scope }: Connection, ids: ReadonlySet<string>): string | null {
    const dialogs = this.#bookOf(workspaceId).visibleTo(scope, ids);
    if (dialogs.length === 0) return null;
    return JSON.stringify({ type: 'looking', whole: false, dialogs } satisfies Down);
  }

  #bookOf(workspaceId: string): LookBook {
    const book = this.#books.get(workspaceId) ?? new LookBook();
    this.#books.set(workspaceId, book);
    return book;
  }
}
