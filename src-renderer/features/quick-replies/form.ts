import { z } from 'zod';
import { attachmentSchema } from '#shared/domain/attachment.ts';
import type { Id } from '#shared/domain/ids.ts';
import {
  isSameShelf,
  MAX_REPLY_FOLDERS,
  MAX_REPLY_TEXT,
  replyBaseSchema,
  replyShelfSchema,
  type QuickReply,
  type ReplyDraft,
  type ReplyShelf,
} from '#shared/domain/quick-reply.ts';
import { readPath, writtenPath } from '#renderer/quick-replies/folders.ts';
import { fillIn } from '#shared/domain/reply-variables.ts';
import { isBlank } from '#shared/lib/text.ts';

/** A quick reply while somebody writes it. Pure. */

export const replyFormSchema = z.object({
  title: z.string(),
  text: z.string(),
  shortcut: z.string(),
  shelf: replyShelfSchema,
  /** As it is written: "Delivery / Moscow". */
  folder: z.string(),
  attachments: z.array(attachmentSchema),
});
export type ReplyForm = z.infer<typeof replyFormSchema>;

/** Words that are not saved yet, and what they were begun on. */
export const keptFormSchema = z.object({
  id: z.string(),
  form: replyFormSchema,
  /** What the person had before him; null: nothing, it is new. */
  origin: replyFormSchema.nullable(),
  basedOn: replyBaseSchema,
  /** Refused changes that a save settles. */
  instead: z.array(z.string()),
  /** What others made of it stands beside. */
  merging: z.boolean(),
});
export type KeptForm = z.infer<typeof keptFormSchema>;

export const emptyForm = (shelf: ReplyShelf, folder: readonly string[]): ReplyForm => ({
  title: '',
  text: '',
  shortcut: '',
  shelf,
  folder: writtenPath(folder),
  attachments: [],
});

export function formOf(reply: Omit<ReplyDraft, 'id'>): ReplyForm {
  const { title, text, shortcut, shelf, folder, attachments } = reply;
  return { title, text, shortcut: shortcut ?? '', shelf, folder: writtenPath(folder), attachments };
}

/** @returns null while it could not be kept as it is */
export function draftOf(id: Id, form: ReplyForm): ReplyDraft | null {
  const folder = pathOf(form);
  if (folder === null) return null;
  const shortcut = shortcutOf(form);
  const { title, text, shelf, attachments } = form;
  return {
    id,
    title: title.trim(),
    text,
    shelf,
    folder,
    shortcut: shortcut === '' ? null : shortcut,
    attachments,
  };
}

const LONGEST_NAME = 200;
const pathOf = ({ folder }: ReplyForm): string[] | null => readPath(folder, MAX_REPLY_FOLDERS, LONGEST_NAME);

/** People write the slash as well. */
export const shortcutOf = ({ shortcut }: ReplyForm): string =>
  shortcut.trim().replace(/^\//, '').normalize('NFC').toLowerCase();

export type FormProblem =
  | { field: 'title' | 'text' | 'shortcut' | 'folder' }
  | { field: 'tooLong'; count: number }
  | { field: 'taken'; shortcut: string; title: string };

/** @param others all that are there. @param files chosen here and not named in the form yet */
export function problemsOf(
  id: Id,
  form: ReplyForm,
  others: readonly { reply: QuickReply }[],
  files: number,
): FormProblem[] {
  const problems: FormProblem[] = [];
  if (isBlank(form.title) || form.title.trim().length > LONGEST_NAME) problems.push({ field: 'title' });
  if (isBlank(form.text) && form.attachments.length + files === 0) problems.push({ field: 'text' });
  if (form.text.length > MAX_REPLY_TEXT)
    problems.push({ field: 'tooLong', count: form.text.length - MAX_REPLY_TEXT });
  if (pathOf(form) === null) problems.push({ field: 'folder' });
  const shortcut = shortcutOf(form);
  if (shortcut !== '' && !/^[\p{L}\p{N}_-]{1,32}$/u.test(shortcut)) problems.push({ field: 'shortcut' });
  const taken = others.find(
    ({ reply }) => reply.id !== id && reply.shortcut === shortcut && isSameShelf(reply.shelf, form.shelf),
  );
  if (taken) problems.push({ field: 'taken', shortcut, title: taken.reply.title });
  return problems;
}

export function isSameForm(a: ReplyForm, b: ReplyForm): boolean {
  return FIELDS.every((field) => isSameField(field, a, b));
}

/** Letter by letter: what is as good as the same, a space at the end perhaps, somebody is about to go on with. */
export function isUntouched(form: ReplyForm, origin: ReplyForm): boolean {
  return FIELDS.every((field) => JSON.stringify(form[field]) === JSON.stringify(origin[field]));
}

export const FIELDS = ['title', 'text', 'shortcut', 'shelf', 'folder', 'attachments'] as const;
export type FormField = (typeof FIELDS)[number];

export function isSameField(field: FormField, a: ReplyForm, b: ReplyForm): boolean {
  if (field === 'shelf') return isSameShelf(a.shelf, b.shelf);
  if (field === 'attachments') {
    const ids = (form: ReplyForm): string => form.attachments.map((file) => file.id).join(' ');
    return ids(a) === ids(b);
  }
  if (field === 'folder') return String(pathOf(a)) === String(pathOf(b));
  if (field === 'shortcut') return shortcutOf(a) === shortcutOf(b);
  return a[field].trim() === b[field].trim();
}

/** What looks like a variable and is none. */
export function unknownIn(text: string): string[] {
  const nobody = { clientName: null, operatorName: null, lineName: null, branchName: null, now: 0 };
  return fillIn(text, nobody, 'en').unknown;
}

/** Where the name of somebody stands in a text, as he is called or by his first name; whole words only. */
export function nameIn(text: string, name: string): string | null {
  const whole = name.trim();
  const called = [whole, whole.split(/\s+/)[0] ?? ''].filter((one) => one.length > 1);
  return called.find((one) => placesOf(text, one).length > 0) ?? null;
}

export function replaceName(text: string, name: string, by: string): string {
  let replaced = text;
  for (const at of placesOf(text, name).toReversed())
    replaced = replaced.slice(0, at) + by + replaced.slice(at + name.length);
  return replaced;
}

function placesOf(text: string, name: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const inside =
      /[\p{L}\p{N}]$/u.test(text.slice(0, at)) || /^[\p{L}\p{N}]/u.test(text.slice(at + name.length));
    if (!inside) places.push(at);
  }
  return places;
}

const LONGEST_TITLE = 60;

/** The first words of a text, for a title. */
export function titleFrom(text: string): string {
  const line = text.trim().split('\n')[0]?.trim() ?? '';
  if (line.length <= LONGEST_TITLE) return line;
  const cut = line.slice(0, LONGEST_TITLE).toWellFormed();
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 20)).trim()}…`;
}
