import type { Digest } from '../check/digest.ts';
import type { RowName } from '../check/rows.ts';

/** What the simulation and a client's process say to each other. Both come from one source, so messages are trusted. */

export interface StartOrder {
  /** Where its IndexedDB lies, and what its outbox went through. */
  journal: string;
  ledger: string;
  hubUrl: string;
  login: string;
  password: string;
  /** Null before the first sign-in. */
  token: string | null;
  /** By how much the device's clock is off, in milliseconds. */
  clockOffset: number;
}

export type Order =
  | ({ type: 'start' } & StartOrder)
  /** Does so many things, one after the other, with pauses of up to `gapMs`. */
  | { type: 'act'; count: number; seed: number; gapMs: number }
  | { type: 'clock'; offset: number }
  | { type: 'wake' }
  | { type: 'stop' }
  | { type: 'ask'; n: number; question: Question };

export type Question =
  /** How much is still to be sent or to be seen, and whether the directory has come to this revision of the workspace. */
  | { kind: 'settled'; workspaceRev: number }
  | { kind: 'digest'; since: number }
  /** One thing as it lies there, for a report. */
  | { kind: 'rows'; name: RowName };

export interface Settled {
  pending: number;
  caughtUp: boolean;
  connection: string;
}

export type Answer = Settled | Digest | { rows: unknown[] };

export type Report =
  | { type: 'started'; token: string }
  | { type: 'made'; count: number }
  | { type: 'idle' }
  | { type: 'violation'; words: string }
  | { type: 'failed'; words: string }
  | { type: 'answer'; n: number; value: Answer };
