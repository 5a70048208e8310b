import { abilitiesOf } from '#shared/domain/channel-abilities.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { Branch, Channel, Line } from '#shared/domain/directory.ts';
import { isOpen, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { sees, type Scope } from '#shared/domain/scope.ts';

/** Who is written to, as far as channels ask: a client, or what was typed of a new one. */
export type Reachable = Pick<Contact, 'identities'> & {
  phones: readonly Pick<Contact['phones'][number], 'value'>[];
  emails: readonly Pick<Contact['emails'][number], 'value'>[];
};

/** A channel with whether one can begin in it. */
export interface Way {
  channel: Channel;
  line: Line;
  branch: Branch | null;
  /** Null: one can. */
  lacks: 'acquaintance' | 'phone' | 'email' | null;
  /** Numbers or addresses to choose from; none where the messenger knows the client itself. */
  addresses: readonly string[];
  /** The client's open dialog there: it goes on, no second one begins. */
  open: Dialog | null;
}

interface Surroundings {
  channels: ReadonlyMap<Id, Channel>;
  lines: ReadonlyMap<Id, Line>;
  branches: ReadonlyMap<Id, Branch>;
}

/**
 * Every channel in which the person may write, those that will do first, of these the one in which the client wrote last. The hub
 * decides by the same rule (`approach`). Pure.
 * @param dialogs of the client, newest first
 */
export function waysTo(
  who: Reachable,
  dialogs: readonly Dialog[],
  directory: Surroundings,
  scope: Scope,
): Way[] {
  const ways = [...directory.channels.values()].flatMap((channel): Way[] => {
    const line = directory.lines.get(channel.lineId);
    if (line === undefined) return [];
    const audience = { lineId: line.id, branchId: line.branchId, responsibleId: null, participantIds: [] };
    if (!sees(scope, audience)) return [];
    const open = dialogs.find((dialog) => dialog.channelId === channel.id && isOpen(dialog)) ?? null;
    return [
      { channel, line, branch: directory.branches.get(line.branchId) ?? null, open, ...reach(who, channel) },
    ];
  });
  const last = (way: Way): number => dialogs.findIndex((dialog) => dialog.channelId === way.channel.id);
  const rank = (way: Way): number => (way.lacks !== null ? 2 : last(way) < 0 ? 1 : 0);
  return ways.toSorted(
    (a, b) => rank(a) - rank(b) || last(a) - last(b) || a.channel.name.localeCompare(b.channel.name),
  );
}

function reach(who: Reachable, channel: Channel): Pick<Way, 'lacks' | 'addresses'> {
  if (who.identities.some(({ channelId }) => channelId === channel.id)) return { lacks: null, addresses: [] };
  const { writeFirst } = abilitiesOf(channel.kind);
  if (writeFirst === 'acquaintances') return { lacks: 'acquaintance', addresses: [] };
  const addresses = who[writeFirst].map(({ value }) => value);
  const lacks = writeFirst === 'phones' ? 'phone' : 'email';
  return { lacks: addresses.length === 0 ? lacks : null, addresses };
}
