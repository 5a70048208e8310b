import { detach } from '#shared/lib/detach.ts';
import { onCommitted, onWritten } from '../db/changes.ts';
import { storageTrouble } from '../db/storage-trouble.ts';
import { COALESCE_MS } from './live.ts';
import type { ReplicaReader } from './reader.ts';
import { ReplyBook, type ReplyNews } from './replies.ts';
import type { Live, QuickRepliesView } from './views.ts';

/**
 * The live value of all quick replies. Unlike others it stays in memory from the first look on, and is told which of them were written:
 * the list behind `/` opens at once, and an edit costs one reply and not all.
 */
export function quickRepliesLive(reader: ReplicaReader): Live<QuickRepliesView> {
  return new RepliesLive(reader);
}

interface Subscriber {
  onValue: (value: QuickRepliesView) => void;
  onError: ((error: unknown) => void) | undefined;
  /** What this one was told last. */
  told: QuickRepliesView | undefined;
}

class RepliesLive implements Live<QuickRepliesView> {
  private readonly reader: ReplicaReader;
  private readonly book: ReplyBook;
  private readonly subscribers = new Set<Subscriber>();
  private latest: QuickRepliesView | undefined;
  private unwatch: (() => void) | null = null;
  private state: 'idle' | 'reading' | 'resting' = 'idle';
  private outdated = true;
  private news: ReplyNews = ANYTHING;

  constructor(reader: ReplicaReader) {
    this.reader = reader;
    this.book = new ReplyBook(reader);
  }

  current(): QuickRepliesView | undefined {
    // What nobody watches over may show something that has gone.
    return this.outdated && this.subscribers.size === 0 ? undefined : this.latest;
  }

  subscribe(onValue: Subscriber['onValue'], onError?: (error: unknown) => void): () => void {
    const subscriber: Subscriber = { onValue, onError, told: undefined };
    const known = this.current();
    this.subscribers.add(subscriber);
    this.unwatch ??= this.watch();
    if (known) tell(subscriber, known);
    this.goOn();
    return () => {
      this.subscribers.delete(subscriber);
      if (this.subscribers.size > 0 || this.reader.db.isOpen()) return;
      // Whoever comes after that has another database before him.
      this.unwatch?.();
      this.unwatch = null;
      this.heard(ANYTHING);
    };
  }

  private watch(): () => void {
    const { db } = this.reader;
    const stops = [
      onWritten(db, 'quickReplies', (keys) => this.heard({ ...NOTHING, replies: keys && new Set(keys) })),
      onWritten(db, 'replyUses', (keys) => this.heard({ ...NOTHING, uses: keys && new Set(keys) })),
      onCommitted(db, [{ table: 'outbox' }], () => this.heard(NOTHING)),
      onCommitted(db, [{ table: 'directory' }, { table: 'meta', from: 'scope' }], () =>
        this.heard({ ...NOTHING, rights: true }),
      ),
    ];
    return () => stops.forEach((stop) => stop());
  }

  private heard(news: ReplyNews): void {
    this.news = both(this.news, news);
    this.outdated = true;
    this.goOn();
  }

  private goOn(): void {
    if (this.outdated && this.state === 'idle' && this.subscribers.size > 0)
      detach(this.lookOnce(), (error) => this.fail(error));
  }

  private async lookOnce(): Promise<void> {
    this.state = 'reading';
    this.outdated = false;
    const { news } = this;
    this.news = NOTHING;
    try {
      const value = await this.book.look(news);
      this.state = 'resting';
      this.latest = value;
      // Also what has not changed: who came while nobody watched was told nothing yet.
      for (const subscriber of this.subscribers) tell(subscriber, value);
    } catch (error) {
      this.news = ANYTHING;
      this.state = 'resting';
      const trouble = storageTrouble(error);
      // Healed, it is read anew; otherwise with the next change.
      if (trouble && !this.reader.db.onTrouble(trouble)) this.fail(error);
    }
    setTimeout(() => {
      this.state = 'idle';
      this.goOn();
    }, COALESCE_MS);
  }

  private fail(error: unknown): void {
    for (const { onError } of this.subscribers) onError?.(error);
  }
}

function tell(subscriber: Subscriber, value: QuickRepliesView): void {
  if (subscriber.told === value) return;
  subscriber.told = value;
  subscriber.onValue(value);
}

const NOTHING: ReplyNews = { replies: new Set(), uses: new Set(), rights: false };
const ANYTHING: ReplyNews = { replies: null, uses: null, rights: true };

function both(a: ReplyNews, b: ReplyNews): ReplyNews {
  const union = (x: ReplyNews['replies'], y: ReplyNews['replies']) => x && y && new Set([...x, ...y]);
  return {
    replies: union(a.replies, b.replies),
    uses: union(a.uses, b.uses),
    rights: a.rights || b.rights,
  };
}
