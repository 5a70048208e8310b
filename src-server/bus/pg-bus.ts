/** The bus over PostgreSQL's NOTIFY. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import { parseJson } from '#shared/lib/json.ts';
import type { Bus } from './bus.ts';
import { HOLD, newInstance } from './presence.ts';

const CHANNEL = 'otklik_bus';
/** How long hints are gathered before the others are told: NOTIFY takes a lock that all committing transactions share. */
const GATHER_MS = 4;
const RECONNECT_MS = 1_000;
/** PostgreSQL refuses payloads of 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 4_000;

const packetSchema = z.object({ from: z.string(), topic: z.string(), payload: z.string() });

type Listener = (payload: string) => void;

export class PgBus implements Bus {
  /** Number of this hub process; its lock is held by the listening connection. */
  readonly instance = newInstance();
  readonly #url: string;
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #me = randomBytes(6).toString('base64url');
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #outbox = new Set<string>();
  #flushing: NodeJS.Timeout | null = null;
  #client: pg.Client | null = null;
  #reconnecting = false;
  #stopped = false;
  /** Told when the connection stands again after it broke: the server behind the address may be another one now. */
  onReconnected: () => void = () => undefined;

  /** @param pool for sending; listening has a connection of its own */
  constructor(url: string, pool: pg.Pool, log: Logger) {
    this.#url = url;
    this.#pool = pool;
    this.#log = log;
  }

  /** Begins to listen to other hub processes; goes on trying when the connection breaks. */
  async start(): Promise<void> {
    await this.#connect();
  }

  publish(topic: string, payload: string): void {
    if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) throw new Error(`The hint ${topic} is too large`);
    this.#deliver(topic, payload);
    if (this.#stopped) return;
    this.#outbox.add(JSON.stringify({ from: this.#me, topic, payload }));
    this.#flushing ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  subscribe(topic: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#flushing) clearTimeout(this.#flushing);
    await this.#client?.end().catch(() => undefined);
  }

  #deliver(topic: string, payload: string): void {
    for (const listener of this.#listeners.get(topic) ?? []) {
      try {
        listener(payload);
      } catch (error) {
        this.#log.error({ err: error, topic }, 'a listener of the bus failed');
      }
    }
  }

  #flush(): void {
    this.#flushing = null;
    const packets = [...this.#outbox];
    this.#outbox.clear();
    this.#pool
      .query('select pg_notify($1, packet) from unnest($2::text[]) packet', [CHANNEL, packets])
      .catch((error: unknown) => this.#log.debug({ err: error }, 'hints were lost'));
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'otklik-bus',
      keepAlive: true,
    });
    client.on('notification', (notification) => this.#hear(notification.payload ?? ''));
    client.on('error', (error) => this.#log.debug({ err: error }, 'the bus lost its connection'));
    client.once('end', () => {
      if (this.#client === client) this.#reconnect();
    });
    this.#client = client;
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    await client.query(HOLD, [this.instance]);
  }

  /** Asked twice when a connection breaks while it is being made: by its end, and by what was being asked on it. */
  #reconnect(): void {
    if (this.#stopped || this.#reconnecting) return;
    this.#reconnecting = true;
    this.#client = null;
    delay(RECONNECT_MS, undefined, { ref: false })
      .then(async () => {
        this.#reconnecting = false;
        if (this.#stopped) return;
        await this.#connect();
        this.onReconnected();
      })
      .catch(() => this.#reconnect());
  }

  #hear(text: string): void {
    const packet = packetSchema.safeParse(parseJson(text));
    if (!packet.success || packet.data.from === this.#me) return;
    this.#deliver(packet.data.topic, packet.data.payload);
  }
}
