import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import type { Intent } from '#shared/intents/all.ts';
import { findContact } from '#server/contacts/store.ts';
import { toDialog, toMessage } from '#server/db/rows.ts';
import { randomFrom } from '#server/seed/plan.ts';
import { intent, say, type Client, type Live } from './support/client.ts';
import {
  CHANNEL_A,
  CHANNEL_B,
  CHANNEL_C,
  CLARA,
  LINE_A,
  LINE_B,
  LINE_C,
  NORTH,
  SOUTH,
  WS,
} from './support/company.ts';
import { Everybody, EVERYBODY, isMarked, NAMES, SCOPES, type Name } from './support/everybody.ts';
import { Replica } from './support/replica.ts';

const CARD = { reason: 'he asked', promised: '', promisedUntil: null };
const LINES = [
  { lineId: LINE_A, branchId: NORTH },
  { lineId: LINE_B, branchId: NORTH },
  { lineId: LINE_C, branchId: SOUTH },
];

/** Somebody who took a snapshot once and has only followed since. */
class Follower {
  readonly #client: Client;
  readonly #live: Live;
  readonly #replica = new Replica();

  private constructor(client: Client, live: Live) {
    this.#client = client;
    this.#live = live;
  }

  static async begin(client: Client): Promise<Follower> {
    const pages = await client.snapshot(3);
    const follower = new Follower(client, await client.live(pages[0]?.cursor ?? null));
    follower.#replica.load(pages);
    return follower;
  }

