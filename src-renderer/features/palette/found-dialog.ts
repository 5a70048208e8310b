import type { DialogRow } from '#renderer/data/queries/views.ts';
import type { LocalContact } from '#renderer/data/search/handle.ts';
import type { Translate } from '#renderer/i18n/messages.ts';
import { contactName } from '#renderer/i18n/words/names.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';

/** A dialog that one may go to. Name and detail are hostile: only ever text nodes. */
export interface FoundDialog {
  dialogId: Id;
  contactId: Id;
  name: string;
  nameless: boolean;
  channel: ChannelKind | null;
  detail: string;
}

export function ofRow({ dialog, contact, channel, line }: DialogRow, t: Translate): FoundDialog {
  return {
    dialogId: dialog.id,
    contactId: dialog.contactId,
    name: contactName(contact, t),
    nameless: (contact?.name ?? '') === '',
    channel: channel?.kind ?? null,
    detail: dialog.lastMessage?.preview ?? [channel?.name, line?.name].filter(Boolean).join(' · '),
  };
}

export function ofContact({ contact, dialogId }: LocalContact, t: Translate): FoundDialog {
  return {
    dialogId,
    contactId: contact.id,
    name: contactName(contact, t),
    nameless: (contact.name ?? '') === '',
    channel: null,
    detail: [...contact.phones, ...contact.emails].join(' · '),
  };
}
