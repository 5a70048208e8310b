import { useState, type ComponentProps, type ReactNode } from 'react';
import { useClient } from '../client/react.tsx';
import type { OpenHow } from '../features/dialogs/lists.tsx';
import { FarDialog, type FarPlace } from '../features/search/far-dialog.tsx';
import { isHere } from '../features/search/is-here.ts';
import { StatusBar } from '../features/session/status-bar.tsx';
import { TableDesk } from '../features/table/table-desk.tsx';
import type { TableRow } from '#shared/domain/table-row.ts';
import { Area } from './area.tsx';

interface TablePlaceProps extends Pick<ComponentProps<typeof TableDesk>, 'onMenu'> {
  /** A line was opened; the table is one step back. */
  onOpen: (dialogId: string) => void;
  /** A dialog or a talk of what was refused: the table is left. */
  onLeave: (dialogId: string, how: OpenHow) => void;
  onTalk: (talkId: string, how: OpenHow) => void;
}

/** The table in the place of the lists; a dialog that is on the server only is read over it. */
export function TablePlace({ onOpen, onLeave, onTalk, onMenu }: TablePlaceProps): ReactNode {
  const client = useClient();
  const [far, setFar] = useState<FarPlace | null>(null);

  function openRow({ id: dialogId, contactId, name, number }: TableRow): void {
    isHere(client, dialogId, (here) => {
      if (here) onOpen(dialogId);
      else setFar({ dialogId, seq: null, contact: { id: contactId, name, number } });
    });
  }

  return (
    <main className="flex min-w-0 grow flex-col">
      <Area name="area.table">
        <TableDesk onOpen={openRow} onMenu={onMenu} />
      </Area>
      <StatusBar onOpenDialog={(id) => onLeave(id, 'enter')} onOpenTalk={(id) => onTalk(id, 'enter')} />
      {far !== null && <FarDialog place={far} onClose={() => setFar(null)} />}
    </main>
  );
}
