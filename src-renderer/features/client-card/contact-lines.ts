import type { Contact } from '#shared/domain/contact.ts';
import type { Channel, ChannelKind } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';

/** One way to reach the client, as it is shown and copied. */
export type ContactLine =
  | { kind: 'phone' | 'email'; value: string }
  | { kind: ChannelKind; value: string; channelName: string | null; display: string | null };

export function contactLines(
  contact: Contact,
  channels: ReadonlyMap<Id, Channel> | undefined,
): ContactLine[] {
  return [
    ...contact.phones.map((value) => ({ kind: 'phone' as const, value })),
    ...contact.emails.filter(isMail).map((value) => ({ kind: 'email' as const, value })),
    ...contact.identities.map((identity) => ({
      kind: identity.kind,
      value: identity.externalId,
      channelName: channels?.get(identity.channelId)?.name ?? null,
      display: identity.display,
    })),
  ];
}

const isMail = (value: string): boolean => value.trim() !== '';
