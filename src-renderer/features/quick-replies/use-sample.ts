import { useClient, useLive } from '#renderer/client/react.tsx';
import { useTexts } from '#renderer/i18n/react.tsx';
import { contactName } from '#renderer/i18n/words/names.ts';
import { useFiller } from '#renderer/quick-replies/use-filler.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Filled } from '#shared/domain/reply-variables.ts';

/** For whom replies are shown while they are written. */
export interface Sample {
  fill: (text: string) => Filled;
  /** "as for Maria Sokolova" */
  words: string;
}

/** The client of the open dialog, otherwise somebody made up. */
export function useSample(dialogId: Id | null): Sample {
  const { t } = useTexts();
  const { queries } = useClient();
  const live = useLive(() => (dialogId === null ? nothing : queries.dialog(dialogId)), [queries, dialogId]);
  const view = live ?? null;
  const somebody = t('reply.sampleName');
  const { fill } = useFiller(view, somebody);
  const client = view === null ? somebody : contactName(view.contact, t);
  return { fill, words: t('reply.sample', { client }) };
}

const nothing = {
  current: () => null,
  subscribe: (onValue: (value: null) => void): (() => void) => {
    onValue(null);
    return () => undefined;
  },
};
