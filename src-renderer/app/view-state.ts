import { z } from 'zod';
import { create } from 'zustand';
import { LISTS, type ListName } from '#shared/domain/lists.ts';
import { readLocal, readWindow, writeLocal, writeWindow } from '../kit/local-store.ts';

/** What is open and how wide: nothing of it is data, and losing it costs a click. */
const savedSchema = z.object({
  list: z.enum(LISTS).catch('unanswered'),
  listWidth: z.number().catch(344),
  cardWidth: z.number().catch(304),
  cardOpen: z.boolean().catch(true),
});
type Saved = z.output<typeof savedSchema>;

export const LIST_WIDTH = { min: 272, max: 520, initial: 344 } as const;
export const CARD_WIDTH = { min: 256, max: 440, initial: 304 } as const;

/** What the window shows; of these only one at a time. */
export const DESKS = ['lists', 'table', 'team'] as const;
export type Desk = (typeof DESKS)[number];

/** Where one is in the window: what Back and Forward go through. */
export interface Place {
  /** Lists with a dialog beside them, the table of all dialogs, or the team's side. What the others had open waits behind it. */
  desk: Desk;
  list: ListName;
  dialogId: string | null;
  talkId: string | null;
}

export interface ViewState extends Saved, Place {
  /** The dialog was opened from the table, which is one step back. */
  fromTable: boolean;
  /** Where one comes back to from the team. */
  beforeTeam: Exclude<Desk, 'team'>;
  openTable: () => void;
  openFromTable: (dialogId: string) => void;
  setList: (list: ListName) => void;
  openDialog: (dialogId: string | null) => void;
  /** The team's side, with the talk that was open there. */
  openTeam: () => void;
  openTalk: (talkId: string) => void;
  closeTalk: () => void;
  /** What stands in the list's place in a narrow window goes. */
  closeOpened: () => void;
  /** From the team back to clients, where one was. */
  leaveTeam: () => void;
  /** All at once, as when going back. */
  go: (place: Place) => void;
  setListWidth: (width: number) => void;
  setCardWidth: (width: number) => void;
  setCardOpen: (open: boolean) => void;
}

const KEY = 'otklik.view';
/** Each window has its own open dialog, talk and desk; a reload finds them again. */
const OPEN_KEY = 'otklik.open-dialog';
const TALK_KEY = 'otklik.open-talk';
const DESK_KEY = 'otklik.desk';
const clamp = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.min(max, Math.max(min, value));

function load(): Saved {
  const saved = savedSchema.parse(readLocal(KEY));
  return {
    ...saved,
    listWidth: clamp(saved.listWidth, LIST_WIDTH),
    cardWidth: clamp(saved.cardWidth, CARD_WIDTH),
  };
}

/** What changes when the team's side comes to the front. */
function toTeam({ desk, beforeTeam }: ViewState): Pick<ViewState, 'desk' | 'beforeTeam'> {
  writeWindow(DESK_KEY, 'team');
  return { desk: 'team', beforeTeam: desk === 'team' ? beforeTeam : desk };
}

export const useViewState = create<ViewState>()((set, get) => ({
  ...load(),
  dialogId: readWindow(OPEN_KEY),
  talkId: readWindow(TALK_KEY),
  desk: DESKS.find((desk) => desk === readWindow(DESK_KEY)) ?? 'lists',
  fromTable: false,
  beforeTeam: 'lists',
  openTable: () => {
    writeWindow(DESK_KEY, 'table');
    set({ desk: 'table', fromTable: false });
  },
  openFromTable: (dialogId) => {
    writeWindow(OPEN_KEY, dialogId);
    writeWindow(DESK_KEY, 'lists');
    set({ dialogId, desk: 'lists', fromTable: true });
  },
  setList: (list) => {
    writeWindow(DESK_KEY, 'lists');
    set({ list, desk: 'lists', fromTable: false });
  },
  openDialog: (dialogId) => {
    writeWindow(OPEN_KEY, dialogId);
    writeWindow(DESK_KEY, 'lists');
    set(({ desk, fromTable }) => ({ dialogId, desk: 'lists', fromTable: desk === 'lists' && fromTable }));
  },
  openTeam: () => set(toTeam),
  openTalk: (talkId) => {
    writeWindow(TALK_KEY, talkId);
    set((now) => ({ talkId, ...toTeam(now) }));
  },
  closeTalk: () => {
    writeWindow(TALK_KEY, null);
    set({ talkId: null });
  },
  closeOpened: () => (get().desk === 'team' ? get().closeTalk() : get().openDialog(null)),
  leaveTeam: () => {
    const { beforeTeam } = get();
    writeWindow(DESK_KEY, beforeTeam);
    set({ desk: beforeTeam });
  },
  go: ({ desk, list, dialogId, talkId }) => {
    writeWindow(OPEN_KEY, dialogId);
    writeWindow(TALK_KEY, talkId);
    writeWindow(DESK_KEY, desk);
    set({ desk, list, dialogId, talkId, fromTable: false });
  },
  setListWidth: (width) => set({ listWidth: clamp(width, LIST_WIDTH) }),
  setCardWidth: (width) => set({ cardWidth: clamp(width, CARD_WIDTH) }),
  setCardOpen: (cardOpen) => set({ cardOpen }),
}));

let saving: ReturnType<typeof setTimeout> | undefined;

/** Keeps the view over restarts; dragging a border writes once, when it rests. */
export function keepViewState(): () => void {
  return useViewState.subscribe(({ list, listWidth, cardWidth, cardOpen }) => {
    clearTimeout(saving);
    saving = setTimeout(() => writeLocal(KEY, { list, listWidth, cardWidth, cardOpen }), 200);
  });
}
