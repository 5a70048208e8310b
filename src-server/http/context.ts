import type { FastifyRequest } from 'fastify';
import type { Signed, SessionTimes } from '../auth/sessions.ts';
import type { Bus } from '../bus/bus.ts';
import type { Channel } from '../channels/channel.ts';
import type { Config } from '../config.ts';
import type { Pool } from '../db/pool.ts';
import type { Db } from '../db/transaction.ts';
import type { Files } from '../files/files.ts';
import type { ExecutorDeps } from '../intents/answers.ts';
import type { QuestionGate } from '../lib/question-gate.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Metrics } from './metrics.ts';

/** What routes work with. */
export interface HttpContext {
  readonly config: Config;
  readonly version: string;
  readonly db: Db;
  readonly pool: Pool;
  readonly bus: Bus;
  readonly live: LiveHub;
  readonly executor: ExecutorDeps;
  readonly channels: readonly Channel[];
  readonly times: SessionTimes;
  readonly metrics: Metrics;
  readonly files: Files;
  /** Before all that may take the database seconds. */
  readonly questions: QuestionGate;
  now(): number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `requireSession`. */
    signed: Signed | null;
  }
}

/** The session of a request behind `requireSession`. */
export function signedOf(request: FastifyRequest): Signed {
  if (!request.signed) throw new Error(`${request.url} is not behind requireSession`);
  return request.signed;
}
