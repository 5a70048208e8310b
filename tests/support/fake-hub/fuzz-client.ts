import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { PRESENCE_CHOICES } from '#shared/domain/presence.ts';
import { NEW_REPLY, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import { NEW_FILTER, SHARINGS, type FilterDraft } from '#shared/domain/saved-filter.ts';
import { NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { directPlace, emptyTalk, type TalkPlace } from '#shared/domain/talk.ts';
import { firstOf } from '#renderer/client/first-of.ts';
import { ReplicaDb } from '#renderer/data/db/database.ts';
import { createActions } from '#renderer/data/intents/actions.ts';
import { Arrivals } from '#renderer/data/queries/arrivals.ts';
import { createQueries } from '#renderer/data/queries/queries.ts';
import { TypingStore } from '#renderer/data/queries/typing.ts';
import type { DialogView, Queries, TranscriptView } from '#renderer/data/queries/views.ts';
import type { SyncEngine } from '#renderer/data/sync/engine.ts';
import { expect } from 'vitest';
import { replyDraftFixture } from '../quick-replies.ts';
import { branchId, fakeId, lineId, operatorId, workspaceId, type HubModel } from './model.ts';
import { FakeNetwork, type Chance } from './network.ts';
import { fastEngine } from './replica.ts';
import type { FakeHub } from './server.ts';

const FAULTS = {
  lostRequest: 0.1,
  lostAnswer: 0.1,
  busy: 0.05,
  lateAnswer: 0.3,
  cut: 0.03,
  slow: 0.3,
  cutAnswer: 0.2,
};
/** Somebody with a client of his own behind a bad network, who does whatever chance says. */
export class FuzzClient {
  readonly me: Id;
  readonly network: FakeNetwork;
  readonly name: string;
  db: ReplicaDb;
  engine: SyncEngine;
  /** Texts in the order they were said, per dialog. */
  readonly said: { dialogId: Id; text: string }[] = [];
  /** The same, per talk of the team. */
  readonly talked: { dialogId: Id; text: string }[] = [];
  /** Closes the dialog that is open. */
  leave = (): void => {};
  /** The dialog that is open, as the screen has it. */
  shown: { dialogId: Id; view: DialogView | null } | null = null;
  /** What was wrong on the screen, whenever it was. */
  wrong: Error | null = null;
  private readonly chance: Chance;
  private count = 0;

  constructor(hub: FakeHub, me: Id, chance: Chance, name: string) {
    this.me = me;
    this.chance = chance;
    this.name = name;
    hub.tokens.set(name, me);
    this.network = new FakeNetwork(hub, chance);
    this.network.faults = FAULTS;
    this.db = new ReplicaDb(name);
    this.engine = this.startEngine();
  }

  private startEngine(): SyncEngine {
    const engine = fastEngine(this.db, this.me, this.name, this.network, {
      random: () => this.chance.next(),
    });
    engine.start();
    return engine;
  }

  /** As when the window is killed: nothing is asked whether it is ready. */
  async crash(): Promise<void> {
    this.leave();
    this.db.close();
    await this.engine.stop();
    this.db = new ReplicaDb(this.name);
    this.engine = this.startEngine();
  }

  /** Dialogs that are here, as rows or in packs. */
  private async known(): Promise<Id[]> {
    const packed = (await this.db.archive.toArray()).flatMap((pack) => pack.ids);
    return [...(await this.db.dialogs.toCollection().primaryKeys()), ...packed];
  }

  async act(): Promise<void> {
    const dialogId = this.chance.pick(await this.known());
    if (!dialogId) return;
    const actions = createActions({
      db: this.db,
      sendTyping: () => {},
      randomBytes: (length) => Uint8Array.from({ length }, () => this.chance.below(256)),
    });
    if (this.chance.happens(0.2)) return this.actOnClient(actions);
    if (this.chance.happens(0.2)) return this.mark(actions, dialogId);
    if (this.chance.happens(0.1)) return this.keepFilters(actions);
    const what = this.chance.below(17);
    if (what >= 13) await this.talk(actions);
    else if (what >= 10) await this.workOnReplies(actions);
    else if (what < 2) await actions.answer(dialogId);
    else if (what < 3) await actions.finish(dialogId);
    else if (what < 4) await actions.markRead(dialogId);
    else if (what < 5) await this.engine.loadOlder(dialogId);
    else {
      const text = `${this.name} says ${(this.count += 1)}`;
      this.said.push({ dialogId, text });
      await actions.send(dialogId, text, this.chance.happens(0.2) ? 'hidden' : 'public');
    }
  }

  /** Says something to colleagues, in a talk that is here or in one that begins with it; or reads, reacts, looks back. */
  private async talk(actions: ReturnType<typeof createActions>): Promise<void> {
    const place = this.chance.pick<TalkPlace>([
      directPlace(this.me, operatorId(1 + this.chance.below(3))),
      { kind: 'line', lineId: lineId(1 + this.chance.below(2)), branchId: branchId(1) },
    ]);
    if (!place) return;
    const talk = emptyTalk(workspaceId, place, 0);
    const message = this.chance.pick(await this.db.talkMessages.toArray());
    const what = this.chance.below(10);
    if (what < 2) await actions.talkRead(talk.id, this.chance.below(20));
    else if (what < 3 && message) await actions.talkReact(message.dialogId, message.id, '👍');
    else if (what < 4 && message) await actions.talkDelete(message.dialogId, message.id);
    else if (what < 5 && message) await this.engine.loadOlder(message.dialogId);
    else {
      const text = `${this.name} says ${(this.count += 1)}`;
      this.talked.push({ dialogId: talk.id, text });
      await actions.talkSend(talk, text);
    }
  }

  /** Says how it stands with him, keeps a dialog on top, or does something to what was said in it. */
  private async mark(actions: ReturnType<typeof createActions>, dialogId: Id): Promise<void> {
    const of = await this.db.messages
      .where('[dialogId+seq]')
      .between([dialogId, 0], [dialogId, Infinity])
      .toArray();
    const message = this.chance.pick(of);
    const what = this.chance.below(9);
    if (what < 2) return actions.setPresence(this.chance.pick(PRESENCE_CHOICES) ?? 'online');
    if (what < 3) return actions.pin(dialogId);
    if (what < 4) return actions.unpin(dialogId);
    if (!message) return;
    const { body, id } = message;
    if (what < 7) return actions.react(dialogId, id, this.chance.pick(['👍', '🎉', null]) ?? null);
    if (what < 8) return actions.delete(dialogId, id);
    if (body.kind === 'text') await actions.edit(dialogId, id, reworded(body.text));
  }

  /** Makes, changes, shares and deletes kept filters, by what is shown of them. */
  private async keepFilters(actions: ReturnType<typeof createActions>): Promise<void> {
    const shown = await firstOf(this.queries(new Arrivals()).savedFilters());
    const view = this.chance.happens(0.7) ? this.chance.pick(shown) : undefined;
    if (view && this.chance.happens(0.25)) return actions.deleteFilter(view.filter.id, view.basedOn);
    const draft: FilterDraft = {
      id: view?.filter.id ?? fakeId(11, this.chance.below(1_000_000)),
      sharing: this.chance.pick(SHARINGS) ?? 'personal',
      name: `${this.name} keeps ${(this.count += 1)}`,
      filter: NO_FILTER,
      columns: ['client'],
      sort: FIRST_SORT,
    };
    await actions.saveFilter(draft, view?.basedOn ?? NEW_FILTER);
  }

  /** The card of some client, or of two; what the hub refuses is part of it. */
  private async actOnClient(actions: ReturnType<typeof createActions>): Promise<void> {
    const ids = await this.db.contacts.toCollection().primaryKeys();
    const [one, other] = [this.chance.pick(ids), this.chance.pick(ids)];
    if (!one || !other) return;
    const what = this.chance.below(8);
    if (what < 1) await actions.renameContact(one, `${this.name} ${(this.count += 1)}`);
    else if (what < 2) await actions.addPhone(one, `+7916000000${this.chance.below(6)}`);
    else if (what < 3) await actions.removePhone(one, `+7916000000${this.chance.below(6)}`);
    else if (what < 4) await actions.tagContact(one, `tag ${this.chance.below(4)}`);
    else if (what < 5) await actions.noteContact(one, `${this.name} notes ${(this.count += 1)}`);
    else if (what < 7) {
      if (one !== other) await actions.mergeContacts(one, other);
    } else {
      const merged = (await this.db.contacts.get(one))?.merged[0];
      if (merged) await actions.unmergeContacts(merged.contactId, one);
    }
  }

  /** Makes, changes, moves and deletes quick replies, by what is shown of them. */
  private async workOnReplies(actions: ReturnType<typeof createActions>): Promise<void> {
    const { replies } = await firstOf(this.queries(new Arrivals()).quickReplies());
    const view = this.chance.happens(0.7) ? this.chance.pick(replies) : undefined;
    const shelf = this.chance.pick<ReplyShelf>([
      { kind: 'company' },
      { kind: 'personal', operatorId: this.me },
      { kind: 'line', lineId: lineId(1) },
      { kind: 'line', lineId: lineId(2) },
    ]) ?? { kind: 'company' };
    if (this.chance.happens(0.2)) return actions.assignSlot(1 + this.chance.below(9), view?.reply.id ?? null);
    if (view && this.chance.happens(0.2))
      return void (await actions.deleteQuickReply(view.reply.id, view.basedOn));
    const draft = view?.reply ?? replyDraftFixture({ id: fakeId(9, this.chance.below(1_000_000)), shelf });
    const text = `${this.name} writes ${(this.count += 1)}`;
    const shortcut = this.chance.pick([null, null, 'a', 'b']) ?? null;
    const moved = this.chance.happens(0.2) ? shelf : draft.shelf;
    const next = { ...draft, text, shortcut, shelf: moved };
    const basedOn = await actions.saveQuickReply(next, view?.basedOn ?? NEW_REPLY);
    // Again, before the hub can have answered.
    if (this.chance.happens(0.3))
      await actions.saveQuickReply({ ...next, text: `${text} and more`, shortcut: null }, basedOn);
  }

  queries(arrivals: Arrivals): Queries {
    return createQueries(
      this.db,
      { operatorId: this.me, role: 'operator' },
      {
        status: { current: () => this.engine.state.current(), subscribe: () => () => {} },
        typing: new TypingStore(),
        arrivals,
      },
    );
  }

  /** Opens a dialog, and keeps it open until the next one: nothing false may be on the screen meanwhile. */
  async look(model: HubModel): Promise<void> {
    const dialogId = this.chance.pick(await this.known());
    this.leave();
    if (!dialogId) return;
    const arrivals = new Arrivals();
    const queries = this.queries(arrivals);
    const unhear = this.engine.onArrival((arrival) => arrivals.heard(arrival));
    const limit = this.chance.pick([3, 1000]) ?? 1000;
    await new Promise<void>((resolve, reject) => {
      const stop = queries.transcript(dialogId, limit).subscribe((view) => {
        try {
          expectTrue(view, model.messages.get(dialogId) ?? []);
          resolve();
        } catch (error) {
          this.wrong ??= error as Error;
          reject(this.wrong);
        }
      }, reject);
      this.shown = { dialogId, view: null };
      const stopDialog = queries.dialog(dialogId).subscribe((view) => (this.shown = { dialogId, view }));
      this.leave = () => {
        unhear();
        stop();
        stopDialog();
        this.shown = null;
      };
    });
  }
}

/** Of a transcript on the screen: nothing twice, no hole, in the hub's order and words. */
function expectTrue(view: TranscriptView, truth: readonly Message[]): void {
  const ids = view.items.map((item) => item.message.id);
  expect(new Set(ids).size, 'a message shown twice').toBe(ids.length);
  const confirmed = view.items.filter((item) => !item.pending).map((item) => item.message);
  expect(view.items.slice(0, confirmed.length).every((item) => !item.pending)).toBe(true);
  const first = confirmed[0]?.seq ?? 1;
  const there = truth.slice(first - 1, first - 1 + confirmed.length);
  const placed = (all: readonly Message[]) => all.map(({ id, seq }) => ({ id, seq }));
  expect(placed(confirmed), 'not what the hub has').toEqual(placed(there));
  for (const [i, { body }] of confirmed.entries()) {
    const said = there[i]?.body;
    // It may have been deleted on this side of the wire, or on the other.
    if (body.kind === 'deleted' || said?.kind === 'deleted') continue;
    expect(wordsOf(body), 'not in the words of the hub').toEqual(said && wordsOf(said));
  }
  expect(view.hasOlder).toBe(first > 1);
}

/** What stays the same, whoever has heard of a rewording and who has not. */
function wordsOf(body: Message['body']): unknown {
  return body.kind === 'text' ? firstWords(body.text) : body;
}

const REWORDED = ' (better put)';

/** What was said, in other words, by which it can still be told. */
function reworded(text: string): string {
  return firstWords(text) + REWORDED;
}

/** What was said at first. */
export function firstWords(text: string): string {
  return text.replace(REWORDED, '');
}
