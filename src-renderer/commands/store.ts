import { matches, type KeyLike } from '../kit/keys.ts';
import { COMMAND_IDS, specOf, type CommandId } from './spec.ts';

/** Carries a command out. @returns when that is done, for what takes its time */
export type Run = () => unknown;

/** A command as it can be given here and now. */
export interface Offer {
  run: Run;
  /** Why it cannot be done now; null: it can. */
  why: string | null;
}

/** Which commands make sense now: each is offered by the part of the window that carries it out, while that is there. */
export class CommandStore {
  readonly #offers = new Map<CommandId, Offer[]>();
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Map<CommandId, Set<(done: Promise<unknown>) => void>>();
  #snapshot: ReadonlyMap<CommandId, Offer> = new Map();

  /** The newest offer counts, the former comes back when it goes. @returns takes the offer back */
  offer(id: CommandId, offer: Offer): () => void {
    this.#offers.set(id, [...(this.#offers.get(id) ?? []), offer]);
    this.#changed();
    return () => {
      this.#offers.set(
        id,
        (this.#offers.get(id) ?? []).filter((one) => one !== offer),
      );
      this.#changed();
    };
  }

  /** The same object until something changes. */
  readonly offers = (): ReadonlyMap<CommandId, Offer> => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells of every time a command is given, and when it has been carried out, whoever does that. @returns the way to stop */
  watch(id: CommandId, tell: (done: Promise<unknown>) => void): () => void {
    const tells = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, tells.add(tell));
    return () => void tells.delete(tell);
  }

  /** @returns whether it was carried out */
  run(id: CommandId): boolean {
    const offer = this.#snapshot.get(id);
    if (offer === undefined || offer.why !== null) return false;
    const done = Promise.resolve(offer.run());
    for (const tell of this.#watchers.get(id) ?? []) tell(done);
    return true;
  }

  /** The command that these keys give now; null when they give none, and belong to whoever has the keyboard. */
  forKeys(event: KeyLike): CommandId | null {
    const given = COMMAND_IDS.find(
      (id) => this.#snapshot.get(id)?.why === null && specOf(id).keys?.some((combo) => matches(event, combo)),
    );
    return given ?? null;
  }

  #changed(): void {
    const present = [...this.#offers].flatMap(([id, offers]) => {
      const newest = offers.at(-1);
      return newest === undefined ? [] : [[id, newest] as const];
    });
    this.#snapshot = new Map(present);
    for (const listener of this.#listeners) listener();
  }
}