  /** Everything up to a mark. */
  async upTo(mark: string): Promise<Replica> {
    await this.#live.until((live) => isMarked(live, mark));
    for (const change of this.#live.changes) this.#replica.apply(change);
    await this.#live.close();
    return this.#replica;
  }

  /** When his rights changed: he takes a new snapshot, and follows from there. */
  async anew(): Promise<Follower> {
    await this.#live.until((live) => live.changes.some((change) => change.type === 'scope'));
    await this.#live.close();
    return Follower.begin(this.#client);
  }
}

describe('whatever people do to dialogs', () => {
  let all: Everybody;
  beforeAll(async () => {
    all = await Everybody.atWork();
  });
  afterAll(() => all?.stop());

  /** What the tables say that somebody may see. */
  async function truth(scope: Scope) {
    const { db } = all.world;
    const dialogs = new Map<string, Dialog>();
    const contacts = new Map<string, Contact>();
    const messages = new Map<string, Message>();
    for (const row of await db.selectFrom('dialogs').selectAll().execute()) {
      const dialog = toDialog(row);
      if (!sees(scope, audienceOf(dialog))) continue;
      dialogs.set(dialog.id, dialog);
      const contact = await findContact(db, WS, dialog.contactId);
      if (contact) contacts.set(contact.id, contact);
    }
    for (const row of await db.selectFrom('messages').selectAll().execute())
      if (dialogs.has(row.dialog_id)) messages.set(`${row.dialog_id}/${row.seq}`, toMessage(row));
    return { dialogs, contacts, messages };
  }

  /** Deliveries change messages too, a moment after the intents. */
  async function untilDelivered(): Promise<void> {
    const open = all.world.db.selectFrom('deliveries').select('message_id').where('status', '<>', 'settled');
    while ((await open.execute()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Seeded deeds of everybody; most are refused to some, which is part of it. */
  function deeds(seed: number) {
    const random = randomFrom(seed);
    const pick = <T>(list: readonly T[]): T =>
      list[Math.floor(random() * list.length)] ?? expect.fail('empty');
    const known: Dialog['id'][] = [];
    const contacts: string[] = [];
    const receive = async (): Promise<void> => {
      const channelId = pick([CHANNEL_A, CHANNEL_A, CHANNEL_B, CHANNEL_C]);
      const name = `f${seed}-${Math.floor(random() * 9)}-${channelId.at(-1)}`;
      const { dialogId, contactId } = await all.world.channel.receive(name, `text ${random()}`, {
        channelId,
      });
      if (!known.includes(dialogId)) known.push(dialogId);
      if (!contacts.includes(contactId)) contacts.push(contactId);
    };
    const colleague = (): string => NAMES[pick(EVERYBODY)];
    const made = (): Intent => {
      const dialogId = pick(known);
      const on = { dialogId };
      return pick([
        () => say(dialogId, `answer ${random()}`, pick(['public', 'hidden'])),
        () => intent('dialog.answer', on),
        () => intent('dialog.take', { ...on, fromId: colleague() }),
        () => intent('dialog.finish', { ...on, afterSeq: null }),
        () => intent('dialog.finish', { ...on, afterSeq: null }),
        () => intent('dialog.reopen', on),
        () => intent('dialog.reopen', on),
        () => intent('dialog.spam', on),
        () =>
          intent('dialog.transfer', { ...on, to: { kind: 'operator', operatorId: colleague() }, card: CARD }),
        () => intent('dialog.transfer', { ...on, to: { kind: 'line', ...pick(LINES) }, card: CARD }),
        () => intent('dialog.acceptTransfer', on),
        () => intent('dialog.declineTransfer', { ...on, note: '' }),
        () => intent('dialog.recallTransfer', on),
        () => intent('dialog.handBack', { ...on, note: '' }),
        () => intent('dialog.invite', { ...on, operatorIds: [colleague()], note: '' }),
        () => intent('dialog.join', on),
        () => intent('dialog.leave', on),
        () => intent('dialog.pin', on),
        () => intent('contact.rename', { contactId: pick(contacts), name: `name ${random()}` }),
        () => intent('contact.merge', { fromId: pick(contacts), intoId: pick(contacts) }),
      ])();
    };
    /** Through the hands of somebody who may have it by that alone. */
    const passAround = async (): Promise<string> => {
      const on = { dialogId: pick(known) };
      const [next, last] = [pick(EVERYBODY), pick(EVERYBODY)];
      const to = { kind: 'operator', operatorId: NAMES[next] } as const;
      await all.outcome('ADMIN', intent('dialog.transfer', { ...on, to, card: CARD }));
      await all.outcome(next, intent('dialog.acceptTransfer', on));
      await all.outcome(next, intent('dialog.finish', { ...on, afterSeq: null }));
      return `dialog.reopen ${await all.outcome(last, intent('dialog.reopen', on))}`;
    };
    return {
      receive,
      async step(): Promise<string> {
        if (known.length < 6 || random() < 0.2) return receive().then(() => 'received');
        if (random() < 0.15) return passAround();
        const [who, asked] = [pick(EVERYBODY), made()];
        if (asked.name === 'contact.merge' && asked.args.fromId === asked.args.intoId) return 'nobody';
        return `${asked.name} ${await all.outcome(who, asked)}`;
      },
    };
  }

  async function expectTruth(name: Name, replica: Replica, scope: Scope): Promise<void> {
    const right = await truth(scope);
    const byKey = <Row>(rows: ReadonlyMap<string, Row>) => Object.fromEntries(rows);
    expect([name, Object.keys(byKey(replica.dialogs)).toSorted()]).toEqual([
      name,
      [...right.dialogs.keys()].toSorted(),
    ]);
    expect(byKey(replica.dialogs)).toEqual(byKey(right.dialogs));
    expect(byKey(replica.messages)).toEqual(byKey(right.messages));
    for (const [id, contact] of right.contacts) expect(replica.contacts.get(id)).toEqual(contact);
  }

  /** What came of everything that was done below. */
  const happened = new Set<string>();

  test.each([1, 2, 3, 4])(
    'who only follows has at the end what he may see, all of it and nothing else (seed %i)',
    async (seed) => {
      const { step } = deeds(seed);
      for (let n = 0; n < 12; n += 1) await step();
      const followers = new Map<Name, Follower>();
      for (const name of EVERYBODY) followers.set(name, await Follower.begin(all.as(name)));
      // Several at once: their transactions overlap, and so do those of the two hubs.
      const worker = async (): Promise<void> => {
        for (let n = 0; n < 50; n += 1) happened.add(await step());
      };
      await Promise.all([worker(), worker(), worker()]);
      await untilDelivered();
      const mark = await all.mark();
      for (const [name, follower] of followers)
        await expectTruth(name, await follower.upTo(mark), SCOPES[name]);
    },
  );

  test('otherwise it has proved little: all of it was done, and some of it refused', () => {
    const deedsDone = ['answer', 'take', 'finish', 'reopen', 'transfer', 'invite', 'join', 'leave', 'pin'];
    expect([...happened]).toEqual(expect.arrayContaining(deedsDone.map((name) => `dialog.${name} done`)));
    expect([...happened]).toEqual(expect.arrayContaining(['contact.merge done', 'dialog.take not_found']));
  });

  test('whose rights change has after a new snapshot what he may see then, and follows on by the new ones', async () => {
    const { step } = deeds(77);
    const setLines = async (lineIds: string[]): Promise<void> => {
      const body = JSON.stringify({ role: 'operator', active: true, lineIds, branchIds: [] });
      const path = `/api/admin/operators/${CLARA}/rights`;
      expect((await all.as('ADMIN').fetch(path, { method: 'PUT', body })).status).toBe(200);
    };
    for (let n = 0; n < 20; n += 1) await step();
    for (const lineIds of [[LINE_A], [], [LINE_B, LINE_C], [LINE_C]]) {
      const before = await Follower.begin(all.as('CLARA'));
      const others = await Follower.begin(all.as('BORIS'));
      await Promise.all([setLines(lineIds), step(), step(), step()]);
      const clara = await before.anew();
      for (let n = 0; n < 15; n += 1) await step();
      await untilDelivered();
      const mark = await all.mark();
      await expectTruth('CLARA', await clara.upTo(mark), { ...SCOPES.CLARA, lineIds });
      await expectTruth('BORIS', await others.upTo(mark), SCOPES.BORIS);
    }
  });
});
