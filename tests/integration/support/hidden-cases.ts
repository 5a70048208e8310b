import { newId } from '#server/lib/ids.ts';
import { OPEN, SECRET, type Desk, type Touching } from './hidden-desk.ts';

/**
 * What may happen around a hidden message (scenario C4): every intent that can touch a dialog, its client or a talk of the team, with
 * secrets in all it can say. A new intent, and a new text of an old one, has to be added here: `hidden.test.ts` sees to it.
 */

export interface Case {
  by?: 'boris';
  /** What has to be so before. */
  before?: (desk: Desk) => Promise<unknown>;
  args: (desk: Desk) => object;
}

const card = { reason: `${SECRET} why`, promised: `${SECRET} promised`, promisedUntil: 1_900_000_000_000 };
const on = ({ dialogId }: Desk) => ({ dialogId });
const noted = ({ dialogId }: Desk) => ({ dialogId, note: `${SECRET} note` });
const ofClient = ({ contactId }: Desk) => ({ contactId });
const toBoris = (desk: Desk) => ({ ...on(desk), to: { kind: 'operator', operatorId: desk.boris }, card });
const toAnna = (desk: Desk) => ({ ...on(desk), to: { kind: 'operator', operatorId: desk.anna }, card });
const questions = {
  language: 'en',
  fields: [{ kind: 'question', question: `${OPEN} why`, required: false }],
};
const later = (): number => Date.now() + 3_600_000;

const borisTakes = (desk: Desk) => desk.does('boris', 'dialog.take', { ...on(desk), fromId: desk.anna });
async function borisOffers(desk: Desk): Promise<void> {
  await borisTakes(desk);
  await desk.does('boris', 'dialog.transfer', toAnna(desk));
}
/** Before it was finished, in the eyes of who takes that back. */
const STOOD = { lastSeq: 1_000, free: false, waitingSince: 1, unread: 1, restedUntil: later() };
const finishes = (desk: Desk) => desk.does('anna', 'dialog.finish', on(desk));
const merges = (desk: Desk) =>
  desk.does('anna', 'contact.merge', { fromId: desk.otherId, intoId: desk.contactId });

const reached = (value: string) => ({ value, written: `${SECRET} ${value}`, label: `${SECRET} label` });
const tagged = (desk: Desk) => ({ ...ofClient(desk), tag: `${SECRET} tag` });
const tags = (desk: Desk) => desk.does('anna', 'contact.tag', tagged(desk));

/** Something said, hidden by its mode or by what it answers. */
const said = (desk: Desk, more: object) => ({
  ...on(desk),
  text: `${SECRET} words`,
  visibility: 'hidden',
  attachments: [],
  mentions: [],
  afterSeq: null,
  replyTo: null,
  ...more,
});

async function notes(desk: Desk): Promise<void> {
  desk.noteId = await desk.does('anna', 'contact.note', { ...ofClient(desk), text: `${SECRET} of him` });
}

