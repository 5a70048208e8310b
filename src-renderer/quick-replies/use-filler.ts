import { useEffect, useRef } from 'react';
import {
  fillIn,
  languageOf,
  type Filled,
  type FillValues,
  type ReplyLanguage,
} from '#shared/domain/reply-variables.ts';
import { useClient, useLive } from '../client/react.tsx';
import type { DialogView } from '../data/queries/views.ts';
import { useTexts } from '../i18n/react.tsx';
import { writtenText } from './filling.ts';

/** Texts of the client by which his language is known. */
const MOST_TEXTS = 10;
/** As many as the transcript reads first: one reading serves both. */
const PORTION = 60;

/** Fills the variables of a reply in for one dialog, as of now. */
export interface Filler {
  fill: (text: string) => Filled;
  /** As it goes into the message: what is not known is to be written over. */
  written: (text: string) => string;
  language: () => ReplyLanguage;
}

/** @param view null: for nobody in particular, with the name of `sample` */
export function useFiller(view: DialogView | null, sample: string | null = null): Filler {
  const { locale } = useTexts();
  const client = useClient();
  const offset = useLive(() => client.queries.clockOffset(), [client]) ?? 0;
  const said = useClientTexts(view);
  const language = (): ReplyLanguage => languageOf(said(), locale);
  const values = (): FillValues => ({
    clientName: view === null ? sample : (view.contact?.name ?? null),
    operatorName: client.session.operator.name,
    lineName: view?.line?.name ?? null,
    branchName: view?.branch?.name ?? null,
    now: Date.now() + offset,
  });
  const fill = (text: string): Filled => fillIn(text, values(), language());
  return { fill, written: (text) => writtenText(fill(text), locale), language };
}

/** Listened to without drawing anything anew: it is asked for when something is inserted or looked at. */
function useClientTexts(view: DialogView | null): () => readonly string[] {
  const client = useClient();
  const said = useRef<readonly string[]>([]);
  const dialogId = view?.dialog.id ?? null;
  useEffect(() => {
    said.current = [];
    if (dialogId === null) return undefined;
    const source = client.queries.transcript(dialogId, PORTION);
    return source.subscribe(
      ({ items }) => {
        said.current = items
          .filter(({ message }) => message.author.kind === 'client')
          .slice(-MOST_TEXTS)
          .map(({ message }) => (message.body.kind === 'text' ? message.body.text : ''));
      },
      // The transcript itself says what is wrong.
      () => undefined,
    );
  }, [client, dialogId]);
  return () => said.current;
}
