import { sees, type Audience, type Scope } from '#shared/domain/scope.ts';

/** All of one hub who look at one dialog; nobody when empty. */
export interface Look {
  instance: number;
  dialogId: string;
  audience: Audience;
  operatorIds: readonly string[];
}

export interface LookedAt {
  dialogId: string;
  operatorIds: string[];
}

/** What was not said again for so long is over: twice the hubs' repeating, and a little. */
export const LOOK_FADES_MS = 40_000;

interface Entry {
  audience: Audience;
  /** Hub → who of it looks, and when it said so last. */
  hubs: Map<number, { operatorIds: readonly string[]; at: number }>;
}

/** Who looks at the dialogs of one workspace, over all hubs, as far as this one heard. */
export class LookBook {
  readonly #dialogs = new Map<string, Entry>();
  /** Told once more when nobody looks any more: who saw the dialog until then. */
  readonly #left = new Map<string, Audience>();

  /** @returns whether anybody sees something else now */
  heard({ instance, dialogId, audience, operatorIds }: Look, now: number): boolean {
    const entry: Entry = this.#dialogs.get(dialogId) ?? { audience, hubs: new Map() };
    const before = JSON.stringify([entry.audience, lookersIn(entry)]);
    entry.audience = audience;
    if (operatorIds.length === 0) entry.hubs.delete(instance);
    else entry.hubs.set(instance, { operatorIds, at: now });
    this.#keep(dialogId, entry);
    return before !== JSON.stringify([audience, lookersIn(entry)]);
  }

  fade(now: number): string[] {
    return this.#drop((_instance, at) => at + LOOK_FADES_MS <= now);
  }

  forgetHubs(instances: ReadonlySet<number>): string[] {
    return this.#drop((instance) => instances.has(instance));
  }

  /** @param ids which dialogs, also those at which nobody looks any more; null: all at which somebody looks */
  visibleTo(scope: Scope, ids: ReadonlySet<string> | null): LookedAt[] {
    const visible: LookedAt[] = [];
    for (const dialogId of ids ?? this.#dialogs.keys()) {
      const entry = this.#dialogs.get(dialogId);
      const audience = entry?.audience ?? this.#left.get(dialogId);
      if (audience && sees(scope, audience))
        visible.push({ dialogId, operatorIds: entry ? lookersIn(entry) : [] });
    }
    return visible;
  }

  /** Everybody has been told what changed. */
  told(): void {
    this.#left.clear();
  }

  #drop(which: (instance: number, at: number) => boolean): string[] {
    const changed: string[] = [];
    for (const [dialogId, entry] of this.#dialogs) {
      const over = [...entry.hubs].filter(([instance, { at }]) => which(instance, at));
      if (over.length === 0) continue;
      for (const [instance] of over) entry.hubs.delete(instance);
      this.#keep(dialogId, entry);
      changed.push(dialogId);
    }
    return changed;
  }

  #keep(dialogId: string, entry: Entry): void {
    if (entry.hubs.size > 0) {
      this.#dialogs.set(dialogId, entry);
      this.#left.delete(dialogId);
      return;
    }
    this.#dialogs.delete(dialogId);
    this.#left.set(dialogId, entry.audience);
  }
}

function lookersIn(entry: Entry): string[] {
  return [...new Set([...entry.hubs.values()].flatMap(({ operatorIds }) => operatorIds))].toSorted();
}
