import type { ChatConfig } from '#shared/wire/chat/config.ts';
import type { Language } from '../i18n/language.ts';
import type { Items } from './items.ts';
import type { Outgoing } from './outgoing.ts';

/** Everything the screen is made of. */
export interface ChatState {
  /** `starting`: not shown yet; `refused`: the hub does not serve this site, so nothing is ever shown. */
  phase: 'starting' | 'shown' | 'refused';
  config: ChatConfig | null;
  language: Language;
  open: boolean;
  /** The log stands at its end, so that what comes is seen at once. */
  following: boolean;
  items: Items;
  /** The company has read the visitor's messages up to this seq. */
  readUpTo: number;
  /** The visitor has had the company's messages before his eyes up to this seq. */
  seenUpTo: number;
  /** Not yet among `items`, in the order of sending. */
  outgoing: readonly Outgoing[];
  /** Ids of `outgoing` that the hub has confirmed and whose item is on its way here. */
  confirmed: ReadonlySet<string>;
  typing: { authorName: string | null } | null;
  /** The hub cannot be reached at the moment. */
  offline: boolean;
  loadingEarlier: boolean;
}

export type Listener = (state: ChatState) => void;

export interface Store {
  readonly state: ChatState;
  set(patch: Partial<ChatState>): void;
  /** Called once per turn in which something changed. */
  subscribe(listener: Listener): void;
}

export function createStore(initial: ChatState): Store {
  let state = initial;
  let scheduled = false;
  const listeners: Listener[] = [];
  const notify = (): void => {
    scheduled = false;
    for (const listener of listeners) listener(state);
  };
  return {
    get state() {
      return state;
    },
    set(patch) {
      state = { ...state, ...patch };
      if (scheduled) return;
      scheduled = true;
      // Not an animation frame: those stop in a hidden tab, where the unread badge of the title must still count.
      queueMicrotask(notify);
    },
    subscribe: (listener) => void listeners.push(listener),
  };
}
