/**
 * Visitors write and operators work while the hub and its database are killed at random moments. Whatever was acknowledged
 * must be there afterwards, once and in order, for everybody. Repeat a failed run with `KILL_SEED=<number it printed>`.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { Dialog } from '#shared/domain/dialog.ts';
import { isOutgoing, type Message } from '#shared/domain/message.ts';
import { messagePageSchema } from '#shared/domain/bundle.ts';
import { covers, type Cursor } from '#shared/domain/cursor.ts';
import { PROTOCOL } from '#shared/wire/protocol.ts';
import { randomFrom } from '#server/seed/plan.ts';
import { Colleague, Guest, insist, takeSnapshot, type Done, type Stage } from './chaos/actors.ts';
import { HubProgram } from './chaos/hub-program.ts';
import { Live, say } from './support/client.ts';
import { Replica } from './support/replica.ts';

const SEED = Number(process.env['KILL_SEED'] ?? randomInt(2 ** 31));
const HUB_KILLS = 9;
/** After these kills of the hub its database is killed as well, under the running hub. */
const POSTGRES_AFTER = new Set([2, 6]);
const GUESTS = 4;
const LOGINS = ['anna', 'boris', 'vera'];

/** What goes on for ever. */
const never = new Promise<never>(() => undefined);

const hub = await HubProgram.create();
afterAll(() => hub.remove());

/** Counts answers, so that kills come after so much work and not after so much time. */
class Progress {
  #count = 0;
  #waiting: { at: number; go: () => void }[] = [];

  made(): void {
    this.#count += 1;
    const due = this.#waiting.filter(({ at }) => at <= this.#count);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#count);
    for (const { go } of due) go();
  }

  more(n: number): Promise<void> {
    return new Promise((go) => this.#waiting.push({ at: this.#count + n, go }));
  }
}

test(
  'killed at any moment, the hub loses and doubles nothing that it acknowledged',
  { timeout: 240_000 },
  async () => {
    process.stdout.write(`KILL_SEED=${SEED}\n`);
    hub.launch();
    const { url, chatUrl, logins } = await hub.ready();
    if (chatUrl === null) throw new Error('The hub has no demo data');
    const progress = new Progress();
    let over = false;
    const random = randomFrom(SEED);
    const stage: Stage = { url, chatUrl, random, progress: () => progress.made(), isOver: () => over };
    const password = (login: string): string => logins.find((one) => one.login === login)?.password ?? '';
    const guests = await Promise.all(
      Array.from({ length: GUESTS }, (_, n) => Guest.come(stage, `guest-${n}`)),
    );
    const colleagues = await Promise.all(
      LOGINS.map((login) => Colleague.come(stage, login, password(login))),
    );
    const watcher = await Colleague.come(stage, 'admin', password('admin'));
    const beginning = watcher.cursor;
    const before = await takeSnapshot(url, watcher.token);

    const everybody = [...guests, ...colleagues, watcher];
    const listening = everybody.map((one) => one.listen());
    const [anna = watcher] = colleagues;
    const ids = new Set(guests.map((guest) => guest.visitorId));
    const working = [...guests.map((guest) => guest.talk()), ...colleagues.map((one) => one.work(ids))];
    // A mistake of somebody's ends the test at once instead of leaving it waiting for progress.
    const failed = Promise.race([
      hub.died,
      ...[...working, ...listening].map((one) => one.then(() => never)),
    ]);
    await Promise.race([wreak(random, progress), failed]);
    over = true;
    await Promise.race([Promise.all(working), hub.died]);

    await settled(url, watcher, ids);
    for (const guest of guests) {
      const last = (await guest.items()).at(-1)?.seq ?? 0;
      await eventually(() => guest.heardUpTo >= last);
    }
    for (const one of everybody) if (one instanceof Guest) one.leave();
    await Promise.all(listening.slice(0, guests.length));
    // Receipts of the guests moved deliveries until just now; from here on nothing changes any more.
    const mark = await lastPosition(watcher, anna.replica);
    await eventually(() => [...colleagues, watcher].every((one) => covers(one.cursor, mark)));

    const { dialogs, messages } = await readAll(url, watcher.token, ids);
    for (const guest of guests) await checkGuest(guest, dialogs, messages);
    for (const dialog of dialogs) checkDialog(dialog, messages.get(dialog.id) ?? []);
    const all = [...messages.values()].flat();
    expect(new Set(all.map((message) => message.id)).size).toBe(all.length);
    for (const one of colleagues) for (const done of one.done) await checkDone(one, done, all);

    const replay = new Replica();
    replay.load(before);
    await follow(url, watcher.token, beginning, mark, replay);
    const after = await takeSnapshot(url, watcher.token);
    checkReplica('the feed read again', replay, after);
    checkReplica('who looked on', watcher.replica, after);
    for (const [i, one] of colleagues.entries())
      checkReplica(LOGINS[i] ?? '', one.replica, await takeSnapshot(url, one.token));
    for (const one of [...colleagues, watcher]) one.leave();
    await Promise.all(listening);
  },
);

/** Kills, nine times at different depths of work; now and then while the hub is starting, and the database under it. */
async function wreak(random: () => number, progress: Progress): Promise<void> {
  for (let n = 1; n <= HUB_KILLS; n += 1) {
    await progress.more(5 + Math.floor(random() * 25));
    // Between an answer and the next steps of the hub: some milliseconds, different ones each time.
    await delay(random() * 40);
    await hub.kill();
    hub.launch();
    if (random() < 0.3) {
      await delay(random() * 1_500);
      await hub.kill();
      hub.launch();
    }
    await hub.ready();
    if (!POSTGRES_AFTER.has(n)) continue;
    await progress.more(5);
    expect(await hub.killPostgres()).toBe(true);
  }
  await progress.more(40);
}

async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`It never came true: ${isSo.toString()}`);
    await delay(50);
  }
}

