/** All live connections of this process: who is on, who is woken, who has to go. */
import type { Logger } from 'pino';
import { z } from 'zod';
import { parseJson } from '#shared/lib/json.ts';
import { audienceSchema, sees } from '#shared/domain/scope.ts';
import { seesTalk, talkPlaceSchema } from '#shared/domain/talk.ts';
import { typingDownSchema } from '#shared/wire/live/typing.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Down } from '#shared/wire/live/down.ts';
import { livingSessions } from '../auth/sessions.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { Db } from '../db/transaction.ts';
import { Colleagues } from './colleagues.ts';
import { CLOSE_RESTART, type Connection } from './connection.ts';
import { Looking } from './looking.ts';
import { Tailer } from './tailer.ts';

/** Sessions that ended without a hint reaching us (expiry, a lost connection) are found this soon. */
const SWEEP_MS = 15_000;
const STOP_MS = 2_000;

/** Payload of `topics.nudge`. */
const NUDGE = /^([^/]+)\/([^/]+)\/(\d{1,20})$/;

const typingHintSchema = z.object({
  workspaceId: z.string(),
  dialogId: z.string(),
  /** Of a dialog, or the place of a talk of the team. */
  audience: z.union([talkPlaceSchema, audienceSchema]),
  by: typingDownSchema.shape.by,
});
export type TypingHint = z.infer<typeof typingHintSchema>;

type Typing = Extract<Down, { type: 'typing' }>;

export class LiveHub {
  readonly #db: Db;
  readonly #bus: Bus;
  readonly #log: Logger;
  readonly colleagues: Colleagues;
  readonly looking: Looking;
  readonly #connections = new Set<Connection>();
  readonly #tailers = new Map<string, Promise<Tailer>>();
  readonly #ends: (() => void)[] = [];
  #endings = 0;
  #sweeper: NodeJS.Timeout | null = null;

  /** @param instance number of this hub process, under which it is known to live */
  constructor(db: Db, bus: Bus, log: Logger, instance: number, now: () => number) {
    this.#db = db;
    this.#bus = bus;
    this.#log = log;
    const shared = { db, bus, log, instance, now };
    this.looking = new Looking(shared);
    this.colleagues = new Colleagues({
      ...shared,
      onHubsGone: (workspaceId, instances) => this.looking.forgetHubs(workspaceId, instances),
    });
  }

  get size(): number {
    return this.#connections.size;
  }

