/** The hub's own PostgreSQL server: loopback only, a random password, one folder, started and stopped with the hub. */
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StartError } from '../../lib/errors.ts';
import { freePort } from '../../lib/free-port.ts';
import { damaged, ensureCluster, reasonIn, ROLE, stopOrphan, stopServer } from './cluster-folder.ts';
import { findPrograms, start, type Child, type Programs } from './programs.ts';

export interface EmbeddedPostgres {
  /** Connection string of the database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const RESTART_MS = 500;
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // No socket file: paths of data folders are often too long for one.
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_connections: '120',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  // Plans made while a young hub's tables were empty are bad ones; they last until somebody counts what is there.
  autovacuum_naptime: '5s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_min_messages: 'warning',
  log_statement: 'none',
  // Statements carry texts of clients; the log is no place for them.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
  cluster_name: 'otklik',
};

/**
 * Starts the server, making its folder first if needed.
 * @param dataDir the hub's data folder, already claimed by this process
 * @throws StartError
 */
export async function startEmbedded(dataDir: string, log: Logger): Promise<EmbeddedPostgres> {
  const folder = path.join(path.resolve(dataDir), 'postgres');
  const programs = await findPrograms();
  const password = await ensureCluster(programs, folder, path.join(path.resolve(dataDir), 'postgres.json'));
  await stopOrphan(programs, folder);
  const server = new Server(programs, folder, log);
  for (let tries = 0; ; tries += 1) {
    const port = await freePort();
    const outcome = await server.launch(port);
    if (outcome.kind === 'ready') {
      server.supervise();
      const url = `postgres://${ROLE}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
      return { url, stop: () => server.stop() };
    }
    if (!isTransient(outcome.output) || tries >= 10) throw explain(folder, outcome.output);
    await delay(RESTART_MS);
  }
}

type Launch = { kind: 'ready' } | { kind: 'ended'; output: string };

class Server {
  readonly #programs: Programs;
  readonly #folder: string;
  readonly #log: Logger;
  #child: Child | null = null;
  #port = 0;
  #stopping = false;

  constructor(programs: Programs, folder: string, log: Logger) {
    this.#programs = programs;
    this.#folder = folder;
    this.#log = log;
  }

  /** Starts the server and waits until it accepts connections or has ended. */
  async launch(port: number): Promise<Launch> {
    this.#port = port;
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const args = ['-D', this.#folder, '-p', String(port), ...settings];
    const child = start(this.#programs, this.#programs.postgres, args, {
      server: true,
      folders: [this.#folder],
    });
    this.#child = child;
    let output = '';
    const ready = new Promise<Launch>((resolve) => {
      const hear = (chunk: Buffer): void => {
        const text = chunk.toString('utf8');
        output = (output + text).slice(-8_000);
        this.#log.debug({ postgres: text.trim() }, 'postgres says');
        if (text.includes('database system is ready to accept connections')) resolve({ kind: 'ready' });
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('error', (error) => resolve({ kind: 'ended', output: error.message }));
      child.on('close', () => resolve({ kind: 'ended', output }));
    });
    const late = delay(READY_MS, undefined, { ref: false }).then((): Launch => ({ kind: 'ended', output }));
    const outcome = await Promise.race([ready, late]);
    if (outcome.kind === 'ended') this.#child = null;
    return outcome;
  }

  /** From now on a server that ends by itself is started again on the same port: the pool's connections come back by themselves. */
  supervise(): void {
    this.#child?.once('close', (code, signal) => {
      if (this.#stopping) return;
      this.#log.error({ code, signal }, 'PostgreSQL ended unexpectedly and is started again');
      this.#restart().catch((error: unknown) =>
        this.#log.error({ err: error }, 'PostgreSQL could not be started again'),
      );
    });
  }

  async #restart(): Promise<void> {
    while (!this.#stopping) {
      await delay(RESTART_MS);
      const outcome = await this.launch(this.#port);
      if (outcome.kind === 'ready') return this.supervise();
      this.#log.error({ output: outcome.output.slice(-500) }, 'PostgreSQL did not come back yet');
      await delay(RESTART_MS * 4);
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    if (!(await stopServer(this.#programs, this.#folder, 'fast'))) {
      await stopServer(this.#programs, this.#folder, 'immediate');
    }
    await Promise.race([ended, delay(5_000, undefined, { ref: false })]);
  }
}

/** The port was taken in between, or the children of a killed server are just ending. */
function isTransient(output: string): boolean {
  return /could not bind|could not create any TCP\/IP sockets|pre-existing shared memory|lock file "postmaster.pid"/.test(
    output,
  );
}

function explain(folder: string, output: string): StartError {
  const last = reasonIn(output);
  if (/permission denied|Permission denied/.test(output)) {
    return new StartError('data_not_writable', `PostgreSQL may not use the folder ${folder}:\n${last}`);
  }
  if (
    /pg_control|incompatible with server|checkpoint record|PANIC|invalid|corrupt|could not (open|read|access)|is not a database/.test(
      output,
    )
  ) {
    return damaged(folder, last);
  }
  return new StartError('database_failed', `PostgreSQL did not start on ${folder}:\n${last}`);
}
