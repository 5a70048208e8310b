import { z } from 'zod';
import { detach } from '#shared/lib/detach.ts';
import {
  localAnswerSchema,
  searchStateSchema,
  type LocalAnswer,
  type LocalQuestion,
  type SearchState,
} from './handle.ts';

import {
  tableAnswerSchema,
  tableQuestionSchema,
  type TableAnswer,
  type TableQuestion,
} from './table/question.ts';

/** Questions and answers between a window and whoever owns the index: parsed, because two windows may run two versions of the client. */
export interface Port {
  post(message: unknown): void;
  listen(onMessage: (message: unknown) => void): () => void;
}

const askSchema = z.discriminatedUnion('search', [
  z.object({ search: z.literal('state?') }),
  z.object({
    search: z.literal('find'),
    call: z.string(),
    text: z.string(),
    limit: z.int().positive().max(200),
    before: z.number().nullable(),
  }),
  z.object({ search: z.literal('table'), call: z.string(), question: tableQuestionSchema }),
]);
const tellSchema = z.discriminatedUnion('search', [
  z.object({ search: z.literal('state'), state: searchStateSchema }),
  z.object({ search: z.literal('found'), call: z.string(), answer: localAnswerSchema.nullable() }),
  z.object({ search: z.literal('lines'), call: z.string(), answer: tableAnswerSchema.nullable() }),
  /** Some lines of the table are not what they were. */
  z.object({ search: z.literal('lines changed') }),
]);

export interface Answerer {
  state(): SearchState;
  subscribe(listener: () => void): () => void;
  find(question: LocalQuestion): Promise<LocalAnswer | null>;
  askTable(question: TableQuestion): Promise<TableAnswer | null>;
  /** Told when lines of the table changed, once it was asked. */
  onLines(listener: () => void): () => void;
}

/** Lets others ask through `port`. Returns the way to stop. */
export function serve(answerer: Answerer, port: Port): () => void {
  const tellState = (): void => port.post({ search: 'state', state: answerer.state() });
  const find = async (call: string, question: LocalQuestion): Promise<void> => {
    const answer = await answerer.find(question).catch(() => null);
    port.post({ search: 'found', call, answer });
  };
  const askTable = async (call: string, question: TableQuestion): Promise<void> => {
    const answer = await answerer.askTable(question).catch(() => null);
    port.post({ search: 'lines', call, answer });
  };
  const stops = [
    answerer.subscribe(tellState),
    answerer.onLines(() => port.post({ search: 'lines changed' })),
    port.listen((message) => {
      const { data } = askSchema.safeParse(message);
      if (data?.search === 'state?') tellState();
      else if (data?.search === 'table') detach(askTable(data.call, data.question), () => undefined);
      else if (data) detach(find(data.call, data), () => undefined);
    }),
  ];
  tellState();
  return () => stops.forEach((stop) => stop());
}

/** Milliseconds after which nobody seems to be there: the owner's window may have closed just now. */
const TIMEOUT_MS = 4_000;

/** The other end of `serve`. */
export class Asker implements Answerer {
  private readonly port: Port;
  private readonly listeners = new Set<() => void>();
  private readonly lineListeners = new Set<() => void>();
  private readonly waiting = new Map<string, (answer: unknown) => void>();
  private readonly unlisten: () => void;
  private latest: SearchState = { kind: 'starting' };

  constructor(port: Port) {
    this.port = port;
    this.unlisten = port.listen((message) => {
      const { data } = tellSchema.safeParse(message);
      if (data?.search === 'found' || data?.search === 'lines') this.waiting.get(data.call)?.(data.answer);
      else if (data?.search === 'state') this.setState(data.state);
      else if (data) for (const listener of this.lineListeners) listener();
    });
    port.post({ search: 'state?' });
  }

  state(): SearchState {
    return this.latest;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  find({ text, limit, before }: LocalQuestion): Promise<LocalAnswer | null> {
    return this.ask<LocalAnswer>((call) => ({ search: 'find', call, text, limit, before }));
  }

  askTable(question: TableQuestion): Promise<TableAnswer | null> {
    return this.ask<TableAnswer>((call) => ({ search: 'table', call, question }));
  }

  onLines(listener: () => void): () => void {
    this.lineListeners.add(listener);
    return () => this.lineListeners.delete(listener);
  }

  /** Only answers to this very question come back under its call, parsed. */
  private ask<Answer>(question: (call: string) => object): Promise<Answer | null> {
    return new Promise((resolve) => {
      const call = Math.random().toString(36).slice(2);
      const done = (answer: unknown): void => {
        clearTimeout(timer);
        this.waiting.delete(call);
        resolve(answer as Answer | null);
      };
      const timer = setTimeout(done, TIMEOUT_MS, null);
      this.waiting.set(call, done);
      this.port.post(question(call));
    });
  }

  close(): void {
    this.unlisten();
    for (const done of this.waiting.values()) done(null);
  }

  private setState(state: SearchState): void {
    this.latest = state;
    for (const listener of this.listeners) listener();
  }
}
