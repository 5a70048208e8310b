import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Digest } from '../check/digest.ts';
import type { RowName } from '../check/rows.ts';
import type { Employee } from '../hub/company.ts';
import type { Proxy } from '../network/proxy.ts';
import type { ChaosClient, ClientDeps, Deeds } from './client.ts';
import { readLedger } from './ledger.ts';
import type { Answer, Order, Question, Report, Settled, StartOrder } from './protocol.ts';

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));
/** Half of what a client's start costs is reading its source. */
const COMPILED = fileURLToPath(new URL('../../../node_modules/.cache/chaos', import.meta.url));

export interface ProcessDeps extends ClientDeps {
  onViolation: (words: string) => void;
}

/** One client: a process that is killed and opened again on what its database held. */
export class ClientProcess implements ChaosClient {
  readonly name: string;
  readonly employee: Employee;
  readonly proxy: Proxy;
  readonly #ledger: string;
  readonly #deps: ProcessDeps;
  #child: ChildProcess | null = null;
  #token: string | null = null;
  #clockOffset = 0;
  #asked = 0;
  #answers = new Map<number, (value: Answer) => void>();
  #output = '';
  /** Of the present work: what is still to be done by this process or the next. */
  #left = 0;
  #work: { seed: number; gapMs: number; done: () => void } | null = null;

  constructor(deps: ProcessDeps) {
    this.#deps = deps;
    this.name = deps.name;
    this.employee = deps.employee;
    this.proxy = deps.proxy;
    this.#ledger = path.join(deps.folder, `${deps.name}.ledger.jsonl`);
  }

  /** Opens it. Resolves when it works, with or without a network. */
  async open(): Promise<void> {
    const child = fork(PROGRAM, {
      // Rows live for a moment and are many: most of them go in the first, cheap collection.
      execArgv: ['--max-semi-space-size=64'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.#child = child;
    const hear = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString()).slice(-10_000);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const started = new Promise<void>((resolve) => {
      child.on('message', (report: Report) => {
        if (report.type === 'started') resolve();
        this.#hear(child, report);
      });
      child.once('exit', () => resolve());
    });
    child.once('exit', (code, signal) => {
      if (signal !== 'SIGKILL' && code !== 0)
        this.#deps.onViolation(`the client ended by itself with ${code ?? signal}:\n${this.#output}`);
    });
    this.#order({ type: 'start', ...this.#startOrder() });
    await started;
    // Killed between its last deed and saying so, there is nothing left to order.
    if (this.#left > 0) this.#orderWork();
    else this.#work?.done();
  }

  #startOrder(): StartOrder {
    const { folder, hubUrl, password } = this.#deps;
    return {
      journal: path.join(folder, `${this.name}.journal`),
      ledger: this.#ledger,
      hubUrl,
      login: this.employee.login,
      password,
      token: this.#token,
      clockOffset: this.#clockOffset,
    };
  }

  #hear(child: ChildProcess, report: Report): void {
    if (child !== this.#child) return;
    switch (report.type) {
      case 'started':
        this.#token = report.token;
        return;
      case 'made':
        this.#left -= report.count;
        this.#deps.onMade(report.count);
        return;
      case 'idle':
        this.#work?.done();
        return;
      case 'violation':
      case 'failed':
        return this.#deps.onViolation(`${this.name}: ${report.words}`);
      case 'answer':
        this.#answers.get(report.n)?.(report.value);
        this.#answers.delete(report.n);
        return;
    }
  }

  #order(order: Order): void {
    if (this.#child?.connected) this.#child.send(order, () => undefined);
  }

  /** Does so many things; killed in between, the next process goes on. @returns how many it left undone */
  async act(count: number, seed: number, gapMs: number): Promise<number> {
    this.#left = count;
    const done = new Promise<void>((resolve) => (this.#work = { seed, gapMs, done: resolve }));
    this.#orderWork();
    await done;
    this.#work = null;
    return this.#left;
  }

  #orderWork(): void {
    if (!this.#work) return;
    const { seed, gapMs } = this.#work;
    this.#order({ type: 'act', count: this.#left, seed: (seed + this.#left) >>> 0, gapMs });
  }

  /** As when the power goes, or the system ends the app. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** The device sleeps, and hears of the network when it wakes. */
  async sleep(ms: number): Promise<void> {
    const child = this.#child;
    child?.kill('SIGSTOP');
    await delay(ms);
    child?.kill('SIGCONT');
    if (child === this.#child) this.#order({ type: 'wake' });
  }

  wake(): void {
    this.#order({ type: 'wake' });
  }

  setClock(offset: number): void {
    this.#clockOffset = offset;
    this.#order({ type: 'clock', offset });
  }

  settled(workspaceRev: number): Promise<Settled> {
    return this.#ask({ kind: 'settled', workspaceRev }) as Promise<Settled>;
  }

  digest(since: number): Promise<Digest> {
    return this.#ask({ kind: 'digest', since }) as Promise<Digest>;
  }

  async rows(name: RowName): Promise<unknown[]> {
    const answer = await this.#ask({ kind: 'rows', name });
    return 'rows' in answer ? answer.rows : [];
  }

  async #ask(question: Question): Promise<Answer> {
    this.#asked += 1;
    const n = this.#asked;
    const answered = new Promise<Answer>((resolve) => this.#answers.set(n, resolve));
    this.#order({ type: 'ask', n, question });
    const late = delay(180_000, null, { ref: false });
    const value = await Promise.race([answered, late]);
    if (!value) throw new Error(`${this.name} does not answer:\n${this.#output}`);
    return value;
  }

  deeds(): Deeds {
    return { kind: 'ledger', stories: readLedger(this.#ledger) };
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    this.#order({ type: 'stop' });
    const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(hard);
  }
}
