import type { Draft, Live } from '#renderer/data/queries/views.ts';

const SAVE_AFTER_MS = 400;
const EMPTY: Draft = { text: '', hidden: false };

/**
 * What is being written in one dialog in this window: stored shortly after typing, and at once when `flush` says that it might
 * be the last moment. What another window writes or sends shows here too, unless something is being typed here: that wins.
 */
export class DraftField {
  /** Undefined until something was typed or the store has answered. */
  #draft: Draft | undefined;
  /** Typed, and not yet safely in the store. */
  #unsaved = false;
  #saving = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #stored: Live<Draft>;
  readonly #save: (draft: Draft) => Promise<void>;

  constructor(stored: Live<Draft>, save: (draft: Draft) => Promise<void>) {
    this.#stored = stored;
    this.#save = save;
  }

  readonly draft = (): Draft => this.#draft ?? this.#stored.current?.() ?? EMPTY;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#stop ??= this.#stored.subscribe((draft) => this.#heard(draft));
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.flush();
      this.#stop?.();
      this.#stop = null;
      this.#forget();
    };
  };

  /** Resolves once the store has answered, and goes on listening until the returned function is called. */
  ready(): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const stop = this.subscribe(() => undefined);
      const stopAsking = this.#stored.subscribe(
        () => {
          resolve(stop);
          // A value that is there already comes before there is a way to stop.
          queueMicrotask(() => stopAsking());
        },
        (error) => {
          stop();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  readonly set = (change: Partial<Draft>): void => {
    this.#write({ ...this.draft(), ...change });
  };

  #write(draft: Draft): void {
    this.#unsaved = true;
    this.#show(draft);
    // Counted from the first key that is not stored: who types without a pause must not lose it all when the browser dies.
    this.#timer ??= setTimeout(this.flush, SAVE_AFTER_MS);
  }

  readonly flush = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const draft = this.#draft;
    if (!this.#unsaved || draft === undefined) return;
    this.#unsaved = false;
    this.#saving += 1;
    this.#save(draft).then(
      () => this.#saved(),
      () => {
        // It stays on the screen and is tried again at the next occasion; the storage banner says what is wrong.
        this.#unsaved = true;
        this.#saved();
      },
    );
  };

  /** Empties it, now and in store: the text has gone its way. The mode stays. */
  clear(): void {
    this.#write({ text: '', hidden: this.draft().hidden });
    this.flush();
  }

  /** Adds a text that came back, behind what is already there. What is hidden in part is hidden as a whole. */
  putBack({ text, hidden, mentions = [], answers }: Draft): void {
    const now = this.draft();
    const picked = [...(now.mentions ?? []), ...mentions];
    this.set({
      text: now.text.trim() === '' ? text : `${now.text}\n${text}`,
      hidden: now.hidden || hidden,
      ...(picked.length > 0 && { mentions: picked }),
      ...(answers && !now.answers && { answers }),
    });
  }

  #heard(stored: Draft): void {
    // Between typing and the end of saving the store tells old news.
    if (!this.#unsaved && this.#saving === 0) this.#show(stored);
  }

  #saved(): void {
    this.#saving -= 1;
    this.#forget();
  }

  /** Nobody looks and the store has everything: the next time it is asked anew. */
  #forget(): void {
    if (this.#listeners.size === 0 && !this.#unsaved && this.#saving === 0) this.#draft = undefined;
  }

  #show(draft: Draft): void {
    const now = this.#draft;
    if (now && isSame(draft, now)) return;
    this.#draft = draft;
    for (const listener of this.#listeners) listener();
  }
}

function isSame(a: Draft, b: Draft): boolean {
  const answered = ({ answers }: Draft) => answers?.quotation.messageId;
  const words = a.text === b.text && a.hidden === b.hidden && a.mentions === b.mentions;
  return words && answered(a) === answered(b);
}
