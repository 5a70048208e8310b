import { useDeferredValue, useMemo, useState } from 'react';
import type { ReplyView } from '../data/queries/views.ts';
import { folderRows, liesIn, type FolderRow } from './folders.ts';
import { findReplies, useReplies } from './use-replies.ts';

/** Looking through quick replies by folders and words. */
export interface ReplyChoice {
  typed: string;
  setTyped: (typed: string) => void;
  /** Key of the folder whose replies are shown. */
  folder: string;
  setFolder: (key: string) => void;
  folders: readonly FolderRow[];
  views: readonly ReplyView[];
  /** Another text whenever something else is looked for. */
  sought: string;
  /** They were read. */
  known: boolean;
}

const NOTHING: readonly ReplyView[] = [];

/** @param begin the folder that is shown first */
export function useReplyChoice(begin: string | null = null): ReplyChoice {
  const all = useReplies();
  const [typed, setTyped] = useState('');
  const [wanted, setFolder] = useState(begin ?? '');
  // Among ten thousand the letters come first.
  const looked = useDeferredValue(typed);
  const folders = useMemo(
    () =>
      folderRows(
        all?.shelves ?? [],
        (all?.replies ?? []).map(({ reply }) => reply),
      ),
    [all],
  );
  // With its last reply a folder goes.
  const folder = folders.some(({ key }) => key === wanted) ? wanted : '';
  const views = useMemo(
    () => (all ? findReplies(all, looked).filter(({ reply }) => liesIn(folder, reply)) : NOTHING),
    [all, looked, folder],
  );
  const sought = `${folder} ${typed.trim()}`;
  return { typed, setTyped, folder, setFolder, folders, views, sought, known: all !== undefined };
}
