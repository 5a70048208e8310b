import {
  useEffect,
  useId,
  useRef,
  useState,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { QuickRepliesView, ReplyView } from '#renderer/data/queries/views.ts';
import { useTexts } from '#renderer/i18n/react.tsx';
import { Field } from '#renderer/kit/field.tsx';
import { Notice } from '#renderer/kit/notice.tsx';
import { useFocusBack } from '#renderer/kit/use-focus-back.ts';
import type { ReplySlots } from '#renderer/quick-replies/use-replies.ts';
import { useTray } from '#renderer/uploads/use-tray.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { QuickReply, ReplyDraft } from '#shared/domain/quick-reply.ts';
import { areAtOdds, Disagreements } from './disagreements.tsx';
import { EditorFoot } from './editor-foot.tsx';
import { FieldsPart } from './fields-part.tsx';
import { FilePart } from './file-part.tsx';
import { problemsOf, type FormProblem } from './form.ts';
import { NamePart } from './name-part.tsx';
import { problemText, saidProblems } from './problem-text.ts';
import { TextPart } from './text-part.tsx';
import { useReplyEditor, type Edited, type ReplyEditor } from './use-reply-editor.ts';
import type { Sample } from './use-sample.ts';
import { useSlotChoice } from './use-slot-choice.ts';

interface EditorProps {
  edited: Edited;
  /** Raised when the keyboard shall go into it. */
  lead: number;
  all: QuickRepliesView;
  slots: ReplySlots;
  sample: Sample;
  lineName: (id: Id) => string;
  nameOf: (id: Id) => string;
  /** In whose words it may be written; to be made a variable. */
  clientName: string | null;
  /** Null: there is no message that it could go into. */
  onInsert: ((reply: QuickReply) => void) | null;
  onSaved: (id: Id) => void;
  onDelete: (view: ReplyView) => void;
  onKeepForMyself: (mine: ReplyDraft, instead: readonly Id[]) => void;
}

/** One reply: what it is called, what it says and for whom. Give it `key`: each has its own field and its own undo. */
export function Editor(props: EditorProps): ReactNode {
  const editor = useReplyEditor(props.edited);
  // Read from this computer: a frame, in which an empty form would only blink.
  return editor === null ? null : <Form {...props} editor={editor} />;
}

function Form({ editor, ...props }: EditorProps & { editor: ReplyEditor }): ReactNode {
  const { edited, all, slots, sample, lineName, nameOf, clientName } = props;
  const texts = useTexts();
  const { t } = texts;
  const text = useRef<HTMLTextAreaElement>(null);
  const heading = useId();
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { id, form, change } = editor;
  const tray = useTray(id);
  const slot = useSlotChoice(slots);
  const view = edited.kind === 'reply' ? edited.view : null;
  const title = useFocusBack<HTMLInputElement>(areAtOdds(view, editor));
  useLead(title, props.lead);
  const readOnly = view !== null && !view.mayEdit;
  const files = tray.uploads.length;
  const problems = readOnly ? [] : problemsOf(id, form, all.replies, files);
  const said = saidProblems(problems, tried || view !== null);
  const error = (...fields: FormProblem['field'][]): string | null => problemText(said, fields, texts);

  const attempt = (work: Promise<unknown>, then: () => void = () => undefined): void => {
    setFailure(null);
    work.then(then, (problem: unknown) =>
      setFailure(problem instanceof Error ? problem.message : String(problem)),
    );
  };
  function save(over?: true): void {
    setTried(true);
    if (problems.length > 0 || (editor.overtakenBy !== null && !over)) return;
    setTried(false);
    attempt(editor.save({ files, ...(over && { over }) }), () => props.onSaved(id));
  }

  return (
    // Ctrl+Enter is heard in every field of it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      aria-labelledby={heading}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (!saves(event)) return;
        event.preventDefault();
        save();
      }}
      className="@container flex min-h-0 grow flex-col"
    >
      <div className="flex min-h-0 grow flex-col gap-3 overflow-y-auto p-4">
        <h3 id={heading} className="sr-only">
          {edited.kind === 'new' ? t('reply.new') : t('reply.editor', { title: form.title })}
        </h3>
        {failure !== null && (
          <Notice tone="danger" urgent className="rounded-md">
            {t('action.failed', { detail: failure })}
          </Notice>
        )}
        {view && (
          <Disagreements
            {...{ view, editor, lineName, nameOf, attempt }}
            onPutMine={() => save(true)}
            onKeepForMyself={props.onKeepForMyself}
          />
        )}
        <Field
          label={t('reply.field.title')}
          error={error('title')}
          value={form.title}
          readOnly={readOnly}
          dir="auto"
          autoComplete="off"
          maxLength={200}
          ref={title}
          onChange={(event) => change({ title: event.target.value })}
        />
        {clientName !== null && !readOnly && (
          <NamePart text={form.text} clientName={clientName} onChange={(next) => change({ text: next })} />
        )}
        <TextPart
          ref={text}
          {...{ form, sample, readOnly }}
          uploads={tray.uploads}
          error={error('text', 'tooLong')}
          onChange={(next) => change({ text: next })}
          onFiles={tray.add}
        />
        <FilePart
          attachments={form.attachments}
          tray={tray}
          readOnly={readOnly}
          onRemove={(gone) => change({ attachments: form.attachments.filter((file) => file.id !== gone) })}
        />
        <FieldsPart
          {...{ id, form, all, slots, readOnly, lineName }}
          isNew={view === null || view.unsaved}
          shortcutError={error('shortcut', 'taken')}
          folderError={error('folder')}
          onChange={change}
          onSlot={(next) => slot.put(id, next)}
        />
      </div>
      <EditorFoot
        {...{ view, nameOf, readOnly }}
        changed={editor.changed || files > 0}
        onRevert={() => {
          editor.revert();
          for (const { file } of tray.uploads) tray.remove(file.id);
        }}
        onDelete={props.onDelete}
        onInsert={props.onInsert}
      />
    </form>
  );
}

/** The keyboard goes to the title whenever that is asked for, also before it is drawn. */
function useLead(title: RefObject<HTMLInputElement | null>, lead: number): void {
  useEffect(() => {
    if (lead > 0) title.current?.focus();
  }, [title, lead]);
}

/** Ctrl+Enter, as where messages are written, and Ctrl+S, as everywhere. */
function saves(event: KeyboardEvent): boolean {
  const mod = event.ctrlKey || event.metaKey;
  return mod && !event.altKey && !event.shiftKey && (event.code === 'Enter' || event.code === 'KeyS');
}
