import { useEffect, useId, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { startOfDay } from '#renderer/i18n/days.ts';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import type { KnownDialog } from '#renderer/people/known-dialogs.ts';
import type { Id } from '#shared/domain/ids.ts';
import { fileGroups, FilesViewer } from '../files/viewer.tsx';
import { DaySection } from '../transcript/day-section.tsx';
import { arrange } from '../transcript/entries.ts';
import { DeliveryDoctor } from '../transcript/marks/delivery-doctor.tsx';
import type { DoctorPlace } from '../transcript/marks/marks-port.ts';
import { TranscriptContext, type TranscriptScope } from '../transcript/transcript-context.ts';
import { useNear } from '../transcript/use-near.ts';
import { DialogDivider } from './dialog-divider.tsx';
import { Gap } from './gap.tsx';
import { readOnly } from './read-only.ts';
import { useFarHistory, type Stretch } from './use-far-history.ts';
import { useNearHistory } from './use-near-history.ts';

/** What all dialogs of one client have in common. */
export type PastScope = Omit<
  TranscriptScope,
  'pointed' | 'openMenu' | 'openDoctor' | 'openFile' | 'marks' | 'edit' | 'team'
>;

interface PastDialogProps {
  known: KnownDialog;
  scope: PastScope;
  directory: DirectoryView | null;
  online: boolean;
  scroller: RefObject<HTMLElement | null>;
  /** It is the first of what is loaded: whatever comes next stands over it. */
  topmost: boolean;
  /** All of it that can be had now is here. */
  onExhausted: () => void;
  onOpen: (dialogId: Id) => void;
}

/** An earlier dialog of the client in the scroll of all of them: read, and neither answered nor changed from here. */
export function PastDialog(props: PastDialogProps): ReactNode {
  return props.known.here ? <NearDialog {...props} /> : <FarDialog {...props} />;
}

function NearDialog(props: PastDialogProps): ReactNode {
  return <Shown {...props} stretch={useNearHistory(props.known.dialog.id, props.online)} />;
}

function FarDialog(props: PastDialogProps): ReactNode {
  return <Shown {...props} stretch={useFarHistory(props.known.dialog, props.online)} />;
}

function Shown(props: PastDialogProps & { stretch: Stretch }): ReactNode {
  const { known, scope, directory, online, scroller, topmost, onExhausted, onOpen, stretch } = props;
  const { dialog } = known;
  const { items, hasOlder, older, wantOlder } = stretch;
  const heading = useId();
  const [doctor, setDoctor] = useState<DoctorPlace | null>(null);
  const [viewed, setViewed] = useState<Id | null>(null);
  const tools = useTools({ ...props, openDoctor: setDoctor, openFile: setViewed });
  const days = useMemo(() => arrange(items ?? [], null, startOfDay), [items]);
  const stuck = older === 'offline' || older === 'failed';
  // What is being read or fetched tells by itself when it is here.
  const waits = older === 'loading' || (items === null && !stuck);
  const mark = useNear(
    scroller,
    topmost && !waits ? `${items?.length} ${older} ${hasOlder}` : null,
    hasOlder && !stuck ? wantOlder : onExhausted,
  );
  return (
    <TranscriptContext value={tools}>
      <section aria-labelledby={heading} data-past-dialog={dialog.id}>
        <div ref={mark} />
        <DialogDivider
          id={heading}
          dialog={dialog}
          directory={directory}
          nameOf={scope.nameOf}
          onOpen={() => onOpen(dialog.id)}
        />
        {hasOlder && (
          <Gap
            whole={items === null || items.length === 0}
            state={older}
            online={online}
            onLoad={wantOlder}
          />
        )}
        {days.map((day) => (
          <DaySection key={day.at} day={day} newest />
        ))}
        <DeliveryDoctor place={doctor} items={items ?? []} onClose={() => setDoctor(null)} />
        {viewed !== null && (
          <FilesViewer
            groups={fileGroups(items ?? [])}
            fileId={viewed}
            onMove={setViewed}
            onClose={() => setViewed(null)}
          />
        )}
      </section>
    </TranscriptContext>
  );
}

interface ToolsOf extends Pick<PastDialogProps, 'known' | 'scope' | 'onOpen'> {
  openDoctor: (place: DoctorPlace) => void;
  openFile: (fileId: Id) => void;
}

/** What messages of this dialog ask of what is around them; one stable object. */
function useTools({ known, scope, onOpen, openDoctor, openFile }: ToolsOf): TranscriptScope {
  const { id } = known.dialog;
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  return useMemo(
    () => ({
      ...scope,
      ...readOnly(),
      team: false,
      openDoctor,
      openFile,
      // What did not go out there is written anew there, never here.
      edit: () => open.current(id),
    }),
    [scope, id, openDoctor, openFile],
  );
}
