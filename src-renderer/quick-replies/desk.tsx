import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';

/** A message field that may be written in: replies can be put there. */
export interface ReplyField {
  dialogId: Id;
  insert: (reply: QuickReply) => void;
}

/** Words that somebody said and wants to keep. */
export interface ReplySource {
  text: string;
  attachments: readonly Attachment[];
  lineId: Id | null;
  /** Who was written to, so that the name can become a variable. */
  clientName: string | null;
}

/** What the window of quick replies is opened for. */
export type ReplyWork =
  | { kind: 'look'; replyId: Id | null; folder: string | null }
  | { kind: 'make'; id: Id; from: ReplySource | null };

/**
 * Where quick replies go, and the window in which they are made. Message field, palette and window belong to features that do not know
 * each other; here they meet.
 */
export class ReplyDesk {
  #fields: readonly ReplyField[] = [];
  #work: ReplyWork | null = null;
  readonly #listeners = new Set<() => void>();

  /** The newest offer counts. @returns takes the offer back */
  offer(field: ReplyField): () => void {
    this.#fields = [...this.#fields, field];
    this.#changed();
    return () => {
      this.#fields = this.#fields.filter((one) => one !== field);
      this.#changed();
    };
  }

  readonly field = (): ReplyField | null => this.#fields.at(-1) ?? null;
  readonly work = (): ReplyWork | null => this.#work;

  readonly open = (work: ReplyWork): void => {
    this.#work = work;
    this.#changed();
  };

  readonly close = (): void => {
    this.#work = null;
    this.#changed();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

const DeskContext = createContext<ReplyDesk | null>(null);

export function ReplyDeskProvider({ children }: { children: ReactNode }): ReactNode {
  const [desk] = useState(() => new ReplyDesk());
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useReplyDesk(): ReplyDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('quick replies are used outside of ReplyDeskProvider');
  return desk;
}

/** The field that replies go into now; null while none may be written in. */
export function useReplyField(): ReplyField | null {
  const desk = useReplyDesk();
  return useSyncExternalStore(desk.subscribe, desk.field);
}

export function useReplyWork(): ReplyWork | null {
  const desk = useReplyDesk();
  return useSyncExternalStore(desk.subscribe, desk.work);
}

/** Lets replies be put into a field from anywhere, while this is drawn. @param dialogId null: not now */
export function useOfferField(dialogId: Id | null, insert: (reply: QuickReply) => void): void {
  const desk = useReplyDesk();
  const latest = useEffectEvent(insert);
  useEffect(() => {
    if (dialogId === null) return undefined;
    return desk.offer({ dialogId, insert: (reply) => latest(reply) });
  }, [desk, dialogId]);
}
