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

export interface ViewState extends Saved {
  dialogId: string | null;
  setList: (list: ListName) => void;
  openDialog: (dialogId: string | null) => void;
  setListWidth: (width: number) => void;
  setCardWidth: (width: number) => void;
  setCardOpen: (open: boolean) => void;
}

const KEY = 'otklik.view';
/** Each window has its own open dialog; a reload finds it again. */
const OPEN_KEY = 'otklik.open-dialog';
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

export const useViewState = create<ViewState>()((set) => ({
  ...load(),
  dialogId: readWindow(OPEN_KEY),
  setList: (list) => set({ list }),
  openDialog: (dialogId) => {
    writeWindow(OPEN_KEY, dialogId);
    set({ dialogId });
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
