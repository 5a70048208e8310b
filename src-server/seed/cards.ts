/** What the demo company keeps about some of its clients. */
import type { Contact, Phone } from '#shared/domain/contact.ts';
import { findContact, writeContact } from '../contacts/store.ts';
import type { Tx } from '../db/transaction.ts';
import { LINES, OPERATORS, WORKSPACE, type LineName } from './company.ts';

interface DemoCard {
  phone?: string;
  tags: string[];
  notes: string[];
}

/** By name. Two who have one number are offered to be merged. */
const CARDS: Readonly<Record<string, DemoCard>> = {
  'Мария Белова': {
    phone: '+79165550123',
    tags: ['Постоянная', 'Зелёный чай'],
    notes: ['Просит звонить после 18:00. Любит пробники: класть в каждый заказ.'],
  },
  'Артём Ли': { phone: '+79035550177', tags: ['Подарки'], notes: [] },
  'Ксения Ветрова': { phone: '+79035550177', tags: [], notes: [] },
  'Ильдар Сафин': {
    phone: '+79275550111',
    tags: ['Банкеты'],
    notes: ['Скидка 10 % на аренду зала до лета.'],
  },
  'Sofia Marinova': {
    phone: '+359885550199',
    tags: ['Café', 'Monthly order'],
    notes: ['Pays by invoice within 14 days. VAT number was corrected in March.'],
  },
};

const LINE_OF: Readonly<Record<string, LineName>> = {
  'Ильдар Сафин': 'kazan',
  'Sofia Marinova': 'wholesale',
};

/** The newest client of each name. Nobody is told: the feed begins anew after the seed. */
export async function seedCards(tx: Tx, now: number, newId: (at: number) => string): Promise<void> {
  for (const [name, card] of Object.entries(CARDS)) {
    const line = LINE_OF[name] ?? 'shop';
    const row = await tx.db
      .selectFrom('contacts')
      .innerJoin('dialogs', (join) =>
        join
          .onRef('dialogs.workspace_id', '=', 'contacts.workspace_id')
          .onRef('dialogs.contact_id', '=', 'contacts.id'),
      )
      .select('contacts.id')
      .where('contacts.workspace_id', '=', WORKSPACE.id)
      .where('contacts.name', '=', name)
      .where('dialogs.line_id', '=', LINES[line].id)
      .orderBy('contacts.number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const contact = row ? await findContact(tx.db, WORKSPACE.id, row.id) : null;
    const author = OPERATORS.find((operator) => operator.lines.includes(line));
    if (contact && author)
      await writeContact(tx, WORKSPACE.id, contact, withCard(contact, card, author.id, now, newId));
  }
}

function withCard(
  contact: Contact,
  { phone, tags, notes }: DemoCard,
  authorId: string,
  now: number,
  newId: (at: number) => string,
): Contact {
  const entry = (value: string): Phone => ({
    value,
    written: value,
    source: 'operator',
    label: null,
    addedAt: now,
  });
  return {
    ...contact,
    phones: phone === undefined ? contact.phones : [...contact.phones, entry(phone)],
    tags,
    notes: notes.map((text) => ({ id: newId(now), text, authorId, at: now, editedAt: null })),
  };
}
