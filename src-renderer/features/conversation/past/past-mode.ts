import { z } from 'zod';
import { create } from 'zustand';
import { readLocal, writeLocal } from '#renderer/kit/local-store.ts';

const KEY = 'otklik.history';
const savedSchema = z.object({ all: z.boolean().catch(false) });

interface PastMode {
  /** The client's earlier dialogs stand over the open one. */
  all: boolean;
  toggle: () => void;
}

/** Whoever wants to see everything wants it of every client: one choice for all dialogs, kept over restarts. */
export const usePastMode = create<PastMode>()((set, get) => ({
  ...savedSchema.parse(readLocal(KEY)),
  toggle() {
    const all = !get().all;
    writeLocal(KEY, { all });
    set({ all });
  },
}));
