import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Scope } from '#shared/domain/scope.ts';
import {
  emptyMark,
  emptyTalk,
  seesTalk,
  talkIdOf,
  type Talk,
  type TalkBundle,
  type TalkMark,
} from '#shared/domain/talk.ts';
import { namedMessage, type OnTalk } from '#shared/intents/all.ts';
import { applyToTalk } from '#shared/intents/apply-talk.ts';
import type { MessagePage } from '#shared/domain/bundle.ts';
import type { Change } from '#shared/wire/change.ts';

/** A change, and for whom it is. */
export interface TalkEntry {
  change: Change;
  sees: (scope: Scope) => boolean;
}

const SNAPSHOT_MESSAGES = 4;
const HISTORY_MESSAGES = 3;

/** Talks of the team, as the hub's rules have them; a part of `HubModel`. */
export class TalkModel {
  readonly talks = new Map<Id, Talk>();
  readonly messages = new Map<Id, Message[]>();
  /** By person and talk. */
  readonly marks = new Map<string, TalkMark>();
  private readonly workspaceId: Id;

  constructor(workspaceId: Id) {
    this.workspaceId = workspaceId;
  }

  /** What a backup has to hold. */
  maps(): Map<unknown, unknown>[] {
    return [this.talks, this.messages, this.marks];
  }

  visibleTo(scope: Scope): Talk[] {
    return [...this.talks.values()].filter((talk) => seesTalk(scope, talk.place));
  }

  mark(operatorId: Id, talkId: Id): TalkMark | null {
    return this.marks.get(`${operatorId} ${talkId}`) ?? null;
  }

  bundles(scope: Scope): TalkBundle[] {
    return this.visibleTo(scope).map((talk) => ({
      talk,
      mark: this.mark(scope.operatorId, talk.id),
      messages: (this.messages.get(talk.id) ?? []).slice(-SNAPSHOT_MESSAGES),
    }));
  }

  history(scope: Scope, talkId: Id, before: string | null): MessagePage | null {
    if (!this.visibleTo(scope).some(({ id }) => id === talkId)) return null;
    const all = this.messages.get(talkId) ?? [];
    const older = before === null ? all : all.filter((message) => message.seq < Number(before));
    return { dialogId: talkId, messages: older.slice(-HISTORY_MESSAGES) };
  }

  /** Whoever comes to see a line's talk has nothing of its past to catch up with. */
  begin(scope: Scope): void {
    for (const { id, lastSeq } of this.visibleTo(scope))
      if (!this.mark(scope.operatorId, id))
        this.marks.set(`${scope.operatorId} ${id}`, { ...emptyMark(id), seq: lastSeq, rev: 1 });
  }

  carryOut(scope: Scope, intent: OnTalk, now: number): { entries: TalkEntry[] } | { refusal: Refusal } {
    const { operatorId, role } = scope;
    const talk = this.talks.get(intent.args.talkId) ?? this.newTalk(intent, now);
    if (!talk || !seesTalk(scope, talk.place)) return { refusal: { code: 'not_found' } };
    const before = { talk, mark: this.mark(operatorId, talk.id) ?? emptyMark(talk.id) };
    const named = namedMessage(intent);
    const list = this.messages.get(talk.id) ?? [];
    const message = list.find((one) => one.id === named) ?? null;
    const ctx = { intentId: intent.id, actor: { operatorId, role }, now, message, left: null };
    const applied = applyToTalk(ctx, before, intent);
    if (!applied.ok) return { refusal: applied.refusal };
    const { effect } = applied;
    const said = effect.changed ? [...effect.messages, effect.changed] : effect.messages;
    const entries: TalkEntry[] = [];
    if (said.length > 0) {
      const next = { ...effect.talk, rev: talk.rev + 1 };
      this.talks.set(next.id, next);
      this.messages.set(next.id, merged(list, said));
      const sees = (one: Scope): boolean => seesTalk(one, next.place);
      entries.push({ change: { type: 'talk', talk: next }, sees });
      for (const one of said) entries.push({ change: { type: 'talkMessage', message: one }, sees });
    }
    if (effect.mark !== before.mark) entries.push(this.putMark(operatorId, effect.mark, before.mark));
    return { entries };
  }

  private newTalk(intent: OnTalk, now: number): Talk | null {
    if (intent.name !== 'talk.send') return null;
    const { talkId, place } = intent.args;
    return talkIdOf(this.workspaceId, place) === talkId ? emptyTalk(this.workspaceId, place, now) : null;
  }

  private putMark(operatorId: Id, mark: TalkMark, before: TalkMark): TalkEntry {
    const later = (this.messages.get(mark.talkId) ?? []).filter(({ seq }) => seq > mark.seq);
    const own = later.filter(({ author }) => author.kind === 'operator' && author.operatorId === operatorId);
    const next = { ...mark, own: own.length, mentions: 0, rev: before.rev + 1 };
    this.marks.set(`${operatorId} ${mark.talkId}`, next);
    return { change: { type: 'talkMark', mark: next }, sees: (scope) => scope.operatorId === operatorId };
  }
}

function merged(list: readonly Message[], said: readonly Message[]): Message[] {
  const all = new Map(list.map((message) => [message.seq, message]));
  for (const message of said) all.set(message.seq, message);
  return [...all.values()].toSorted((a, b) => a.seq - b.seq);
}
