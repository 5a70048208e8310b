import type { Contact } from '#shared/domain/contact.ts';
import type { ChannelKind, Operator, Role } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Translate } from '../messages.ts';

/** A client always has something to be called by; white space alone is no name. */
export function contactName(contact: Pick<Contact, 'name' | 'number'> | null, t: Translate): string {
  if (contact === null) return t('contact.unknown');
  const name = contact.name?.trim() ?? '';
  return name === '' ? t('contact.unnamed', { number: String(contact.number) }) : name;
}

export function operatorName(id: Id, operators: ReadonlyMap<Id, Operator>, t: Translate): string {
  return operators.get(id)?.name ?? t('operator.unknown');
}

/** "Anna" of "Anna Ivanova": for the narrow places. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

export const channelKindName = (kind: ChannelKind, t: Translate): string => t(`channel.${kind}`);

export const roleName = (role: Role, t: Translate): string => t(`role.${role}`);