interface All {
  dialogs: Dialog[];
  /** By dialog, by seq. */
  messages: Map<string, Message[]>;
}

/** Everything of the guests' dialogs, as the hub tells it without the feed. */
async function readAll(url: string, token: string, guests: ReadonlySet<string>): Promise<All> {
  const bundles = (await takeSnapshot(url, token)).flatMap((page) => page.bundles);
  const newest = new Map(bundles.map((bundle) => [bundle.dialog.id, bundle]));
  const dialogs = [...newest.values()]
    .filter(({ contact }) => contact.identities.some(({ externalId }) => guests.has(externalId)))
    .map(({ dialog }) => dialog)
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const messages = new Map<string, Message[]>();
  for (const { id } of dialogs) messages.set(id, await wholeHistory(url, token, id));
  return { dialogs, messages };
}

async function wholeHistory(url: string, token: string, dialogId: string): Promise<Message[]> {
  const all: Message[] = [];
  const headers = { authorization: `Bearer ${token}` };
  while (all.length === 0 || (all[0]?.seq ?? 1) > 1) {
    const before = all[0] ? `&before=${all[0].seq}` : '';
    const address = `${url}/api/dialogs/${dialogId}/messages?limit=200${before}`;
    const page = await insist(messagePageSchema, address, { headers });
    if (page.messages.length === 0) break;
    all.unshift(...page.messages);
  }
  return all;
}

/** Waits until every answer has reached its visitor. */
async function settled(url: string, watcher: Colleague, guests: ReadonlySet<string>): Promise<void> {
  await eventually(async () => {
    const all = await readAll(url, watcher.token, guests);
    const outgoing = [...all.messages.values()].flat().filter((message) => isOutgoing(message));
    return outgoing.every(({ delivery }) => delivery !== null && delivery.state !== 'pending');
  });
}

/** Says a last word where everybody hears it. @returns where in the feed it stands */
async function lastPosition(watcher: Colleague, among: Replica): Promise<Cursor> {
  const open = [...among.dialogs.values()].find((dialog) => dialog.state.status !== 'closed');
  const result = await watcher.act(say(open?.id ?? '', 'the end', 'hidden'));
  if (result.status === 'refused') throw new Error(`The last word was refused: ${result.refusal.code}`);
  return result.position;
}