  start(): void {
    this.#ends.push(
      this.#bus.subscribe(topics.feed, (workspaceId) =>
        this.#withTailer(workspaceId, (tailer) => tailer.wake()),
      ),
      this.#bus.subscribe(topics.nudge, (payload) => {
        // What NOTIFY brings may come from anybody who may write to the database.
        const nudge = NUDGE.exec(payload);
        if (!nudge) return;
        const [, workspaceId = '', operatorId = '', xid = ''] = nudge;
        this.#withTailer(workspaceId, (tailer) => tailer.nudge(operatorId, BigInt(xid)));
      }),
      this.#bus.subscribe(topics.sessions, (payload) => {
        this.#endings += 1;
        const [workspaceId, operatorId] = payload.split('/');
        this.#dropEnded((c) => c.workspaceId === workspaceId && c.operatorId === operatorId);
      }),
      this.#bus.subscribe(topics.typing, (payload) => this.#relayTyping(payload)),
    );
    this.colleagues.start();
    this.looking.start();
    this.#sweeper = setInterval(() => this.#dropEnded(() => true), SWEEP_MS);
  }

  /** How often anybody's sessions were said to have ended; see `add`. */
  get endings(): number {
    return this.#endings;
  }

  /**
   * Takes a connection in; it gets nothing yet.
   * @param endings as it was before the session was looked up: one that ended since then is found
   * @returns function that takes it out again
   */
  add(connection: Connection, endings: number): () => void {
    this.#connections.add(connection);
    if (endings !== this.#endings) this.#dropEnded((candidate) => candidate === connection);
    return () => {
      this.#connections.delete(connection);
      this.#withTailer(connection.workspaceId, (tailer) => tailer.detach(connection));
    };
  }

  /**
   * Tells a connection who is about, and others that it is there.
   * @returns function to be called when it closes
   */
  meet(connection: Connection): () => void {
    const parts = [this.colleagues.join(connection), this.looking.join(connection)];
    return () => {
      for (const part of parts) part();
    };
  }

  /** Brings a connection up to date from its cursor and lets it follow, or tells it that its cursor is of no use. */
  async follow(connection: Connection, cursor: Cursor): Promise<void> {
    const tailer = await this.#tailer(connection.workspaceId);
    const verdict = await tailer.attach(connection, cursor);
    if (verdict === null) return this.follow(connection, cursor);
    if (verdict !== 'good') connection.send({ type: 'reset', reason: verdict });
    // It may have closed while it caught up.
    if (!this.#connections.has(connection)) tailer.detach(connection);
  }

  /** Tells everybody who sees the dialog, here and on other hub processes, that somebody types. */
  publishTyping(hint: TypingHint): void {
    this.#bus.publish(topics.typing, JSON.stringify(hint));
  }

  /** Closes all connections so that their clients go to another hub or come back later. */
  async stop(): Promise<void> {
    for (const end of this.#ends) end();
    if (this.#sweeper) clearInterval(this.#sweeper);
    for (const tailer of await Promise.all(this.#tailers.values())) await tailer.stop();
    const closed = [...this.#connections].map(
      ({ socket }) => new Promise((resolve) => socket.once('close', resolve)),
    );
    for (const { socket } of this.#connections) socket.close(CLOSE_RESTART, 'the hub stops');
    const hard = setTimeout(() => {
      for (const { socket } of this.#connections) socket.terminate();
    }, STOP_MS);
    await Promise.all(closed);
    clearTimeout(hard);
    this.looking.stop();
    await this.colleagues.stop();
  }

  async #tailer(workspaceId: string): Promise<Tailer> {
    const known = this.#tailers.get(workspaceId);
    if (known && !(await known).isOver) return known;
    // Of those who waited together the first one opens another.
    const newer = this.#tailers.get(workspaceId);
    if (newer && newer !== known) return newer;
    const opened = Tailer.open(this.#db, this.#log, workspaceId);
    this.#tailers.set(workspaceId, opened);
    opened.catch(() => this.#tailers.delete(workspaceId));
    return opened;
  }

  #withTailer(workspaceId: string, use: (tailer: Tailer) => void): void {
    this.#tailers.get(workspaceId)?.then(use, () => undefined);
  }

  #relayTyping(payload: string): void {
    const hint = typingHintSchema.safeParse(parseJson(payload));
    if (!hint.success) return;
    const { workspaceId, dialogId, by, audience } = hint.data;
    const text = JSON.stringify({ type: 'typing', dialogId, by } satisfies Typing);
    for (const connection of this.#connections) {
      if (connection.workspaceId === workspaceId && mayHear(connection, audience, by))
        connection.sendText(text);
    }
  }

  #dropEnded(which: (connection: Connection) => boolean): void {
    const suspects = [...this.#connections].filter(which);
    const byWorkspace = Map.groupBy(suspects, (connection) => connection.workspaceId);
    for (const [workspaceId, connections] of byWorkspace) {
      this.#dropEndedOf(workspaceId, connections).catch((error: unknown) =>
        this.#log.error({ err: error }, 'sessions of live connections could not be checked'),
      );
    }
  }

  async #dropEndedOf(workspaceId: string, connections: readonly Connection[]): Promise<void> {
    const hashes = connections.map((connection) => connection.sessionHash);
    const living = await livingSessions(this.#db, workspaceId, hashes);
    for (const connection of connections) {
      if (living.has(connection.sessionHash.toString('hex'))) continue;
      connection.fail('unauthorized', 'The session has ended');
      this.#connections.delete(connection);
      this.#withTailer(workspaceId, (tailer) => tailer.detach(connection));
    }
  }
}

function mayHear(
  { scope, operatorId }: Connection,
  audience: TypingHint['audience'],
  by: Typing['by'],
): boolean {
  if (by.kind === 'operator' && by.operatorId === operatorId) return false;
  return 'kind' in audience ? seesTalk(scope, audience) : sees(scope, audience);
}
