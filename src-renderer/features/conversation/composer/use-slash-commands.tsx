import { useCommandStore, useOffers } from '#renderer/commands/react.tsx';
import { slashCommands, slashWord } from '#renderer/commands/slash.ts';
import { keysOf, specOf } from '#renderer/commands/spec.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import type { Suggestion } from './suggestions.tsx';
import type { DraftHandle } from './use-draft.ts';

const NONE: readonly Suggestion[] = [];

/** Commands that the text means, which begins with `/`; a word that means none is a text like any other. */
export function useSlashCommands(draft: DraftHandle): readonly Suggestion[] {
  const { t } = useTexts();
  const store = useCommandStore();
  const offers = useOffers();
  const word = slashWord(draft.text);
  if (word === null) return NONE;
  return slashCommands(word, (id) => offers.has(id)).map((id) => {
    const { icon: Icon, title, slash } = specOf(id);
    return {
      key: id,
      icon: <Icon size={16} />,
      text: t(title),
      detail: slash === undefined ? '' : `/${t(slash)}`,
      keys: keysOf(id),
      why: offers.get(id)?.why ?? null,
      choose: () => {
        draft.clear();
        store.run(id);
      },
    };
  });
}