/** What the guest said is in his dialogs, and in his talk with all answers: once, in order, nothing else. */
async function checkGuest(
  guest: Guest,
  dialogs: readonly Dialog[],
  messages: All['messages'],
): Promise<void> {
  const items = await guest.items();
  expect(items.map((item) => item.seq)).toEqual(items.map((_, i) => i + 1));
  const texts = guest.said.map(({ text }) => text);
  const own = items.filter((item) => item.from === 'visitor');
  expect(own.map((item) => item.text)).toEqual(texts);
  expect(own).toEqual(guest.said.map(({ item }) => item));
  const mine = new Set(own.map((item) => item.id));
  const theirs = dialogs.filter((dialog) => (messages.get(dialog.id) ?? []).some(({ id }) => mine.has(id)));
  const stored = theirs.flatMap((dialog) => messages.get(dialog.id) ?? []);
  const written = stored.filter((message) => message.author.kind === 'client');
  expect(written.map((message) => (message.body.kind === 'text' ? message.body.text : null))).toEqual(texts);
  for (const dialog of theirs) {
    const answers = (messages.get(dialog.id) ?? []).filter((message) => isOutgoing(message));
    const wanted = new Set(answers.map((message) => message.id));
    const got = items.filter((item) => wanted.has(item.id)).map((item) => item.id);
    expect(got).toEqual(answers.map((message) => message.id));
  }
  const answered = stored.filter((message) => isOutgoing(message));
  expect(items.filter((item) => item.from === 'company')).toHaveLength(answered.length);
  expect(guest.heard).toEqual(items);
}

function checkDialog(dialog: Dialog, messages: readonly Message[]): void {
  expect(messages.map((message) => message.seq)).toEqual(messages.map((_, i) => i + 1));
  expect(messages).toHaveLength(dialog.lastSeq);
  const events = messages.flatMap(({ body }) => (body.kind === 'event' ? [body.event.type] : []));
  expect(events.filter((type) => type === 'opened')).toHaveLength(1);
  expect(events.filter((type) => type === 'claimed').length).toBeLessThanOrEqual(1);
  expect(events.filter((type) => type === 'finished')).toHaveLength(dialog.state.status === 'closed' ? 1 : 0);
}

/** Done means there, once; refused means not there; and asked again the hub answers the same, whenever it was killed. */
async function checkDone(one: Colleague, { intent, result }: Done, all: readonly Message[]): Promise<void> {
  expect(await one.act(intent)).toEqual(result);
  const made = all.filter((message) => message.id === intent.id);
  if (intent.name !== 'message.send' || result.status === 'refused') return expect(made).toEqual([]);
  expect(made).toHaveLength(1);
  expect(made[0]).toMatchObject({
    dialogId: intent.args.dialogId,
    visibility: intent.args.visibility,
    body: { kind: 'text', text: intent.args.text, attachments: intent.args.attachments },
  });
}

/** Reads the feed from a cursor until it has passed a position. */
async function follow(url: string, token: string, from: Cursor, to: Cursor, into: Replica): Promise<void> {
  const live = await Live.open(url, { type: 'hello', protocol: PROTOCOL, token, cursor: from });
  await live.until(({ cursor }) => cursor !== null && covers(cursor, to), 30_000);
  for (const change of live.changes) into.apply(change);
  await live.close();
}

/** Everything that the snapshot holds is in the replica, and the same. */
function checkReplica(
  whose: string,
  replica: Replica,
  pages: Awaited<ReturnType<typeof takeSnapshot>>,
): void {
  const truth = new Replica();
  truth.load(pages);
  expect(replica.dialogs, whose).toEqual(truth.dialogs);
  for (const [id, contact] of truth.contacts) expect(replica.contacts.get(id), whose).toEqual(contact);
  for (const [key, message] of truth.messages) expect(replica.messages.get(key), whose).toEqual(message);
}