export const CASES: Record<Touching, Case[]> = {
  'dialog.answer': [{ args: on }],
  'dialog.take': [{ before: borisTakes, args: (desk) => ({ ...on(desk), fromId: desk.boris }) }],
  'dialog.transfer': [
    { args: toBoris },
    { args: (desk) => ({ ...on(desk), to: { kind: 'line', ...desk.line }, card }) },
  ],
  'dialog.acceptTransfer': [{ before: borisOffers, args: on }],
  'dialog.declineTransfer': [{ before: borisOffers, args: noted }],
  'dialog.recallTransfer': [
    { before: (desk) => desk.does('anna', 'dialog.transfer', toBoris(desk)), args: on },
  ],
  'dialog.handBack': [
    {
      before: async (desk) => {
        await borisOffers(desk);
        await desk.does('anna', 'dialog.acceptTransfer', on(desk));
      },
      args: noted,
    },
  ],
  'dialog.invite': [{ args: (desk) => ({ ...noted(desk), operatorIds: [desk.boris] }) }],
  'dialog.join': [
    {
      by: 'boris',
      before: (desk) => desk.does('anna', 'dialog.invite', { ...noted(desk), operatorIds: [desk.boris] }),
      args: on,
    },
  ],
  'dialog.leave': [
    {
      by: 'boris',
      before: (desk) => desk.does('anna', 'dialog.invite', { ...noted(desk), operatorIds: [desk.boris] }),
      args: on,
    },
  ],
  'dialog.callSenior': [{ args: noted }],
  'dialog.finish': [{ args: on }],
  'dialog.spam': [{ args: on }],
  'dialog.reopen': [{ before: finishes, args: on }],
  'dialog.markRead': [{ args: on }],
  'dialog.markUnread': [{ args: on }],
  'dialog.pin': [{ args: on }],
  'dialog.unpin': [{ before: (desk) => desk.does('anna', 'dialog.pin', on(desk)), args: on }],
  'dialog.snooze': [{ args: (desk) => ({ ...on(desk), until: later() }) }],
  'dialog.unsnooze': [
    { before: (desk) => desk.does('anna', 'dialog.snooze', { ...on(desk), until: later() }), args: on },
  ],
  'dialog.undo': [{ before: finishes, args: (desk) => ({ ...on(desk), deed: 'finish', before: STOOD }) }],
  'message.send': [
    { args: (desk) => said(desk, {}) },
    { args: (desk) => said(desk, { mentions: [desk.boris], replyTo: desk.answerId }) },
    // Answering a hidden message is hidden, whatever the screen said.
    { args: (desk) => said(desk, { visibility: 'public', replyTo: desk.hiddenId }) },
    { args: (desk) => said(desk, { attachments: [desk.file] }) },
    {
      args: (desk) => said(desk, { visibility: 'public', replyTo: desk.hiddenId, attachments: [desk.file] }),
    },
    // In a dialog that is a colleague's, and from one who is no part of it.
    { by: 'boris', args: (desk) => said(desk, {}) },
    { by: 'boris', args: (desk) => said(desk, { visibility: 'public', replyTo: desk.hiddenId }) },
    // An answer beside it goes out, and nothing else with it.
    { args: (desk) => said(desk, { visibility: 'public', text: `${OPEN} beside` }) },
    { args: (desk) => said(desk, { visibility: 'public', text: `${OPEN} back`, replyTo: desk.askedId }) },
    // A form goes out as what it is, or as words.
    { args: (desk) => said(desk, { visibility: 'public', text: `${OPEN} please`, form: questions }) },
  ],
  'message.edit': [
    { args: (desk) => ({ ...on(desk), messageId: desk.hiddenId, text: `${SECRET} other words` }) },
  ],
  'message.delete': [{ args: (desk) => ({ ...on(desk), messageId: desk.hiddenId }) }],
  'message.react': [
    { args: (desk) => ({ ...on(desk), messageId: desk.hiddenId, emoji: '👍' }) },
    { by: 'boris', args: (desk) => ({ ...on(desk), messageId: desk.hiddenId, emoji: '🔥' }) },
  ],
  'message.retry': [{ args: (desk) => ({ ...on(desk), messageId: desk.hiddenId }) }],
  'contact.rename': [{ args: (desk) => ({ ...ofClient(desk), name: `${SECRET} name` }) }],
  'contact.addPhone': [
    {
      args: (desk) => ({
        ...ofClient(desk),
        phone: { value: '+79160000009', written: `${SECRET} +79160000009` },
        label: `${SECRET} label`,
      }),
    },
  ],
  'contact.removePhone': [{ args: (desk) => ({ ...ofClient(desk), value: '+79160000009' }) }],
  'contact.addEmail': [
    {
      args: (desk) => ({
        ...ofClient(desk),
        email: { value: 'a@b.example', written: `${SECRET} a@b.example` },
        label: `${SECRET} label`,
      }),
    },
  ],
  'contact.removeEmail': [{ args: (desk) => ({ ...ofClient(desk), value: 'a@b.example' }) }],
  'contact.tag': [{ args: tagged }],
  'contact.untag': [{ before: tags, args: tagged }],
  'contact.note': [{ args: (desk) => ({ ...ofClient(desk), text: `${SECRET} of him` }) }],
  'contact.editNote': [
    {
      before: notes,
      args: (desk) => ({ ...ofClient(desk), noteId: desk.noteId, text: `${SECRET} otherwise` }),
    },
  ],
  'contact.deleteNote': [{ before: notes, args: (desk) => ({ ...ofClient(desk), noteId: desk.noteId }) }],
  'contact.restore': [
    {
      args: (desk) => ({
        ...ofClient(desk),
        what: { part: 'phone', phone: { ...reached('+79160000009'), source: 'client', addedAt: 1 } },
      }),
    },
    {
      args: (desk) => ({
        ...ofClient(desk),
        what: { part: 'email', email: { ...reached('a@b.example'), source: 'client', addedAt: 1 } },
      }),
    },
    {
      args: (desk) => ({
        ...ofClient(desk),
        what: {
          part: 'note',
          note: { id: newId(), authorId: desk.anna, at: 1, editedAt: null, text: `${SECRET} of him` },
        },
      }),
    },
  ],
  'contact.merge': [
    { args: ({ contactId, otherId }) => ({ fromId: otherId, intoId: contactId }) },
    { before: tags, args: ({ contactId, otherId }) => ({ fromId: contactId, intoId: otherId }) },
  ],
  'contact.unmerge': [
    { before: merges, args: ({ contactId, otherId }) => ({ fromId: otherId, intoId: contactId }) },
  ],
  'dialog.start': [
    {
      before: finishes,
      args: ({ contactId, channelId }) => ({
        dialogId: newId(),
        contact: { kind: 'known', contactId },
        channelId,
        text: `${OPEN} first`,
      }),
    },
  ],
  'talk.send': [
    {
      args: ({ talkId, talk, boris, talkMessageId, file }) => ({
        talkId,
        place: talk,
        text: `${SECRET} to the team`,
        attachments: [file],
        mentions: [boris],
        replyTo: talkMessageId,
      }),
    },
  ],
  'talk.edit': [
    {
      args: ({ talkId, talkMessageId }) => ({
        talkId,
        messageId: talkMessageId,
        text: `${SECRET} to the team after all`,
      }),
    },
  ],
  'talk.delete': [{ args: ({ talkId, talkMessageId }) => ({ talkId, messageId: talkMessageId }) }],
  'talk.react': [
    { args: ({ talkId, talkMessageId }) => ({ talkId, messageId: talkMessageId, emoji: '👍' }) },
  ],
  'talk.read': [{ args: ({ talkId }) => ({ talkId, seq: 1 }) }],
};
