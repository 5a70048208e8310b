import type { ListName } from '#shared/domain/lists.ts';
import { useShortcut } from '../kit/shortcuts.ts';
import { focusArea, stepArea } from './areas.ts';

interface WindowKeys {
  setList: (name: ListName) => void;
  toggleCard: () => void;
  showHelp: () => void;
}

/** Shortcuts that belong to the window as a whole; those of a dialog live with its buttons. */
export function useWindowKeys({ setList, toggleCard, showHelp }: WindowKeys): void {
  useShortcut('listUnanswered', () => setList('unanswered'));
  useShortcut('listMine', () => setList('mine'));
  useShortcut('listAll', () => setList('all'));
  useShortcut('listClosed', () => setList('closed'));
  useShortcut('nextArea', () => stepArea(1));
  useShortcut('previousArea', () => stepArea(-1));
  useShortcut('focusList', () => focusArea('list'));
  useShortcut('focusTranscript', () => focusArea('transcript'));
  useShortcut('focusComposer', () => focusArea('composer'));
  useShortcut('toggleCard', toggleCard);
  useShortcut('help', showHelp);
}
