import type { Digest } from '../check/digest.ts';
import type { RowName } from '../check/rows.ts';
import type { Employee } from '../hub/company.ts';
import type { Proxy } from '../network/proxy.ts';
import type { Story } from './ledger.ts';
import type { Settled } from './protocol.ts';

/** A message that a person saw go from the field into the conversation. */
export interface Said {
  id: string;
  dialogId: string;
  text: string;
  visibility: string;
}

/** What is known of what a person did: every entry of the outbox with its life, or what was seen on the screen. */
export type Deeds =
  { kind: 'ledger'; stories: ReadonlyMap<string, Story> } | { kind: 'seen'; said: readonly Said[] };

/** What every client is made of. */
export interface ClientDeps {
  name: string;
  employee: Employee;
  proxy: Proxy;
  hubUrl: string;
  folder: string;
  password: string;
  onMade: (count: number) => void;
}

/** A client that works, is killed and opened again on what its database held; a process of ours, or a real browser. */
export interface ChaosClient {
  readonly name: string;
  readonly employee: Employee;
  readonly proxy: Proxy;
  /** Opens it. Resolves when it works, with or without a network where that is possible. */
  open(): Promise<void>;
  /**
   * Does so many things; killed in between, the next life goes on. Ends early when `isOver`, where things take long.
   * @returns how many it left undone, for want of anything to do
   */
  act(count: number, seed: number, gapMs: number, isOver: () => boolean): Promise<number>;
  /** As when the power goes, or the system ends the app. */
  kill(): Promise<void>;
  /** The device sleeps, and hears of the network when it wakes. */
  sleep(ms: number): Promise<void>;
  /** The device says that it has a network. */
  wake(): void;
  setClock(offsetMs: number): void;
  /** @param workspaceRev revision of the workspace's row for which it must have waited */
  settled(workspaceRev: number): Promise<Settled>;
  digest(since: number): Promise<Digest>;
  /** One thing as it lies there, for a report. */
  rows(name: RowName): Promise<unknown[]>;
  deeds(): Deeds;
  close(): Promise<void>;
}
