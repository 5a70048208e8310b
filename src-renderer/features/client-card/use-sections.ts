import { z } from 'zod';
import { create } from 'zustand';
import { readLocal, writeLocal } from '#renderer/kit/local-store.ts';

export const SECTIONS = ['contacts', 'notes', 'dialog', 'dialogs', 'files'] as const;
export type SectionName = (typeof SECTIONS)[number];

const KEY = 'otklik.card';
const savedSchema = z.object({ folded: z.array(z.enum(SECTIONS)).catch([]) });

interface Sections {
  folded: readonly SectionName[];
  toggle: (name: SectionName) => void;
}

/** As they were kept in the browser's storage. */
export const openSections = () =>
  create<Sections>()((set, get) => ({
    ...savedSchema.parse(readLocal(KEY)),
    toggle(name) {
      const { folded } = get();
      const next = folded.includes(name) ? folded.filter((one) => one !== name) : [...folded, name];
      writeLocal(KEY, { folded: next });
      set({ folded: next });
    },
  }));

/** Which parts of the card are folded away: the same for all clients, and kept over restarts. */
export const useSections = openSections();
