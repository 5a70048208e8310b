import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { QuickRepliesView } from '#renderer/data/queries/views.ts';
import type { ReplyWork } from '#renderer/quick-replies/desk.tsx';
import { folderKey, folderRows } from '#renderer/quick-replies/folders.ts';
import { newId } from '#renderer/quick-replies/new-id.ts';
import type { Id } from '#shared/domain/ids.ts';
import { NEW_REPLY, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import { escapeBraces } from '#shared/domain/reply-variables.ts';
import { detach } from '#shared/lib/detach.ts';
import { emptyForm, titleFrom, type KeptForm, type ReplyForm } from './form.ts';
import { useKeptForms } from './kept-forms.ts';
import type { Edited } from './use-reply-editor.ts';

export interface ChosenReply {
  edited: Edited | null;
  /** Whose name may stand in the words that are being kept. */
  clientName: string | null;
  /** Raised when the keyboard shall go to where one writes; 0: it stays where it is. */
  lead: number;
  enter: () => void;
  look: (id: Id | null) => void;
  make: () => void;
  /** Where new ones go: the shelf that is looked at, if one may put something there. */
  shelf: ReplyShelf;
}

/** Which reply is open in the window, and where new ones go. */
export function useChosenReply(all: QuickRepliesView, folder: string, work: ReplyWork): ChosenReply {
  const me = useClient().session.operator.id;
  const forms = useKeptForms();
  const [id, setId] = useState<Id | null>(work.kind === 'make' ? work.id : work.replyId);
  const [lead, setLead] = useState(work.kind === 'make' ? 1 : 0);
  const { shelf, path } = placeOf(all, folder, me);
  useMade(work, shelf);
  useEffect(() => {
    if (id !== null) forms.look(id);
  }, [forms, id]);
  const kept = useSyncExternalStore(forms.subscribe, () => (id === null ? null : forms.get(id)));
  // An empty new one goes where one looks.
  const [begin, setBegin] = useState<ReplyForm>(() => emptyForm(shelf, path));
  return {
    edited: id === null ? null : editedOf(all, id, kept ?? null, begin),
    clientName: work.kind === 'make' && work.id === id ? (work.from?.clientName ?? null) : null,
    lead,
    enter: () => setLead((times) => times + 1),
    look(next) {
      setLead(0);
      setId(next);
    },
    make() {
      setLead(1);
      setBegin(emptyForm(shelf, path));
      setId(newId());
    },
    shelf,
  };
}

/** What somebody said lies in the form when the window opens, and is kept from then on. */
function useMade(work: ReplyWork, shelf: ReplyShelf): void {
  const { actions } = useClient();
  const forms = useKeptForms();
  const made = work.kind === 'make' && work.from !== null ? { id: work.id, from: work.from } : null;
  const [place] = useState(shelf);
  useEffect(() => {
    if (made === null || forms.get(made.id) !== undefined) return;
    const { id, from } = made;
    // What was said stands for itself: nothing in it is a variable yet.
    const text = escapeBraces(from.text.trim());
    const form = { ...emptyForm(place, []), title: titleFrom(from.text), text };
    forms.put(id, { id, form, origin: null, basedOn: NEW_REPLY, instead: [], merging: false });
    // Files of a message belong to it: the reply gets copies.
    for (const file of from.attachments) detach(actions.attachStored(id, file), () => undefined);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each piece of work
  }, [made?.id, forms, actions, place]);
}

/** Where a new reply goes: into the folder that is looked at, or onto a shelf of one's own where that is not for this person to fill. */
function placeOf(
  all: QuickRepliesView,
  folder: string,
  me: Id,
): { shelf: ReplyShelf; path: readonly string[] } {
  const row = folderRows(
    all.shelves,
    all.replies.map(({ reply }) => reply),
  ).find(({ key }) => key === folder);
  const mine: ReplyShelf = all.shelves[0] ?? { kind: 'personal', operatorId: me };
  const shelf = row?.shelf ?? null;
  const may = shelf !== null && all.shelves.some((one) => folderKey(one, []) === folderKey(shelf, []));
  return may ? { shelf, path: row?.path ?? [] } : { shelf: mine, path: [] };
}

function editedOf(all: QuickRepliesView, id: Id, kept: KeptForm | null, begin: ReplyForm): Edited {
  const view = all.byId.get(id);
  if (view) return { kind: 'reply', key: id, view };
  // Words that wait are gone on with, even if what they were about has gone.
  return { kind: 'new', key: id, id, begin: kept?.form ?? begin };
}
