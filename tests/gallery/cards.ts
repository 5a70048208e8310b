import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { Contact } from '#shared/domain/contact.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { ANNA, BORIS, dialogId, email, phone, VERA } from './fixture/seed.ts';
import { fixtureId } from './fixture/ids.ts';
import type { World, WorldStore } from './fixture/world.ts';

/** Cards of clients that are worth looking at, all of dialog 5. */

const DAY = 86_400_000;
const OF = 5;

function contactOf(world: World, n = OF): Contact {
  const contact = world.contacts.get(world.dialogs.get(dialogId(n))?.contactId ?? '');
  if (contact === undefined) throw new Error(`dialog ${n} has no client`);
  return contact;
}

export function patchContact(world: World, patch: Partial<Contact>, n = OF): void {
  const contact = contactOf(world, n);
  world.contacts.set(contact.id, { ...contact, ...patch });
}

/** Everything that a card can hold, in believable amounts. */
export function fullCard({ world }: WorldStore, now: number): void {
  const contact = contactOf(world);
  const note = (i: number, authorId: string, text: string, edited = false) => ({
    id: deriveId(contact.id, 300 + i),
    text,
    authorId,
    at: now - i * 3 * DAY - 3_600_000,
    editedAt: edited ? now - i * 3 * DAY : null,
  });
  patchContact(world, {
    phones: [phone('+79031112233', now - 90 * DAY), phone('+74951234567', now - DAY, 'client')],
    emails: [email('dmitry.k@mail.example', now - 90 * DAY)],
    tags: ['VIP', 'Постоянный клиент', 'Опт'],
    notes: [
      note(0, ANNA.id, 'Просит звонить после 18:00. Доставка только в субботу.'),
      note(1, BORIS.id, 'Договор: https://docs.example/d/48213 (скан прислал почтой)', true),
      note(2, VERA.id, 'Согласована скидка 5 % на всю мягкую мебель до конца года.'),
      note(3, VERA.id, 'Не любит, когда пишут голосовые.'),
    ],
    identities: [
      ...contact.identities,
      {
        ...contact.identities[0],
        channelId: fixtureId(4, 2),
        kind: 'whatsapp',
        externalId: '79031112233',
        display: null,
      },
    ],
  });
  attachFiles(world, now);
}

const SKY = ['#8fb7c9', '#c9a78f', '#9fc98f', '#c98fb3', '#8f93c9', '#c9c28f', '#8fc9bd'];

function painted(color: string): Blob {
  const hill = `<path d="M0 90 40 50 70 80 110 30 160 90v30H0z" fill="#0006"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"><rect width="160" height="120" fill="${color}"/>${hill}</svg>`;
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** Pictures and documents in the talk, the last two of them hidden from the client. */
function attachFiles(world: World, now: number): void {
  const id = dialogId(OF);
  const items = world.transcripts.get(id) ?? [];
  const last = items.at(-1)?.message;
  if (last === undefined) return;
  const file = (i: number, patch: Partial<Attachment>): Attachment => ({
    id: deriveId(id, 400 + i),
    name: `photo-${i + 1}.jpg`,
    size: 240_000 + i * 31_000,
    mime: 'image/jpeg',
    kind: 'image',
    width: 1600,
    height: 1200,
    durationMs: null,
    preview: 'ready',
    ...patch,
  });
  const pictures = SKY.map((color, i) => {
    const one = file(i, {});
    world.pictures.set(one.id, painted(color));
    return one;
  });
  const pdf = { kind: 'pdf', mime: 'application/pdf', preview: 'none', width: null, height: null } as const;
  const documents = [
    file(20, { ...pdf, name: 'Договор поставки № 48213 от 12 марта, подписанный обеими сторонами.pdf' }),
    file(21, { ...pdf, name: 'Счёт.xlsx', kind: 'other', mime: 'application/octet-stream' }),
  ];
  const say = (i: number, attachments: Attachment[], visibility: 'public' | 'hidden'): TranscriptItem => ({
    message: {
      ...last,
      id: deriveId(id, 440 + i),
      seq: last.seq + 1 + i,
      visibility,
      at: now - (4 - i) * 60_000,
      delivery: visibility === 'hidden' ? null : last.delivery,
      body: { kind: 'text', text: '', attachments },
    },
    pending: null,
  });
  world.transcripts.set(id, [
    ...items,
    say(0, pictures.slice(0, 6), 'public'),
    say(1, documents.slice(0, 1), 'public'),
    say(2, [...pictures.slice(6), ...documents.slice(1)], 'hidden'),
  ]);
}

/** Of whom nothing is known. */
export function emptyCard({ world }: WorldStore): void {
  patchContact(world, { name: null, phones: [], emails: [], identities: [] });
  for (const n of [50, 51]) world.dialogs.delete(dialogId(n));
}

/** Names of all lengths and directions, and more tags than one wants to see. */
export function longCard({ world }: WorldStore, now: number): void {
  fullCard({ world } as WorldStore, now);
  patchContact(world, {
    name: 'محمد الأحمد 🌟 Александра-Виктория Преображенская-Задунайская',
    tags: Array.from({ length: 50 }, (_, i) =>
      i % 7 === 3
        ? `Очень длинная метка про клиента № ${i + 1} 🎉`
        : i % 5 === 2
          ? `عميل ${i}`
          : `Метка ${i + 1}`,
    ),
    emails: [email('a.very.long.address.of.somebody.who.likes.long.addresses@company.mail.example', now)],
    notes: [
      {
        id: deriveId(dialogId(OF), 320),
        text: `${'Очень подробная заметка о клиенте и его заказах. '.repeat(12)}\nhttps://shop.example/${'a'.repeat(120)}`,
        authorId: VERA.id,
        at: now - DAY,
        editedAt: null,
      },
    ],
  });
}

/** Somebody else has the same number. */
export function duplicateCard(store: WorldStore, now: number): void {
  const { world } = store;
  fullCard(store, now);
  patchContact(world, { name: 'Анна К.', phones: [phone('+79031112233', now)], tags: ['Жалоба'] }, 103);
}

/** Somebody else became part of him. */
export function mergedCard({ world }: WorldStore, now: number): void {
  fullCard({ world } as WorldStore, now);
  const other = contactOf(world, 103);
  const record = {
    contactId: other.id,
    name: 'Анна К.',
    number: other.number,
    byId: BORIS.id,
    at: now - DAY,
  };
  patchContact(world, { merged: [record] });
}

/** Earlier talks through several channels, one of them not on this computer. */
export function manyDialogs(store: WorldStore, now: number): void {
  const { world } = store;
  const contact = contactOf(world);
  [101, 102, 104, 105].forEach((n, i) => {
    const id = dialogId(n);
    const dialog = world.dialogs.get(id);
    if (dialog === undefined) return;
    const createdAt = now - (60 + i * 25) * DAY;
    const closedAt = createdAt + 3 * 3_600_000;
    const state = { status: 'closed', responsibleId: BORIS.id, closedAt, outcome: 'finished' } as const;
    const moved = { ...dialog, contactId: contact.id, createdAt, lastActivityAt: closedAt, state };
    world.dialogs.set(id, { ...moved, waitingSince: null, unread: 0 });
    const items = world.transcripts.get(id) ?? [];
    world.transcripts.set(
      id,
      items.map(({ message, pending }, index) => ({
        message: { ...message, id: deriveId(id, 600 + i * 50 + index), at: createdAt + index * 600_000 },
        pending,
      })),
    );
  });
  const far = world.dialogs.get(dialogId(102));
  if (far === undefined) return;
  world.dialogs.delete(far.id);
  world.farDialogs = [far];
}
