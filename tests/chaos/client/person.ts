import type { Collection } from 'dexie';
import type { ReplicaDb } from '#renderer/data/db/database.ts';
import { salvage } from '#renderer/data/db/outbox-entry.ts';
import type { DialogRecord } from '#renderer/data/db/rows.ts';
import type { Live } from '#renderer/data/queries/views.ts';
import type { Client } from '#renderer/client/client.ts';
import { offeredTo, responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import { PRESENCE_CHOICES } from '#shared/domain/presence.ts';
import { NEW_REPLY, type ReplyDraft, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import { NEW_FILTER, SHARINGS, type FilterDraft } from '#shared/domain/saved-filter.ts';
import { NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { directPlace, emptyTalk, type TalkPlace } from '#shared/domain/talk.ts';
import { stoodAs, undoableSchema } from '#shared/domain/undo.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import { MAX_SEEN } from '#shared/intents/notice-seen.ts';
import type { Random } from '../random.ts';
import type { LedgerWriter } from './ledger.ts';

/** So many things are done by what was seen last, before the person looks again. */
const GLANCE = 25;
/** More than this waiting to be sent: even the busiest person stops for a moment. */
const MOST_PENDING = 60;
/** Refused things that nobody tends to; more are put away. */
const MOST_REFUSED = 25;
const DAY_MS = 24 * 3600 * 1000;
/** A notice that nobody has. */
const NOBODYS = '00000000-0000-7000-8000-000000000000';

export interface PersonDeps {
  client: Client;
  /** For looking only; everything done goes through `client`. */
  db: ReplicaDb;
  ledger: LedgerWriter;
  /** Number of the database's last transaction. */
  committed: () => number;
  violation: (words: string) => void;
}

/** Somebody who works with a client as fast as asked, by what the client shows. */
export class Person {
  readonly #deps: PersonDeps;
  #open: DialogRecord[] = [];
  #sinceGlance = GLANCE;
  #texts = 0;

  constructor(deps: PersonDeps) {
    this.#deps = deps;
  }

  /** @returns whether it was an intent */
  async act(random: Random): Promise<boolean> {
    if (this.#sinceGlance >= GLANCE) await this.#glance(random);
    this.#sinceGlance += 1;
    const record = this.#choose(random);
    if (!record) {
      // Nothing to do here: looks again after a moment.
      this.#sinceGlance = GLANCE;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return false;
    }
    const { actions, remote } = this.#deps.client;
    const dice = random.next();
    if (dice > 0.985) return this.#workOnReplies(random).then(() => true);
    if (dice < 0.01) return this.#look(record.id).then(() => false);
    if (dice < 0.015) return remote.loadOlder(record.id).then(() => false);
    const queued = record.dialog.state.status === 'queued';
    if (dice < (queued ? 0.25 : 0.05)) await actions.answer(record.id);
    else if (dice < 0.27) await actions.markRead(record.id);
    else if (dice < 0.29) await actions.finish(record.id);
    else if (dice < 0.37) await this.#together(random, record.dialog);
    else await actions.send(record.id, this.#text(random), dice < 0.6 ? 'hidden' : 'public');
    return true;
  }

  /** What goes from one to another, and what a person keeps for himself. */
  async #together(random: Random, dialog: Dialog): Promise<void> {
    const { client, db } = this.#deps;
    const { actions, session } = client;
    const { id } = dialog;
    const directory = await db.directory.toArray();
    const colleague = random.pick(
      directory.filter(({ kind, row }) => kind === 'operator' && row.id !== session.operator.id),
    );
    const line = random.pick(directory.flatMap((entry) => (entry.kind === 'line' ? [entry.row] : [])));
    if (!colleague || !line) return;
    if (offeredTo(dialog) === session.operator.id)
      return random.happens(0.7) ? actions.acceptTransfer(id) : actions.declineTransfer(id, 'not now');
    const owner = responsibleOf(dialog);
    const card = { reason: this.#text(random), promised: '', promisedUntil: null };
    const closed = await db.dialogs.orderBy('lists.closed').last();
    const deeds = [
      () => actions.take(id, owner ?? session.operator.id),
      () => actions.transfer(id, { kind: 'operator', operatorId: colleague.id }, card),
      () => actions.transfer(id, { kind: 'line', lineId: line.id, branchId: line.branchId }, card),
      () => actions.recallTransfer(id),
      () => actions.handBack(id, 'yours'),
      () => actions.invite(id, [colleague.id], ''),
      () => actions.leave(id),
      () => actions.callSenior(id, 'help'),
      () => actions.markUnread(id),
      () => (dialog.pinnedBy.includes(session.operator.id) ? actions.unpin(id) : actions.pin(id)),
      // Longer than any run: one that woke while replicas are compared would differ for a moment.
      () => (dialog.snoozed ? actions.unsnooze(id) : actions.snooze(id, Date.now() + 30 * DAY_MS)),
      () => this.#undo(random, dialog),
      () => (random.happens(0.1) ? actions.spam(id) : actions.pin(id)),
      () => actions.reopen(closed?.id ?? id),
      () => this.#putNoticesAside(),
      () => this.#talk(random, directPlace(session.operator.id, colleague.row.id)),
      () => this.#talk(random, { kind: 'line', lineId: line.id, branchId: line.branchId }),
      () => this.#keepCard(random, dialog),
      () => this.#keepCard(random, dialog),
      () => this.#react(random, dialog),
      () => this.#react(random, dialog),
      () => this.#reword(random, dialog),
      () => this.#reword(random, dialog),
      () => this.#keepFilters(random),
      () => actions.setPresence(random.pick(PRESENCE_CHOICES) ?? 'online'),
    ];
    await random.pick(deeds)?.();
  }

  async #undo(random: Random, dialog: Dialog): Promise<void> {
    const { client, db, ledger, committed } = this.#deps;
    const deed = random.pick(undoableSchema.options) ?? 'finish';
    // What has not left is dropped, which is a way of taking it back.
    const last = (await db.outbox.where('dialogId').equals(dialog.id).sortBy('n')).at(-1);
    if (
      last?.state.kind === 'waiting' &&
      last.attempts === 0 &&
      salvage(last.payload).name === `dialog.${deed}`
    )
      ledger.discards(committed(), last.id);
    await client.actions.undo(dialog.id, deed, stoodAs(dialog, client.session.operator.id));
  }

  /** With colleagues: says something, or reads, or does something to what was said. */
  async #talk(random: Random, place: TalkPlace): Promise<void> {
    const { client, db } = this.#deps;
    const { actions, session } = client;
    const talk = emptyTalk(session.workspace.id, place, 0);
    const message = random.pick(
      await db.talkMessages.where('[dialogId+seq]').between([talk.id, 0], [talk.id, Infinity]).toArray(),
    );
    if (!message || random.happens(0.6)) return actions.talkSend(talk, this.#text(random));
    if (random.happens(0.6)) return actions.talkRead(talk.id, message.seq);
    if (random.happens(0.6)) return actions.talkReact(talk.id, message.id, '👍');
    return actions.talkDelete(talk.id, message.id);
  }

  /** Makes, changes, moves and deletes quick replies by what is shown of them; the library stays small, so that people meet. */
  async #workOnReplies(random: Random): Promise<void> {
    const { client, db } = this.#deps;
    const { actions, session } = client;
    const { replies, shelves } = await first(client.queries.quickReplies());
    const view = replies.length > 40 || random.happens(0.7) ? random.pick(replies) : undefined;
    const lines = (await db.directory.toArray()).flatMap((entry) =>
      entry.kind === 'line' ? [entry.row] : [],
    );
    // Sometimes where he may not: the hub decides.
    const elsewhere = random.pick<ReplyShelf>([
      { kind: 'company' },
      ...lines.map(({ id }) => ({ kind: 'line' as const, lineId: id })),
    ]);
    const shelf = (random.happens(0.8) ? random.pick(shelves) : elsewhere) ?? { kind: 'company' };
    const dice = random.next();
    if (dice < 0.15) return actions.assignSlot(1 + Math.floor(random.next() * 9), view?.reply.id ?? null);
    if (view && dice < 0.3) return void (await actions.deleteQuickReply(view.reply.id, view.basedOn));
    const draft: ReplyDraft = view?.reply ?? {
      id: anId(random),
      shelf,
      folder: [],
      title: `Reply of ${session.operator.name}`,
      text: '',
      shortcut: null,
      attachments: [],
    };
    const shortcut = random.pick([null, null, 'a', 'b', 'c']) ?? null;
    const next = {
      ...draft,
      text: this.#text(random).slice(0, 200),
      shortcut,
      shelf: dice < 0.45 ? shelf : draft.shelf,
    };
    const basedOn = await actions.saveQuickReply(next, view?.basedOn ?? NEW_REPLY);
    if (random.happens(0.3)) await actions.saveQuickReply({ ...next, shortcut: null }, basedOn);
  }

  /** Puts a reaction under something that was said, or takes it away; under a public message the client hears of it. */
  async #react(random: Random, dialog: Dialog): Promise<void> {
    const message = random.pick(await this.#newest(dialog));
    if (!message) return;
    const emoji = random.pick(['👍', '🎉', null]) ?? null;
    await this.#deps.client.actions.react(dialog.id, message.id, emoji);
  }

  /** Changes or deletes what was said; mostly his own, sometimes a colleague's, which the hub decides. */
  async #reword(random: Random, dialog: Dialog): Promise<void> {
    const { actions, session } = this.#deps.client;
    const said = (await this.#newest(dialog)).filter(({ body }) => body.kind === 'text');
    const own = said.filter(
      ({ author }) => author.kind === 'operator' && author.operatorId === session.operator.id,
    );
    const message = random.pick(random.happens(0.9) ? own : said);
    if (!message) return;
    if (random.happens(0.3)) await actions.delete(dialog.id, message.id);
    else await actions.edit(dialog.id, message.id, this.#text(random));
  }

  #newest({ id, lastSeq }: Dialog): PromiseLike<Message[]> {
    const rows = this.#deps.db.messages.where('[dialogId+seq]');
    return rows.between([id, lastSeq - 20], [id, Infinity]).toArray();
  }

  /** Keeps questions to the table for himself and, where he may, for all; changes them, shares them, throws them away. */
  async #keepFilters(random: Random): Promise<void> {
    const { client } = this.#deps;
    const { actions } = client;
    const shown = await first(client.queries.savedFilters());
    const view = shown.length > 20 || random.happens(0.7) ? random.pick(shown) : undefined;
    if (view && random.happens(0.25)) return actions.deleteFilter(view.filter.id, view.basedOn);
    const draft: FilterDraft = {
      id: view?.filter.id ?? anId(random),
      // Sometimes where he may not: the hub decides.
      sharing: random.pick(SHARINGS) ?? 'personal',
      name: this.#text(random).slice(0, 60),
      filter: NO_FILTER,
      columns: ['client'],
      sort: FIRST_SORT,
    };
    return actions.saveFilter(draft, view?.basedOn ?? NEW_FILTER);
  }

  async #putNoticesAside(): Promise<void> {
    const { client, db } = this.#deps;
    const unseen = (await db.notices.toArray()).filter(({ seenAt }) => seenAt === null).map(({ id }) => id);
    await client.actions.noticesSeen(unseen.length > 0 ? unseen.slice(0, MAX_SEEN) : [NOBODYS]);
  }

  /** The card of the dialog's client; now and then he turns out to be somebody else too, or not. */
  async #keepCard(random: Random, { contactId }: Dialog): Promise<void> {
    const { client, db } = this.#deps;
    const { actions } = client;
    const other = random.pick(await db.contacts.limit(20).primaryKeys());
    const merged = (await db.contacts.get(contactId))?.merged[0];
    const value = `+7916000000${Math.floor(random.next() * 10)}`;
    const deeds = [
      () => actions.renameContact(contactId, this.#text(random).slice(0, 200)),
      () => actions.addPhone(contactId, value),
      () => actions.removePhone(contactId, value),
      () => actions.tagContact(contactId, `tag ${Math.floor(random.next() * 5)}`),
      () => actions.noteContact(contactId, this.#text(random)),
      () => (other && other !== contactId ? actions.mergeContacts(other, contactId) : undefined),
      () => (merged ? actions.unmergeContacts(merged.contactId, contactId) : undefined),
    ];
    await random.pick(deeds)?.();
  }

  #text(random: Random): string {
    this.#texts += 1;
    const text = `${this.#deps.client.session.operator.name} ${this.#texts}`;
    return random.happens(0.02) ? `${text} ${'длинный текст '.repeat(40)}` : text;
  }

  /** Mostly one's own and free dialogs; sometimes a colleague's, which is refused or not. */
  #choose(random: Random): DialogRecord | undefined {
    if (random.happens(0.15)) return random.pick(this.#open);
    const me = this.#deps.client.session.operator.id;
    const mine = this.#open.filter(({ dialog }) => [me, null].includes(responsibleOf(dialog)));
    return random.pick(mine) ?? random.pick(this.#open);
  }

  async #glance(random: Random): Promise<void> {
    const { db } = this.#deps;
    this.#open = await newestOf(db.dialogs.orderBy('lists.all'));
    this.#sinceGlance = 0;
    for (;;) {
      const rows = await db.outbox.toArray();
      await this.#tend(
        random,
        rows.filter(({ state }) => state.kind === 'refused').map(({ id }) => id),
      );
      const pending = rows.filter(({ state }) => state.kind === 'waiting' || state.kind === 'sending').length;
      if (pending < MOST_PENDING) return;
      // Not sooner: reading them again and again would cost more than sending them.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** What the hub refused: said again, knowing why, or put away, or left lying. */
  async #tend(random: Random, refused: readonly string[]): Promise<void> {
    const { client, ledger, committed } = this.#deps;
    const many = refused.length > MOST_REFUSED;
    for (const id of refused) {
      const dice = random.next();
      if (!many && dice < 0.5) continue;
      ledger.discards(committed(), id);
      if (dice < 0.75 && !many) await client.actions.retry(id);
      else await client.actions.discard(id);
    }
  }

  /** What the screen shows of a dialog, right now, may be late, but never wrong in itself. */
  async #look(dialogId: string): Promise<void> {
    const view = await first(this.#deps.client.queries.transcript(dialogId, 200));
    const ids = view.items.map((item) => item.message.id);
    const say = (words: string): void => this.#deps.violation(`the screen of ${dialogId}: ${words}`);
    if (new Set(ids).size !== ids.length) say('a message is shown twice');
    const seqs = view.items.filter((item) => !item.pending).map((item) => item.message.seq);
    if (seqs.some((seq, i) => seq !== (seqs[0] ?? 0) + i)) say(`a hole is shown as whole: ${seqs.join(' ')}`);
  }
}

function anId(random: Random): string {
  const bytes = Uint8Array.from({ length: 10 }, () => Math.floor(random.next() * 256));
  return uuidv7(Date.now(), bytes);
}

/** As the list shows them. */
function newestOf(dialogs: Collection<DialogRecord, string>): PromiseLike<DialogRecord[]> {
  // oxlint-disable-next-line unicorn/no-array-reverse -- Dexie's, which is no array
  return dialogs.reverse().limit(40).toArray();
}

function first<T>(live: Live<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    const done = (call: () => void): void => {
      // The first value may come before `subscribe` returns.
      setImmediate(() => stop());
      call();
    };
    stop = live.subscribe(
      (value) => done(() => resolve(value)),
      (error) => done(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}
