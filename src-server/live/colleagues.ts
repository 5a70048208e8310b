/** Tells every session who of its company is connected, to whichever hub. */
import type { Logger } from 'pino';
import type { Connected } from '#shared/domain/presence.ts';
import type { Down } from '#shared/wire/live/down.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { Db } from '../db/transaction.ts';
import { connectedNews, forgetConnected, readConnected, together, writeConnected } from './connected.ts';
import type { Connection } from './connection.ts';

/** Comings and goings are told together: in the morning five hundred come within a minute. */
const GATHER_MS = 250;
/** A hub that was killed is missed this soon; lost hints cost no more. */
const POLL_MS = 2_500;
/** Who comes back this soon was never gone: a page loaded anew, a network that changed. */
const LINGER_MS = 4_000;

interface Deps {
  db: Db;
  bus: Bus;
  log: Logger;
  /** Number of this hub process. */
  instance: number;
  now(): number;
  /** Hubs that lived until now do so no more. */
  onHubsGone(workspaceId: string, instances: ReadonlySet<number>): void;
}

/** What is known of a connection here. */
interface Seen {
  since: number;
  idleSince: number | null;
}

export class Colleagues {
  readonly #deps: Deps;
  readonly #rooms = new Map<string, Room>();
  #end: (() => void) | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    this.#end = this.#deps.bus.subscribe(topics.colleagues, (workspaceId) =>
      this.#rooms.get(workspaceId)?.soon(),
    );
  }

  /** @returns function to be called when it closes */
  join(connection: Connection): () => void {
    const { workspaceId } = connection;
    const room = this.#rooms.get(workspaceId) ?? new Room(this.#deps, workspaceId);
    this.#rooms.set(workspaceId, room);
    room.join(connection);
    return () => room.leave(connection);
  }

  /** The operator was not seen on this device for a while, or is again. */
  idle(connection: Connection, idle: boolean): void {
    this.#rooms.get(connection.workspaceId)?.idle(connection, idle);
  }

  async stop(): Promise<void> {
    this.#end?.();
    await Promise.all([...this.#rooms.values()].map((room) => room.stop()));
    await forgetConnected(this.#deps.db, this.#deps.instance);
    for (const workspaceId of this.#rooms.keys()) this.#deps.bus.publish(topics.colleagues, workspaceId);
  }
}

/** One workspace, as far as its connections to this hub go. */
class Room {
  readonly #deps: Deps;
  readonly #workspaceId: string;
  readonly #connections = new Map<Connection, Seen>();
  /** Who has just gone, and when that will be believed. */
  readonly #lingering = new Map<string, { until: number; seen: Connected }>();
  /** Null before the first reading. */
  #known: ReadonlyMap<string, Connected> | null = null;
  #instances: ReadonlySet<number> = new Set();
  #timer: NodeJS.Timeout | null = null;
  #due = Infinity;
  #work: Promise<void> | null = null;
  #changed = false;
  #stopped = false;

  constructor(deps: Deps, workspaceId: string) {
    this.#deps = deps;
    this.#workspaceId = workspaceId;
  }

  join(connection: Connection): void {
    const { operatorId } = connection;
    const since = this.#lingering.get(operatorId)?.seen.since ?? this.#deps.now();
    this.#lingering.delete(operatorId);
    this.#connections.set(connection, { since, idleSince: null });
    if (this.#known) connection.send(everybody(this.#known));
    this.#change();
  }

  leave(connection: Connection): void {
    const { operatorId } = connection;
    const seen = this.#mine().find((one) => one.operatorId === operatorId);
    this.#connections.delete(connection);
    const others = [...this.#connections.keys()].some((other) => other.operatorId === operatorId);
    if (seen && !others) this.#lingering.set(operatorId, { until: this.#deps.now() + LINGER_MS, seen });
    this.#change();
  }

  idle(connection: Connection, idle: boolean): void {
    const seen = this.#connections.get(connection);
    if (!seen || (seen.idleSince !== null) === idle) return;
    seen.idleSince = idle ? this.#deps.now() : null;
    this.#change();
  }

  /** Another hub has news. */
  soon(): void {
    this.#schedule(GATHER_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#work;
  }

  #change(): void {
    this.#changed = true;
    this.#schedule(GATHER_MS);
  }

  #schedule(ms: number): void {
    const due = performance.now() + ms;
    if (this.#stopped || due >= this.#due) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#run(), ms);
  }

  #run(): void {
    this.#due = Infinity;
    if (this.#work) return this.#schedule(GATHER_MS);
    this.#work = this.#look()
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'who is connected is not known'))
      .finally(() => {
        this.#work = null;
        const anybody = this.#connections.size > 0 || this.#lingering.size > 0;
        if (anybody || this.#changed) return this.#schedule(this.#restMs());
        // Nobody here asks any more; whoever comes next gets no old news.
        this.#known = null;
        this.#instances = new Set();
      });
  }

  /** Until the next look when nothing happens. */
  #restMs(): number {
    const now = this.#deps.now();
    const gone = [...this.#lingering.values()].map(({ until }) => until - now);
    return Math.max(GATHER_MS, Math.min(POLL_MS, ...gone));
  }

  async #look(): Promise<void> {
    const { db, bus, instance } = this.#deps;
    this.#forgetGone();
    const changed = this.#changed;
    this.#changed = false;
    // Also when nothing changed here: the table may have lost our rows with a crash of the database.
    await writeConnected(db, { workspaceId: this.#workspaceId, instance }, this.#mine());
    if (changed) bus.publish(topics.colleagues, this.#workspaceId);
    const { here, instances } = await readConnected(db, this.#workspaceId);
    this.#tell(here);
    const gone = new Set([...this.#instances].filter((one) => !instances.has(one)));
    this.#instances = instances;
    if (gone.size > 0) this.#deps.onHubsGone(this.#workspaceId, gone);
  }

  #tell(here: ReadonlyMap<string, Connected>): void {
    const before = this.#known;
    this.#known = here;
    const news = before && connectedNews(before, here);
    if (news && news.here.length + news.gone.length === 0) return;
    const message = news ? ({ type: 'colleagues', whole: false, ...news } satisfies Down) : everybody(here);
    const text = JSON.stringify(message);
    for (const connection of this.#connections.keys()) connection.sendText(text);
  }

  #forgetGone(): void {
    const now = this.#deps.now();
    for (const [operatorId, { until }] of this.#lingering) {
      if (until <= now) {
        this.#lingering.delete(operatorId);
        this.#changed = true;
      }
    }
  }

  #mine(): Connected[] {
    const mine = new Map<string, Connected>();
    for (const [{ operatorId }, seen] of this.#connections) {
      const other = mine.get(operatorId);
      const one = { operatorId, ...seen };
      mine.set(operatorId, other ? together(one, other) : one);
    }
    for (const [operatorId, { seen }] of this.#lingering)
      if (!mine.has(operatorId)) mine.set(operatorId, seen);
    return [...mine.values()];
  }
}

function everybody(known: ReadonlyMap<string, Connected>): Extract<Down, { type: 'colleagues' }> {
  return { type: 'colleagues', whole: true, here: [...known.values()], gone: [] };
}
