import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import {
  contactHistoryResponseSchema,
  contactTagsResponseSchema,
  duplicatesResponseSchema,
} from '#shared/wire/http/contacts.ts';
import { findContact } from '#server/contacts/store.ts';
import type { Hub } from '#server/hub.ts';
import { newId } from '#server/lib/ids.ts';
import { intent, type Client } from './support/client.ts';
import { ADMIN, ANNA, BORIS, CHANNEL_C, CLARA, VERA, WS } from './support/company.ts';
import { TestPostgres } from './support/postgres.ts';
import { Replica } from './support/replica.ts';
import { World } from './support/world.ts';

const phone = (value: string) => ({ value, written: value });

describe('the card of a client', () => {
  let postgres: TestPostgres;
  let world: World;
  let hub: Hub;
  const clients = new Map<string, Client>();
  const as = (who: string): Client => clients.get(who) ?? expect.fail(`${who} is not signed in`);

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    world = await World.create(postgres);
    hub = await world.hub();
    const other = await world.hub();
    for (const [who, at] of [
      [ANNA, hub],
      [BORIS, other],
      [CLARA, hub],
      [VERA, other],
      [ADMIN, hub],
    ] as const)
      clients.set(who, await world.signIn(at, who));
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  let count = 0;
  /** A client with one dialog of line A, unless it is said otherwise. */
  async function arrive(
    text = 'hello',
    channelId?: string,
  ): Promise<{ id: string; dialogId: string; name: string }> {
    const name = `client ${(count += 1)}`;
    const received = await world.channel.receive(name, text, channelId ? { channelId } : {});
    return { id: received.contactId, dialogId: received.dialogId, name };
  }
  const card = async (id: string): Promise<Contact> =>
    (await findContact(world.db, WS, id)) ?? expect.fail(`no client ${id}`);
  const clientOf = async (dialogId: string): Promise<string> =>
    (
      await world.db
        .selectFrom('dialogs')
        .select('contact_id')
        .where('id', '=', dialogId)
        .executeTakeFirstOrThrow()
    ).contact_id;
  /** A busy hub answers in part: the rest is asked again. */
  const outcomes = async (who: string, ...intents: object[]): Promise<string[]> => {
    const results: string[] = [];
    while (results.length < intents.length)
      for (const one of await as(who).act(...intents.slice(results.length)))
        results.push(one.status === 'done' ? 'done' : one.refusal.code);
    return results;
  };
  const merge = (fromId: string, intoId: string): object => intent('contact.merge', { fromId, intoId });
  const unmerge = (fromId: string, intoId: string): object => intent('contact.unmerge', { fromId, intoId });
  const closeAll = async (...ids: string[]): Promise<void> => {
    for (const dialogId of ids)
      expect(await outcomes(ADMIN, intent('dialog.finish', { dialogId, afterSeq: null }))).toEqual(['done']);
  };

  test('holds what two people write into it at once, through two hubs', async () => {
    const { id: contactId } = await arrive();
    const work = (who: string, n: number): object[] => [
      intent('contact.addPhone', { contactId, phone: phone(`+7916000${1000 + n}`) }),
      intent('contact.tag', { contactId, tag: `tag ${n}` }),
      intent('contact.note', { contactId, text: `${who} notes ${n}` }),
    ];
    await Promise.all(
      [ANNA, BORIS].flatMap((who, i) =>
        Array.from({ length: 5 }, async (_, n) => {
          expect(await outcomes(who, ...work(who, i * 5 + n))).toEqual(['done', 'done', 'done']);
        }),
      ),
    );
    const contact = await card(contactId);
    expect(contact.phones).toHaveLength(10);
    expect(contact.tags).toHaveLength(10);
    expect(contact.notes).toHaveLength(10);
    expect(contact.rev).toBe(31);
  });

  test('is told to everybody who sees a dialog of the client, in the order of its changes', async () => {
    const { id: contactId, dialogId } = await arrive();
    const live = await as(BORIS).live((await as(BORIS).snapshotPage('?limit=1')).cursor);
    const far = await as(CLARA).live((await as(CLARA).snapshotPage('?limit=1')).cursor);
    await outcomes(ANNA, intent('contact.rename', { contactId, name: ' Анна\u0000  К. ' }));
    await outcomes(
      ANNA,
      intent('contact.tag', { contactId, tag: 'VIP' }),
      intent('contact.tag', { contactId, tag: 'vip' }),
    );
    await live.until(({ changes }) =>
      changes.some((change) => change.type === 'contact' && change.contact.tags.length === 1),
    );
    const told = live.changes.flatMap((change) =>
      change.type === 'contact' && change.contact.id === contactId ? [change.contact] : [],
    );
    expect(told.map(({ rev }) => rev)).toEqual([2, 3]);
    expect(told.at(-1)).toEqual(await card(contactId));
    expect(told.at(-1)).toMatchObject({ name: 'Анна К.', tags: ['VIP'] });
    await closeAll(dialogId);
    expect(far.changes).toEqual([]);
    await live.close();
    await far.close();
  });

  test('takes numbers that can be, says why not, and answers a repeat as before', async () => {
    const { id: contactId } = await arrive();
    const wrong = intent('contact.addPhone', { contactId, phone: { value: '+70000', written: '0000' } });
    expect(await outcomes(ANNA, wrong, wrong)).toEqual(['invalid_phone', 'invalid_phone']);
    const right = intent('contact.addPhone', { contactId, phone: phone('+79161234567') });
    expect(await outcomes(ANNA, right)).toEqual(['done']);
    expect(await outcomes(ANNA, right)).toEqual(['done']);
    expect(await outcomes(BORIS, right)).toEqual(['invalid']);
    expect((await card(contactId)).phones).toMatchObject([{ value: '+79161234567', source: 'operator' }]);
  });

  test.each([
    // Who, a client of line A, one of line C, one of both.
    [ANNA, 'done', 'not_found', 'done'],
    [BORIS, 'done', 'not_found', 'done'],
    [CLARA, 'not_found', 'done', 'done'],
    [VERA, 'done', 'not_found', 'done'],
    [ADMIN, 'done', 'done', 'done'],
  ])('is changed by whoever sees a dialog of the client: %s', async (who, a, c, both) => {
    const inA = await arrive();
    const inC = await arrive('hello', CHANNEL_C);
    const [mine, theirs] = [await arrive(), await arrive('hello', CHANNEL_C)];
    expect(await outcomes(ADMIN, merge(theirs.id, mine.id))).toEqual(['done']);
    const deeds = (contactId: string): object[] => [
      intent('contact.rename', { contactId, name: 'Name' }),
      intent('contact.addPhone', { contactId, phone: phone('+79161234567') }),
      intent('contact.removePhone', { contactId, value: '+79161234567' }),
      intent('contact.addEmail', { contactId, email: { value: 'a@b.example', written: 'A@b.example' } }),
      intent('contact.removeEmail', { contactId, value: 'a@b.example' }),
      intent('contact.tag', { contactId, tag: 'tag' }),
      intent('contact.untag', { contactId, tag: 'tag' }),
      intent('contact.note', { contactId, text: 'note' }),
    ];
    for (const [client, expected] of [
      [inA, a],
      [inC, c],
      [mine, both],
    ] as const) {
      const done = await outcomes(who, ...deeds(client.id));
      expect(done).toEqual(done.map(() => expected));
      const found = await as(who).fetch(`/api/contacts/${client.id}`);
      expect(found.status).toBe(expected === 'done' ? 200 : 404);
    }
    // Merging takes seeing both, and so does taking apart.
    const sees = a === 'done' && c === 'done' ? 'done' : 'not_found';
    expect(await outcomes(who, merge(inC.id, inA.id))).toEqual([sees]);
    const apart = who === ADMIN ? 'done' : 'forbidden';
    expect(await outcomes(who, unmerge(theirs.id, mine.id))).toEqual([apart]);
  });

  test('notes are corrected by their authors and by supervisors', async () => {
    const { id: contactId } = await arrive();
    const noteId = newId();
    expect(await outcomes(ANNA, intent('contact.note', { contactId, text: 'one' }, noteId))).toEqual([
      'done',
    ]);
    const edit = (text: string): object => intent('contact.editNote', { contactId, noteId, text });
    expect(await outcomes(BORIS, edit('two'), intent('contact.deleteNote', { contactId, noteId }))).toEqual([
      'forbidden',
      'forbidden',
    ]);
    expect(await outcomes(ANNA, edit('three'))).toEqual(['done']);
    expect(await outcomes(VERA, edit('four'))).toEqual(['done']);
    expect((await card(contactId)).notes).toMatchObject([{ id: noteId, text: 'four', authorId: ANNA }]);
    expect(await outcomes(VERA, intent('contact.deleteNote', { contactId, noteId }))).toEqual(['done']);
    expect((await card(contactId)).notes).toEqual([]);
  });

  test('what was taken off comes back as it was: whose, from where, since when; and no number that is none', async () => {
    const { id: contactId } = await arrive('call 8 916 123-45-68');
    await outcomes(BORIS, intent('contact.note', { contactId, text: 'one' }));
    const before = await card(contactId);
    const [note, said] = [before.notes[0], before.phones[0]];
    if (!note || !said) throw new Error('the card lacks what it was given');
    expect([note.authorId, said.source]).toEqual([BORIS, 'client']);
    expect(
      await outcomes(
        VERA,
        intent('contact.deleteNote', { contactId, noteId: note.id }),
        intent('contact.removePhone', { contactId, value: said.value }),
        intent('contact.restore', { contactId, what: { part: 'note', note } }),
        intent('contact.restore', { contactId, what: { part: 'phone', phone: said } }),
        intent('contact.restore', {
          contactId,
          what: { part: 'phone', phone: { ...said, value: '+71234567' } },
        }),
      ),
    ).toEqual(['done', 'done', 'done', 'done', 'invalid_phone']);
    expect(await card(contactId)).toMatchObject({ notes: before.notes, phones: before.phones });
  });

  test('two become one with all talks, and are again what they were, also after new words', async () => {
    const [one, other] = [await arrive(), await arrive('call 8 916 123-45-67')];
    await outcomes(
      ANNA,
      intent('contact.rename', { contactId: other.id, name: 'Other' }),
      intent('contact.note', { contactId: other.id, text: 'note' }),
    );
    await closeAll(other.dialogId);
    const before = { one: await card(one.id), other: await card(other.id) };
    const replica = new Replica();
    replica.load(await as(BORIS).snapshot());
    const live = await as(BORIS).live((await as(BORIS).snapshotPage('?limit=1')).cursor);

    expect(await outcomes(ANNA, merge(other.id, one.id))).toEqual(['done']);
    expect(await card(one.id)).toMatchObject({
      name: 'Other',
      phones: [{ value: '+79161234567', source: 'client' }],
      notes: [{ text: 'note' }],
      merged: [{ contactId: other.id, name: 'Other', byId: ANNA }],
    });
    expect((await card(one.id)).identities.map(({ externalId }) => externalId)).toEqual(
      [one.name, other.name].toSorted(),
    );
    expect(await clientOf(other.dialogId)).toBe(one.id);
    const found = await as(ANNA).fetch(`/api/contacts/${other.id}`);
    expect(await found.json()).toMatchObject({ contact: { id: one.id } });
    // Both write on; the one has an open dialog, the other begins a new one.
    expect((await world.channel.receive(one.name, 'more')).contactId).toBe(one.id);
    const since = await world.channel.receive(other.name, 'more of the other');
    expect(since.contactId).toBe(one.id);
    await outcomes(ANNA, intent('contact.addPhone', { contactId: other.id, phone: phone('+79160000000') }));
    expect(await outcomes(ANNA, intent('contact.rename', { contactId: other.id, name: 'x' }))).toEqual([
      'contact_merged',
    ]);

    expect(await outcomes(ANNA, unmerge(other.id, one.id))).toEqual(['done']);
    const rest = (contact: Contact): object => ({ ...contact, rev: 0, phones: [] });
    expect(rest(await card(other.id))).toEqual(rest(before.other));
    expect((await card(other.id)).phones).toEqual(before.other.phones);
    expect(rest(await card(one.id))).toEqual(rest(before.one));
    expect((await card(one.id)).phones).toMatchObject([{ value: '+79160000000' }]);
    expect(await clientOf(other.dialogId)).toBe(other.id);
    expect(await clientOf(since.dialogId)).toBe(other.id);
    expect(await clientOf(one.dialogId)).toBe(one.id);

    // What a colleague's replica holds at the end is what it would be given now.
    await outcomes(ANNA, intent('contact.tag', { contactId: one.id, tag: 'the end' }));
    await live.until(({ changes }) =>
      changes.some((change) => change.type === 'contact' && change.contact.tags.includes('the end')),
    );
    for (const change of live.changes) replica.apply(change);
    const now = new Replica();
    now.load(await as(BORIS).snapshot());
    for (const [id, dialog] of now.dialogs) expect(replica.dialogs.get(id)).toEqual(dialog);
    for (const { contactId } of now.dialogs.values())
      expect(replica.contacts.get(contactId)).toEqual(now.contacts.get(contactId));
    await live.close();
  });

  test('a name that was given to the survivor stays its own when who had brought the same goes', async () => {
    const [one, other] = [await arrive(), await arrive()];
    const rename = (contactId: string, name: string) => intent('contact.rename', { contactId, name });
    await outcomes(ANNA, rename(other.id, 'Olga'), merge(other.id, one.id));
    expect((await card(one.id)).name).toBe('Olga');
    await outcomes(ANNA, rename(one.id, 'Olga P.'), rename(one.id, 'Olga'), unmerge(other.id, one.id));
    expect([(await card(one.id)).name, (await card(other.id)).name]).toEqual(['Olga', 'Olga']);
    // What was only brought goes with who brought it.
    await outcomes(ANNA, rename(one.id, ''), merge(other.id, one.id), unmerge(other.id, one.id));
    expect((await card(one.id)).name).toBeNull();
  });

  test('crosswise at once: one wins, the other is refused, and nobody is part of himself', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [one, other] = [await arrive(), await arrive()];
      const ends = await Promise.all([
        outcomes(ANNA, merge(one.id, other.id)),
        outcomes(BORIS, merge(other.id, one.id)),
      ]);
      expect(ends.flat().toSorted()).toEqual(['contact_merged', 'done']);
      const cards = [await card(one.id), await card(other.id)];
      expect(cards.filter(({ mergedInto }) => mergedInto === null)).toHaveLength(1);
    }
  });

  test('while clients write through both hubs, every talk ends with whom its channel knows', async () => {
    const people = [await arrive(), await arrive(), await arrive()];
    const [a, b, c] = people.map(({ id }) => id) as [string, string, string];
    const writing = people.map(async ({ name }) => {
      for (let n = 0; n < 12; n += 1) {
        const { dialogId } = await world.channel.receive(name, `words ${n}, 8 916 000-00-${10 + n}`);
        if (n % 4 === 3) await as(ADMIN).act(intent('dialog.finish', { dialogId, afterSeq: null }));
      }
    });
    const joining = (async () => {
      for (let n = 0; n < 4; n += 1) {
        await Promise.all([as(ANNA).act(merge(a, b)), as(BORIS).act(merge(c, b))]);
        await Promise.all([as(BORIS).act(unmerge(a, b)), as(ANNA).act(unmerge(c, b))]);
      }
      await as(ANNA).act(merge(a, b));
    })();
    await Promise.all([...writing, joining]);
    const { rows } = await world.pool.pg.query<{ wrong: number; said: number }>(
      `select count(*) filter (where d.contact_id <> i.contact_id)::int as wrong,
        (select count(*)::int from messages m join dialogs t on t.id = m.dialog_id
          where m.author_kind = 'client' and t.external_user_id = any($1)) as said
      from dialogs d join contact_identities i
        on i.workspace_id = d.workspace_id and i.channel_id = d.channel_id and i.external_id = d.external_user_id`,
      [people.map(({ name }) => name)],
    );
    expect(rows).toEqual([{ wrong: 0, said: 39 }]);
    expect((await card(a)).mergedInto).toBe(b);
    expect((await card(c)).mergedInto).toBe(null);
  });

  test('numbers in the client’s words are kept, and not again once they were taken away', async () => {
    const { id, name } = await arrive('Это Анна, 8 (916) 123-45-67, Anna@Example.com. Заказ № 89160000001');
    expect(await card(id)).toMatchObject({
      phones: [{ value: '+79161234567', written: '8 (916) 123-45-67', source: 'client' }],
      emails: [{ value: 'anna@example.com', source: 'client' }],
    });
    await world.channel.receive(name, 'ещё раз: +7 916 123-45-67');
    expect((await card(id)).phones).toHaveLength(1);
    await outcomes(ANNA, intent('contact.removePhone', { contactId: id, value: '+79161234567' }));
    await world.channel.receive(name, 'мой номер 89161234567');
    expect((await card(id)).phones).toEqual([]);
    await outcomes(ANNA, intent('contact.addPhone', { contactId: id, phone: phone('+79161234567') }));
    expect((await card(id)).phones).toMatchObject([{ source: 'operator' }]);
  });

  test('a returning client is offered to who sees both, never merged by itself', async () => {
    const first = await arrive('8 916 777-00-01');
    const again = await arrive('это снова я, 8 916 777-00-01');
    const hidden = await arrive('8 916 777-00-01', CHANNEL_C);
    const ask = async (who: string): Promise<string[]> => {
      const response = await as(who).fetch(`/api/contacts/${again.id}/duplicates`);
      const { duplicates } = duplicatesResponseSchema.parse(await response.json());
      for (const { shared } of duplicates) expect(shared).toEqual(['+79167770001']);
      return duplicates.map(({ contact }) => contact.id).toSorted();
    };
    expect(await ask(ANNA)).toEqual([first.id]);
    expect(await ask(ADMIN)).toEqual([first.id, hidden.id].toSorted());
    expect(await ask(CLARA)).toEqual([]);
    await outcomes(ANNA, merge(again.id, first.id));
    expect(await ask(ANNA)).toEqual([]);
  });

  test('tags are suggested from all clients of whom one sees a dialog, and from no others', async () => {
    const tagsOf = async (who: string): Promise<string[]> => {
      const response = await as(who).fetch('/api/contact-tags');
      return contactTagsResponseSchema.parse(await response.json()).tags;
    };
    const { id } = await arrive('hello', CHANNEL_C);
    await outcomes(CLARA, intent('contact.tag', { contactId: id, tag: 'Опт' }));
    const { id: other } = await arrive();
    await outcomes(ANNA, intent('contact.tag', { contactId: other, tag: 'опт' }));
    await outcomes(CLARA, intent('contact.tag', { contactId: id, tag: 'Должник' }));
    for (const who of [CLARA, ADMIN]) expect(await tagsOf(who)).toEqual(expect.arrayContaining(['Должник']));
    for (const who of [ANNA, BORIS, VERA]) {
      const tags = await tagsOf(who);
      expect(tags).toContain('опт');
      expect(tags).not.toContain('Должник');
    }
  });

  test('a place in a history that one does not see tells nothing, as one that is not there', async () => {
    const seen = await arrive();
    const hidden = await arrive('hello', CHANNEL_C);
    await outcomes(ADMIN, merge(hidden.id, seen.id));
    const from = async (who: string, dialogId: string): Promise<string[]> => {
      const response = await as(who).fetch(`/api/contacts/${seen.id}/history?dialogId=${dialogId}`);
      const { parts } = contactHistoryResponseSchema.parse(await response.json());
      return parts.map(({ dialog }) => dialog.id);
    };
    expect(await from(ADMIN, hidden.dialogId)).toEqual([seen.dialogId, hidden.dialogId]);
    expect(await from(ANNA, seen.dialogId)).toEqual([seen.dialogId]);
    expect(await from(ANNA, hidden.dialogId)).toEqual(await from(ANNA, newId()));
  });
});
